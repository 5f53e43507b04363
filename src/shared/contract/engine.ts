// Training engines found on this machine.
import { z } from 'zod';
import { nothing } from './common.ts';
import { rpc } from './define.ts';

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
  selfTest: z.object({ passed: z.int(), failed: z.int() }).nullable(),
  /** Why it is not available or not offered. */
  reason: z.string().nullable(),
  startToFirstStepMs: z.number().nullable(),
  bench: z.array(
    z.object({
      model: z.string(),
      batch: z.int(),
      optimizer: z.string(),
      threads: z.int(),
      msPerStep: z.number(),
    }),
  ),
  /** The machine's cards that it trains on; none: it trains on the processor. */
  gpus: z.array(gpuInfo),
  /** What "auto" resolves to. */
  chosen: z.boolean(),
});
export type EngineInfo = z.infer<typeof engineInfo>;

export const engine = {
  'engine.list': rpc(
    z.object({ selfTest: z.boolean().default(false), bench: z.boolean().default(false) }),
    z.array(engineInfo),
    {
      deadlineMs: 600_000,
    },
  ),
  'engine.machine': rpc(
    nothing,
    z.object({
      ...{ cores: z.int(), physicalCores: z.int(), memoryBytes: z.number(), platform: z.string() },
      gpus: z.array(gpuInfo),
    }),
  ),
} as const;
