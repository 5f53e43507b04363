// The control: with shuffled labels nothing can be learned that carries over.
import type { Finding } from '#shared/contract/checks.ts';
import { found, say, skipped } from './finding.ts';

export interface ShuffledMeasure {
  readonly task: 'classification' | 'regression' | 'multilabel';
  readonly validationRows: number;
  /** Best validation score of the few epochs: accuracy (multilabel: share of labels right), or R². null: the training left the finite numbers. */
  readonly shuffled: number | null;
  /** The same with the labels as they are. */
  readonly real: number | null;
  /** The share of the commonest answer among the validation labels that each was scored against; 0 for R². */
  readonly chance: number;
  readonly steps: number;
  /** Rate that was trained with. */
  readonly learningRate: number;
}

const fewestRows = 20;

/**
 * Labels are permuted among different rows, so that equal rows keep equal labels, and the network is trained on the training part and scored on the validation part. Chance is the share of
 * the commonest class p, its error sqrt(p(1 − p) / n); a score above p + 3 errors + 0.02 can only come from rows that both parts share. Ojala and Garriga 2010, "Permutation Tests for Studying Classifier Performance".
 * For numbers chance is R² = 0, with an allowance of 3 / sqrt(n).
 */
export function judgeShuffled(measure: ShuffledMeasure): Finding {
  const { task, validationRows, shuffled, real, chance, steps } = measure;
  if (validationRows < fewestRows) return skipped('shuffled-labels.few', { rows: validationRows, limit: fewestRows });
  if (shuffled === null) return skipped('shuffled-labels.diverged', { rate: measure.learningRate });
  const error =
    task === 'regression' ? 1 / Math.sqrt(validationRows) : Math.sqrt((chance * (1 - chance)) / validationRows);
  const allowance = 3 * error + 0.02;
  const limit = say('limit.shuffled', { chance, allowance });
  const values = { score: shuffled, chance, steps, rows: validationRows, ...(real !== null && { real }) };
  const base = { value: shuffled, limit, picture: bars(measure) };
  if (shuffled > chance + allowance) return found('fail', say('shuffled-labels.leak', values), base);
  if (real !== null && real <= chance + error)
    return found('look', say('shuffled-labels.nothing-learned', values), base);
  return found('pass', say('shuffled-labels.chance', values), base);
}

/** The scores of shuffled labels, of chance and of real labels. */
function bars({ shuffled, real, chance }: ShuffledMeasure): Finding['picture'] {
  const values = [shuffled ?? 0, chance, real ?? 0].map((value) => Math.max(0, value));
  return { kind: 'bars', values, labels: [], marked: [] };
}
