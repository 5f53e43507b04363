// Softmax cross-entropy with probabilities as labels [batch, classes], in nats: label smoothing and mixup.

import { softCrossEntropy as perRow } from '../ops/cross-entropy.ts';
import { equal } from '../ops/elementwise.ts';
import { argMax } from '../ops/reductions.ts';
import type { Loss } from './loss.ts';

export const softCrossEntropy: Loss = {
  name: 'softCrossEntropy',
  perRow,
  correct: (outputs, y) => equal(argMax(outputs), argMax(y)),
};
