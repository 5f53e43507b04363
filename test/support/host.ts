// A host of the test's own, as a window would find it: real store, scheduler and workers, and a client at a port in memory.
import { onTestFinished } from 'vitest';
import { createHost, type Host } from '#main/host/create-host.ts';
import { openPlaces, type Places } from '#main/host/places.ts';
import { contract, type VernierContract } from '#shared/contract/index.ts';
import { type Client, createClient, memoryPortPair } from '#shared/rpc/index.ts';
import { temporaryFolder } from './vernier.ts';

export interface OpenHost {
  readonly places: Places;
  readonly host: Host;
  readonly client: Client<VernierContract>;
  /** One more client, as a second window would be. */
  connect(): Client<VernierContract>;
  /** Closes the host; the end of the test does what was not done. */
  close(): Promise<void>;
}

/** On the data directory `folder`, which may be one that an earlier host left. */
export async function openHost(
  folder: string = temporaryFolder(),
  onNotice: (notice: string) => void = () => undefined,
  shell: 'browser' | 'headless' = 'headless',
): Promise<OpenHost> {
  const places = openPlaces(folder, {});
  const host = await createHost({ places, shell, onNotice });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= host.close();
    return closing;
  };
  onTestFinished(close);
  const connect = () => {
    const [near, far] = memoryPortPair();
    host.attach(far);
    return createClient(contract, near);
  };
  return { places, host, client: connect(), connect, close };
}
