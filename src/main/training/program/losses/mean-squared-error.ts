// Squared error of one predicted number per row; the target is standardised, so 1 is the loss of always predicting the mean.
import { mul, sub } from '../ops/elementwise.ts';
import { reshape } from '../ops/movement.ts';
import { type Loss, neverCorrect } from './loss.ts';

export const meanSquaredError: Loss = {
  name: 'meanSquaredError',
  perRow(outputs, y) {
    const error = sub(reshape(outputs, y.shape), y);
    return mul(error, error);
  },
  correct: neverCorrect,
};
