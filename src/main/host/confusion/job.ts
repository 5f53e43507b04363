// What the program that makes a confusion matrix answers.
import { z } from 'zod';

export const confusionResult = z.object({
  classes: z.array(z.string()),
  /** [actual · classes + predicted] */
  counts: z.array(z.int().min(0)),
});
export type ConfusionResult = z.infer<typeof confusionResult>;
