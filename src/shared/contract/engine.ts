// Training engines: what is found on this machine, what can be installed, and the work that is done on them.
import { z } from 'zod';
import { nothing, timestamp } from './common.ts';
import { event, rpc } from './define.ts';

const benchmarkRow = z.object({
  model: z.string(),
  batch: z.int(),
  optimizer: z.string(),
  threads: z.int(),
  msPerStep: z.number(),
});
export type EngineBenchmarkRow = z.infer<typeof benchmarkRow>;

/** An NVIDIA card, or a part of one that works by itself (MIG). */
const gpuInfo = z.object({
  /** The driver's number, in the order of the bus; "0:1" is instance 1 of card 0. */
  id: z.string(),
  /** What CUDA_VISIBLE_DEVICES takes. */
  uuid: z.string(),
  name: z.string(),
  /** null when the driver does not say. */
  memoryBytes: z.number().nullable(),
  /** By all programs, when it was asked. */
  usedBytes: z.number().nullable(),
  driver: z.string().nullable(),
});
export type GpuInfo = z.infer<typeof gpuInfo>;

const engineInfo = z.object({
  name: z.string(),
  available: z.boolean(),
  version: z.string().nullable(),
  /** What it computes on: "CPU", "GPU". Empty when it is not available. */
  devices: z.array(z.string()),
  /** Of the version that is here; null when it was never tested on this machine. */
  selfTest: z.object({ passed: z.int(), failed: z.int() }).nullable(),
  testedAt: timestamp.nullable(),
  /** Why it is not available or not offered. */
  reason: z.string().nullable(),
  startToFirstStepMs: z.number().nullable(),
  /** Empty when it was never measured. */
  bench: z.array(benchmarkRow),
  measuredAt: timestamp.nullable(),
  /** The machine's cards that it trains on; none: it trains on the processor. */
  gpus: z.array(gpuInfo),
  /** What "auto" resolves to. */
  chosen: z.boolean(),
});
export type EngineInfo = z.infer<typeof engineInfo>;

const packageName = z.enum(['tensorflow', 'tfjs-node-gpu']);
export type EnginePackageName = z.infer<typeof packageName>;

/** What can be brought into the data directory. */
const enginePackage = z.object({
  name: packageName,
  /** The engine that it makes available or faster. */
  engine: z.string(),
  /** null when it is not installed; the version is null when an older program installed it. */
  installed: z
    .object({ version: z.string().nullable(), cuda: z.boolean(), bytes: z.number(), installedAt: timestamp })
    .nullable(),
  /** Of a download that was cut off, and goes on with the next installation. */
  downloadedBytes: z.number(),
  /** One sentence why it cannot be installed on this machine; null when it can. */
  refusal: z.string().nullable(),
  /** There is a build with CUDA for this machine, and one without. */
  cudaIsChoice: z.boolean(),
  /** Name of a running study that trains with it: it cannot be replaced or removed meanwhile. */
  usedBy: z.string().nullable(),
});
export type EnginePackage = z.infer<typeof enginePackage>;

const engineWork = z.enum(['install', 'self-test', 'measure']);

/** Work on an engine that takes its time. It goes on when the page is closed. */
const engineTask = z.object({
  id: z.int(),
  work: engineWork,
  /** A package, or the engine that is tested or measured. */
  target: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** `waiting`: other tests and measurements take their turn first. */
  phase: z.enum(['waiting', 'download', 'verify', 'unpack', 'self-test', 'measure']),
  /** What is worked on: a file. */
  what: z.string(),
  /** Bytes, or checks and measurements. */
  done: z.number(),
  total: z.number().nullable(),
  /** Milliseconds until the phase ends, 80 % interval; null while it cannot be said. */
  eta: z.object({ low: z.number(), high: z.number() }).nullable(),
  startedAt: timestamp,
  /** The sentence that says why it failed; else null. */
  message: z.string().nullable(),
});
export type EngineTask = z.infer<typeof engineTask>;

const engineOverview = z.object({
  engines: z.array(engineInfo),
  packages: z.array(enginePackage),
  /** Running work, and how the last one of each target ended. */
  tasks: z.array(engineTask),
});
export type EngineOverview = z.infer<typeof engineOverview>;

export const engine = {
  'engine.list': rpc(
    z.object({ selfTest: z.boolean().default(false), bench: z.boolean().default(false) }),
    z.array(engineInfo),
    { deadlineMs: 600_000 },
  ),
  /** All that the Engine page shows; `again` looks anew which engines are there. */
  'engine.overview': rpc(z.object({ again: z.boolean().default(false) }), engineOverview, { deadlineMs: 300_000 }),
  /**
   * Begins an installation and answers at once; `engine.progressed` tells how it goes on. `from`: absolute path of a wheel on the host's
   * machine. Errors: `busy`, `conflict` while a running study trains with it, `invalid`, `not_found`, `unavailable`.
   */
  'engine.install': rpc(
    z.object({
      name: packageName,
      cuda: z.boolean().default(false),
      from: z.string().min(1).nullable().default(null),
    }),
    engineTask,
  ),
  /** Ends running work; what was there before it is untouched. `not_found` when it does not run (any more). */
  'engine.cancel': rpc(z.object({ id: z.int() }), nothing),
  /** Errors: `not_found`, `busy`, `conflict` while a running study trains with it. */
  'engine.remove': rpc(z.object({ name: packageName }), nothing, { deadlineMs: 120_000 }),
  /** Begins a self-test, or a self-test and a measurement, of one engine. Errors: `not_found`, `busy`. */
  'engine.try': rpc(z.object({ name: z.string(), measure: z.boolean().default(false) }), engineTask),
  /** Topic "". At most ten times a second, and at every change of state. */
  'engine.progressed': event(engineTask),
  /** Topic "". Something was installed, removed, tested or measured: fetch the overview again. */
  'engine.changed': event(nothing),
  /** How busy the machine is; processors since the last time anybody asked, at first since the start of the host. */
  'engine.load': rpc(
    nothing,
    z.object({
      cpu: z.number().min(0).max(1).nullable(),
      memory: z.object({ usedBytes: z.number(), totalBytes: z.number() }),
      /** What may still be written where the data directory lies; null where the system does not tell. */
      diskFreeBytes: z.number().nullable(),
      gpus: z.array(
        z.object({
          ...{ id: z.string(), name: z.string(), busy: z.number().nullable() },
          ...{ usedBytes: z.number().nullable(), memoryBytes: z.number().nullable() },
        }),
      ),
    }),
  ),
  'engine.machine': rpc(
    nothing,
    z.object({
      ...{ cores: z.int(), physicalCores: z.int(), memoryBytes: z.number(), platform: z.string() },
      gpus: z.array(gpuInfo),
    }),
  ),
} as const;
