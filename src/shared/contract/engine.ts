// Training engines found on this machine.
import { z } from 'zod';
import { nothing } from './common.ts';
import { rpc } from './define.ts';

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
    z.object({ cores: z.int(), physicalCores: z.int(), memoryBytes: z.number(), platform: z.string() }),
  ),
} as const;
