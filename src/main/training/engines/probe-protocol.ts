// What the program that tries engines (engine-probe.ts) is asked and answers.
import { z } from 'zod';
import { benchmarkRow } from './verdicts.ts';

export const engineQuestion = z.object({ engine: z.string(), selfTest: z.boolean(), bench: z.boolean() });
export type EngineQuestion = z.infer<typeof engineQuestion>;

export const engineAnswer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('unavailable'), reason: z.string() }),
  z.object({ type: z.literal('found'), version: z.string(), devices: z.array(z.string()).readonly() }),
  z.object({ type: z.literal('progress'), step: z.enum(['self-test', 'measure']), done: z.int(), total: z.int() }),
  z.object({
    type: z.literal('tested'),
    passed: z.int(),
    failed: z.int(),
    /** One sentence per failed case, the first few. */
    failures: z.array(z.string()).readonly(),
  }),
  z.object({ type: z.literal('measured'), bench: z.array(benchmarkRow).readonly() }),
]);
export type EngineAnswer = z.infer<typeof engineAnswer>;
