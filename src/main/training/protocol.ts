// Messages between the host's runner and a trial worker process (architecture.md "Worker protocol"). Validated on both sides.
import { z } from 'zod';
import { settingValue } from '#shared/contract/common.ts';

/**
 * File descriptor of the heartbeat pipe in the worker, after stdin, stdout, stderr and the IPC channel. A pipe of its own,
 * because a training call blocks the worker's event loop and a thread of it has no IPC channel.
 */
export const heartbeatFd = 4;
export const heartbeatIntervalMs = 1000;
/** One JSON line a beat. */
export const heartbeatLine = z.object({ at: z.number(), rssBytes: z.number() });
export type Heartbeat = z.infer<typeof heartbeatLine>;

/** Numbers that may be NaN or infinite: `serialization: 'advanced'` carries them, z.number() would refuse them. */
const anyNumber = z.custom<number>((value) => typeof value === 'number', 'must be a number');

const startMessage = z.object({
  type: z.literal('start'),
  /** Distinguishes runs of the same trial in a reused worker; every answer carries it. */
  run: z.int(),
  trial: z.int(),
  seed: z.int(),
  settings: z.record(z.string(), settingValue),
  engine: z.string(),
  threads: z.int().min(1),
  /** Trials that train at the same time and share the memory. */
  workers: z.int().min(1),
  /** Encoded cache file (data/dataset.ts). */
  dataset: z.string(),
  /** Of the training rows that it trains on; 1: all. */
  share: z.number().gt(0).max(1),
  /** What early stopping and the plateau schedule go by; null: the validation loss. */
  goal: z.object({ metric: z.string(), direction: z.enum(['minimize', 'maximize']) }).nullable(),
  resumeFrom: z.string().nullable(),
  /** Checkpoints are left as `<checkpointPath>.<epoch>`; each is announced, the host removes those it no longer needs. */
  checkpointPath: z.string(),
  /**
   * Weights of the epoch that counts (the best one, or the last one with a finite value) are left as `<path>.<epoch>`, always before a
   * checkpoint of that epoch or a later one; each is announced, the host removes those it no longer needs. null: none are kept.
   */
  weights: z.object({ path: z.string(), pick: z.enum(['best', 'last']) }).nullable(),
});

export const hostMessage = z.discriminatedUnion('type', [
  /** Before the first trial: load the engine, and answer `loaded`. */
  z.object({ type: z.literal('load'), engine: z.string() }),
  startMessage,
  z.object({
    type: z.literal('decision'),
    run: z.int(),
    epoch: z.int(),
    decision: z.enum(['continue', 'pause', 'stop']),
  }),
  /** At the end of the running epoch, save and answer `done` (paused). */
  z.object({ type: z.literal('pause'), run: z.int() }),
  /** At the end of the running epoch, save and answer `done` (stopped); the host kills after graceMs. */
  z.object({ type: z.literal('stop'), run: z.int(), graceMs: z.number() }),
  /** End the process when idle. */
  z.object({ type: z.literal('exit') }),
]);
export type HostMessage = z.infer<typeof hostMessage>;
export type StartMessage = z.infer<typeof startMessage>;

/** Not of AppError's list: what is to be done depends on the device and on who else trains there, which the host knows. */
export const outOfMemoryCode = 'out_of_memory';

export const workerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), pid: z.int() }),
  /** `reason` says in a sentence why the engine cannot be used; then it has no version. */
  z.object({
    type: z.literal('loaded'),
    engine: z.string(),
    version: z.string().nullable(),
    reason: z.string().nullable(),
  }),
  z.object({ type: z.literal('started'), run: z.int(), engine: z.object({ name: z.string(), version: z.string() }) }),
  z.object({ type: z.literal('phase'), run: z.int(), phase: z.enum(['compiling', 'training']) }),
  /** Lossy, at most 10 a second. */
  z.object({ type: z.literal('progress'), run: z.int(), epoch: z.int(), fraction: z.number() }),
  /** Lossless. The worker waits for the `decision` of this epoch before it goes on. */
  z.object({
    type: z.literal('epoch'),
    run: z.int(),
    epoch: z.int(),
    at: z.number(),
    metrics: z.record(z.string(), anyNumber),
  }),
  z.object({ type: z.literal('checkpoint'), run: z.int(), epoch: z.int(), path: z.string() }),
  z.object({ type: z.literal('weights'), run: z.int(), epoch: z.int(), path: z.string() }),
  z.object({ type: z.literal('log'), run: z.int(), level: z.enum(['info', 'warning', 'error']), message: z.string() }),
  z.object({
    type: z.literal('done'),
    run: z.int(),
    outcome: z.enum(['complete', 'paused', 'stopped', 'diverged']),
    epoch: z.int(),
    message: z.string().nullable(),
  }),
  /** Code `out_of_memory`: of the device or the machine. Code `unavailable`: what the trial needs is not there (disk space, data, engine); any other: the trial itself is at fault. */
  z.object({ type: z.literal('failed'), run: z.int(), code: z.string(), message: z.string() }),
]);
export type WorkerMessage = z.infer<typeof workerMessage>;

/** What the program device-probe.ts answers. */
export const deviceAnswer = z.object({ cuda: z.boolean(), reason: z.string().nullable() });
export type DeviceAnswer = z.infer<typeof deviceAnswer>;

/** Argument of the program that measures steps (plan-probe.ts). */
export const probeJob = z.object({
  settings: z.record(z.string(), settingValue),
  engine: z.string(),
  threads: z.int().min(1),
  /** Encoded cache file. */
  dataset: z.string(),
});
export type ProbeJob = z.infer<typeof probeJob>;
/** To it, once it has said that it is ready; its answer. */
export const probeRun = z.object({ forMs: z.number().min(1).max(10_000) });
export const probeAnswer = z.object({ steps: z.int(), ms: z.number() });
