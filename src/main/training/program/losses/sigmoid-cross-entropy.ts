// Several labels per row, each yes or no [batch, labels]: the mean of their cross-entropies, in nats.
import { sigmoidCrossEntropy as perLabel } from '../ops/cross-entropy.ts';
import { equal, greater, mul } from '../ops/elementwise.ts';
import { constant } from '../ops/leaves.ts';
import { reduceSum } from '../ops/reductions.ts';
import { dimension, type Value } from '../value.ts';
import type { Loss } from './loss.ts';

const meanOverLabels = (x: Value): Value => mul(reduceSum(x, [1]), constant(1 / dimension(x.shape, 1)));

export const sigmoidCrossEntropy: Loss = {
  name: 'sigmoidCrossEntropy',
  perRow: (outputs, y) => meanOverLabels(perLabel(outputs, y)),
  /** The share of a row's labels that are decided right at probability 0.5. */
  correct: (outputs, y) => meanOverLabels(equal(greater(outputs, constant(0)), greater(y, constant(0.5)))),
};
