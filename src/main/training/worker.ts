// Entry of a trial worker: a plain Node process forked by runners/builtin.ts. Wires the session to the process.
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { openDatasetCache } from '#main/data/cache.ts';
import { entryPath } from '#main/entries.ts';
import { AppError } from '#shared/errors.ts';
import type { Engine } from './engines/engine.ts';
import { getEngine } from './engines/index.ts';
import { reusing } from './engines/reusing.ts';
import { trainTrial } from './loop/index.ts';
import { fileMapOf } from './map-file.ts';
import { hostMessage, type WorkerMessage } from './protocol.ts';
import { createSession } from './worker/session.ts';

/** How long a worker that lost its host trains on to finish the epoch it is in. */
const epochWithoutHostMs = 20_000;

// Uncaught errors end the process (a crash for the host); the last line on stderr is the one the host quotes.
process.on('uncaughtException', (error) => die(error));
process.on('unhandledRejection', (reason) => die(reason));

if (process.send === undefined) {
  die(new AppError('invalid', 'This program is started by Vernier; it trains one trial at a time for it.'));
}

const heartbeat = new Worker(entryPath('heartbeat'), { stdout: false, stderr: false });
heartbeat.on('error', (error) => die(error));
heartbeat.unref();

/** By name; each keeps the program of the trial before. */
const opened = new Map<string, Promise<Engine>>();

async function openEngine(name: string): Promise<Engine> {
  const engine = await getEngine(name);
  const reason = await engine.unavailable();
  if (reason !== null) throw new AppError('unavailable', reason);
  return reusing(engine);
}

const map = fileMapOf(process.platform);

const session = createSession(
  {
    pid: process.pid,
    send,
    openDataset: async (path) => openDatasetCache(path, map),
    engine: (name) => {
      // A trial may start while its engine is still being loaded.
      const engine = opened.get(name) ?? openEngine(name);
      opened.set(name, engine);
      return engine;
    },
    trainTrial,
    exists: existsSync,
    now: Date.now,
  },
  leave,
);

process.on('message', (message) => session.receive(hostMessage.parse(message)));
process.on('disconnect', () => void session.loseHost(epochWithoutHostMs).then(() => process.exit(0)));
// Ctrl-C on a terminal, and closing it, reach the whole process group; whether to stop is the host's decision.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
send({ type: 'ready', pid: process.pid });

function send(message: WorkerMessage): void {
  // After the host is gone there is nobody to tell; 'disconnect' does what is needed.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

/** Ends an idle worker once everything it sent is out. */
function leave(): void {
  process.removeAllListeners('disconnect');
  process.once('disconnect', () => process.exit(0));
  process.disconnect();
}

function die(thrown: unknown): never {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  process.stderr.write(`${error.stack ?? ''}\n${error.name}: ${error.message.split('\n', 1)[0]}\n`);
  process.exit(70);
}
