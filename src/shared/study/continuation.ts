// A trial that had rested and went on: paused, ended or interrupted, and then continued. Pure.
import { z } from 'zod';
import type { ResolvedSettings } from './values.ts';

export const continuation = z.object({
  /** Last epoch before the rest. */
  epoch: z.int().min(0),
  /** When it went on, ms since 1970. */
  at: z.number(),
  /** Training time until the rest, ms. */
  trainedMs: z.number().min(0),
  /** Of a trial that is trained several times: which run it was in; absent: the first. */
  run: z.int().min(2).optional(),
  /** It had waited at a rung, and the pruner promoted it: nobody did anything. */
  rung: z.literal(true).optional(),
  /** It was complete, and goes on beyond the epochs that were planned until then: so many. */
  planned: z.int().min(1).optional(),
});
export type Continuation = Readonly<z.infer<typeof continuation>>;

/** Whether it was complete once, and went on for more epochs. */
export function wasComplete(continued: readonly Continuation[]): boolean {
  return continued.some(({ planned }) => planned !== undefined);
}

/** Whether its learning rate follows a schedule that ends with the planned epochs. */
export function endsWithEpochs(settings: ResolvedSettings): boolean {
  const kind = settings['schedule.kind'];
  return kind === 'cosine' || kind === 'oneCycle';
}
