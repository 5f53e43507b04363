// What a loss is: one number per row, and how a row counts as correct.

import { equal } from '../ops/elementwise.ts';
import { constant } from '../ops/leaves.ts';
import { argMax } from '../ops/reductions.ts';
import type { Value } from '../value.ts';

export interface Loss {
  readonly name: string;
  /** outputs [batch, outputs] and y [batch] → loss per row [batch]. */
  perRow(outputs: Value, y: Value): Value;
  /** 1 per correct row, [batch]; a constant 0 where the question makes no sense. */
  correct(outputs: Value, y: Value): Value;
}

export const classIsCorrect = (outputs: Value, y: Value): Value => equal(argMax(outputs), y);
export const neverCorrect = (): Value => constant(0);
