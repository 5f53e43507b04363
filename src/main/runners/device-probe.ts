// Asks an engine, in a process of its own, whether it trains on a card.
import { fork } from 'node:child_process';
import { entryPath } from '#main/entries.ts';
import { type DeviceAnswer, deviceAnswer } from '#main/training/protocol.ts';
import { workerEnvironment } from './platform.ts';
import type { Device } from './runner.ts';

export interface DeviceProbeOptions {
  readonly execPath: string;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly engine: string;
  readonly device: Device;
  /** Loading CUDA's libraries from a slow disk takes tens of seconds. Default: two minutes. */
  readonly patienceMs?: number;
}

/** Never rejects: an engine that does not answer does not use the card, and the reason says so. */
export function askEngine(options: DeviceProbeOptions): Promise<DeviceAnswer> {
  const { execPath, platform, environment, engine, device, patienceMs = 120_000 } = options;
  return new Promise((resolve) => {
    const env = workerEnvironment(platform, environment, 1, device);
    const child = fork(entryPath('device-probe'), [engine], { execPath, execArgv: [], env, stdio: 'ignore' });
    const settle = (answer: DeviceAnswer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    const failed = (how: string) =>
      settle({ cuda: false, reason: `The engine ${engine} ${how} when it was asked for a card.` });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      failed(`did not answer within ${patienceMs / 1000} s`);
    }, patienceMs);
    child.once('message', (message) => {
      const parsed = deviceAnswer.safeParse(message);
      if (parsed.success) settle(parsed.data);
    });
    child.once('error', (error) => failed(`could not be started (${error.message})`));
    child.once('exit', (code, signal) => failed(`ended (${signal ?? `code ${code}`})`));
  });
}
