// Whether the network can learn one batch by heart.
import type { Finding } from '#shared/contract/checks.ts';
import { found, say, skipped } from './finding.ts';
import { round } from './learning-rate-range.ts';

export interface OverfitAttempt {
  readonly learningRate: number;
  /** Before each step; ends early once it is low enough, or no finite number. */
  readonly losses: readonly number[];
}

export interface OverfitMeasure {
  readonly rows: number;
  /** Loss of a constant answer on these rows: the entropy of their labels, or the variance of their standardised ones. */
  readonly constant: number;
  /** With the study's own rate first, then with the one that the range test proposes. */
  readonly attempts: readonly OverfitAttempt[];
  /** Whether the study searches its learning rate. */
  readonly searched: boolean;
  readonly searchedModel: boolean;
  readonly late: boolean;
  /** Hidden units of a layer where the model has such. */
  readonly units: number | null;
}

/** Share of the constant answer's loss. */
export const learnedShare = 0.05;
const hopelessShare = 0.5;
const fewestSteps = 60;

const reached = ({ losses }: OverfitAttempt) =>
  Math.min(...losses.filter((loss) => Number.isFinite(loss)), Number.POSITIVE_INFINITY);

/**
 * lowest loss / loss of a constant answer, on one batch of different rows, without dropout, penalties, label smoothing or augmentation: at most 5 %, as a network with enough
 * weights learns even random labels by heart (Zhang et al. 2017, "Understanding Deep Learning Requires Rethinking Generalization"); one that does not has too few of them, rates that do not fit, or a fault.
 * Karpathy 2019, "A Recipe for Training Neural Networks": overfit one batch. Fails above 50 %.
 */
export function judgeOverfit(measure: OverfitMeasure): Finding {
  const { constant, attempts, searched, rows, units } = measure;
  const [own, other] = attempts;
  if (own === undefined) return skipped('note.too-slow', { steps: 0 });
  if (!(constant > 0)) return skipped('overfit-one-batch.one-label', { rows });
  const share = (attempt: OverfitAttempt | undefined) =>
    attempt ? reached(attempt) / constant : Number.POSITIVE_INFINITY;
  const best = Math.min(share(own), share(other));
  const shown = other !== undefined && share(other) < share(own) ? other : own;
  const line = shown.losses.filter((loss) => Number.isFinite(loss));
  const base = {
    value: best * constant,
    limit: say('limit.overfit', { limit: learnedShare * constant }),
    notes: measure.late ? [say('note.late', { steps: shown.losses.length })] : [],
    picture: drawn(line, learnedShare * constant),
  };
  const values = {
    rows,
    steps: shown.losses.length,
    loss: best * constant,
    start: line[0] ?? constant,
    rate: shown.learningRate,
  };
  if (share(own) <= learnedShare) return found('pass', say('overfit-one-batch.learned', values), base);
  const rateFix = other && { setting: 'optimizer.learningRate', to: round(other.learningRate) };
  if (share(other) <= learnedShare) {
    const told = say('overfit-one-batch.other-rate', {
      ...values,
      own: own.learningRate,
      reached: finiteOr(reached(own), constant),
    });
    if (searched || share(own) < hopelessShare) return found('pass', told, base);
    return found('fail', told, { ...base, ...(rateFix && { fix: rateFix }) });
  }
  if (best > hopelessShare) {
    if (measure.late && line.length < fewestSteps) return skipped('note.too-slow', { steps: shown.losses.length });
    const more =
      units === null || measure.searchedModel ? null : { setting: 'model.units', to: Math.max(64, 4 * units) };
    return found('fail', say('overfit-one-batch.not-learned', { ...values, share: finiteOr(best, 1) }), {
      ...base,
      fix: more,
    });
  }
  return found('look', say('overfit-one-batch.slow', { ...values, share: best }), base);
}

const finiteOr = (value: number, fallback: number) => (Number.isFinite(value) ? value : fallback);

function drawn(line: readonly number[], reference: number): Finding['picture'] {
  const stride = Math.max(1, Math.ceil(line.length / 120));
  const at = line.map((_, step) => step).filter((step) => step % stride === 0 || step === line.length - 1);
  return {
    kind: 'line',
    ...{ x: at.map((step) => step + 1), y: at.map((step) => line[step] ?? 0) },
    ...{ logX: false, reference, span: null },
  };
}
