// A trial that had rested and went on: paused, ended, or interrupted, and then continued. Pure.
import { z } from 'zod';

export const continuation = z.object({
  /** Last epoch before the rest. */
  epoch: z.int().min(0),
  /** When it went on, ms since 1970. */
  at: z.number(),
  /** Of a trial that is trained several times: which run it was in; absent: the first. */
  run: z.int().min(2).optional(),
  /** `rung`: the pruner had let it wait and promoted it; nobody did anything to it. */
  by: z.enum(['hand', 'rung']).default('hand'),
});
export type Continuation = Readonly<z.infer<typeof continuation>>;
