import { contract, type VernierHandlers } from '#shared/contract/index.ts';
import { createReconnectingClient, createServer, memoryPortPair } from '#shared/rpc/index.ts';

/** A real server and client over an in-memory pair of ports; every call is answered by `answer`. */
export function connected(answer: (name: string) => unknown) {
  const handlers = new Proxy({} as VernierHandlers, { get: (_, name) => () => answer(String(name)) });
  const server = createServer(contract, handlers);
  const client = createReconnectingClient(contract, async () => {
    const [near, far] = memoryPortPair();
    server.attach(far);
    return near;
  });
  return { server, client };
}
