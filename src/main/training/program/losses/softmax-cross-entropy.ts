// Softmax cross-entropy with integer labels, in nats.
import { crossEntropy } from '../ops/cross-entropy.ts';
import { classIsCorrect, type Loss } from './loss.ts';

export const softmaxCrossEntropy: Loss = {
  name: 'softmaxCrossEntropy',
  perRow: crossEntropy,
  correct: classIsCorrect,
};
