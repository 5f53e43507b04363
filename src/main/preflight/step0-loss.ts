// The loss before anything is learned.
import type { Finding } from '#shared/contract/checks.ts';
import { found, say } from './finding.ts';

export interface Step0Measure {
  readonly task: 'classification' | 'regression' | 'multilabel';
  /** Classes or labels; 1 for a number. */
  readonly outputs: number;
  /** Of the first batch of several fresh networks, as training computes it. */
  readonly losses: readonly number[];
  /** Of always answering with the classes' own shares, nats; null where that is no measure. */
  readonly entropy: number | null;
}

const tolerance = 0.15;

/** The loss of a network that knows nothing: ln(classes), ln 2 per yes-or-no label, and 1 for a number, whose label has a variance of 1 while it trains. */
export function randomGuessLoss({ task, outputs }: Pick<Step0Measure, 'task' | 'outputs'>): number {
  switch (task) {
    case 'classification':
      return Math.log(outputs);
    case 'multilabel':
      return Math.LN2;
    case 'regression':
      return 1;
  }
}

/**
 * Mean loss at step 0 within 0.15 of a random guess, ln(classes) for a softmax of equal outputs; down to the entropy of the class shares where the start knows these.
 * More says that a fresh network is sure of what it cannot know: inputs or start weights are too large. Fails at twice the guess, or a loss that is not finite.
 * Karpathy 2019, "A Recipe for Training Neural Networks": verify loss @ init.
 */
export function judgeStep0Loss(measure: Step0Measure): Finding {
  const { losses, entropy, task, outputs } = measure;
  const guess = randomGuessLoss(measure);
  const lowest = Math.min(guess, task === 'classification' ? (entropy ?? guess) : guess) - tolerance;
  const loss = losses.reduce((sum, one) => sum + one, 0) / Math.max(1, losses.length);
  const limit = say(`limit.step0-${task}`, { guess, tolerance, outputs });
  const base = { value: loss, limit };
  if (!Number.isFinite(loss)) {
    return found('fail', say('step0-loss.not-finite'), {
      ...base,
      fix: { setting: 'input.scaling', to: 'standardize' },
    });
  }
  const values = { loss, guess, times: loss / guess };
  // Labels of a batch vary: a number's loss is known to a few tenths only.
  const slack = task === 'regression' ? 2 * tolerance : tolerance;
  if (loss > 2 * guess + slack) return found('fail', say('step0-loss.high', values), base);
  if (loss > guess + slack) return found('look', say('step0-loss.high', values), base);
  if (loss < lowest - (slack - tolerance))
    return found('look', say('step0-loss.low', { ...values, entropy: entropy ?? guess }), base);
  return found('pass', say('step0-loss.good', values), base);
}
