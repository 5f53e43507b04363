// The numbers that rules and moves judge, all without unit: losses over the loss of a constant prediction, scores in [0, 1].
// Pure.
import type { RunInput } from './input.ts';
import { type Knobs, knobsOf } from './knobs.ts';
import { type Scaled, scaled } from './scale.ts';
import { highestAt, lowestAt, type Series, seriesOf, smoothed, tailMean } from './series.ts';

/** Fields are NaN where the curve has nothing to tell them by. */
export interface Measures extends Scaled {
  readonly task: RunInput['task'];
  readonly epochs: number;
  readonly firstEpoch: number;
  readonly lastEpoch: number;
  /** Loss before training over the baseline. */
  readonly initialLoss: number;
  readonly trainLossEnd: number;
  readonly trainLossLowest: number;
  readonly validationLossLowest: number;
  readonly trainScoreEnd: number;
  readonly trainScoreBest: number;
  readonly validationScoreEnd: number;
  readonly validationScoreBest: number;
  /** Standard error of the best validation score, from the number of validation rows. */
  readonly standardError: number;
  readonly validationRows: number;
  readonly validationRowsKnown: boolean;
  /** 1 − train score at the end: what the network does not even learn by heart. */
  readonly deficit: number;
  /** Train less validation score at the end. */
  readonly gap: number;
  /** 1 − best validation score. */
  readonly error: number;
  /** How far validation loss ended above its lowest value, as a share of that. */
  readonly rise: number;
  /** Where validation loss was lowest, as a share of the epochs, in (0, 1]. */
  readonly lowestPlace: number;
  readonly lowestEpoch: number;
  /** Share of the validation loss that went in the last quarter. */
  readonly lastQuarterLoss: number;
  /** What the last quarter added to the best validation score. */
  readonly lastQuarterScore: number;
  /** Share of the train loss that went in the last quarter. */
  readonly trainSlope: number;
  /** Epochs at which the run jumped back. */
  readonly jumps: readonly number[];
  /** Share of epochs with a higher train loss than the one before. */
  readonly rising: number;
  /** Highest train loss over the larger of 1 and the loss before training. */
  readonly blowUp: number;
  /** Share of the commonest class among predictions, by epoch and at the end. */
  readonly majority: Series;
  readonly majorityShare: number;
  /** The epoch from which a loss or the gradient is not finite any more; null where they are. */
  readonly brokenAt: number | null;
  readonly gaps: number;
  readonly hasTrain: boolean;
  readonly knobs: Knobs;
}

/** Rows of a validation part nobody has told the size of. */
const assumedRows = 200;
const leastVariance = 0.02;
/** A lowest loss of 0 leaves no ratio. */
const largestRise = 1000;

export function measure(input: RunInput): Measures {
  const scale = scaled(input);
  const { trainLoss, validationLoss, trainScore, validationScore } = scale;
  const epochs = input.curve.epoch.length;
  const tail = Math.max(3, Math.round(epochs / 50));
  const half = Math.floor(epochs / 100);
  const calmLoss = smoothed(validationLoss.values, half);
  const calmScore = smoothed(validationScore.values, half);
  const lowest = lowestAt(calmLoss);
  const lossEnd = calmLoss.at(-1) ?? Number.NaN;
  const lossLowest = calmLoss[lowest] ?? Number.NaN;
  const best = calmScore[highestAt(calmScore)] ?? Number.NaN;
  const rows = input.facts?.validationRows;
  const validationRows = rows !== undefined && rows > 0 ? rows : assumedRows;
  const standardError = errorOf(scale, best, validationRows);
  const trainScoreEnd = tailMean(trainScore, tail);
  const validationScoreEnd = tailMean(validationScore, tail);
  const initial = input.facts?.initialLoss;
  // A network that knows nothing yet loses about what a constant prediction does; the first epoch may have blown up already.
  const initialLoss =
    initial !== undefined && Number.isFinite(initial)
      ? initial / scale.baseline
      : Math.min(1, trainLoss.values[0] ?? Number.NaN);
  const majority = seriesOf(input.curve, 'majorityShare');
  const calmTrain = smoothed(trainLoss.values, half);
  return {
    ...scale,
    task: input.task,
    epochs,
    firstEpoch: input.curve.epoch[0] ?? 0,
    lastEpoch: input.curve.epoch[epochs - 1] ?? 0,
    initialLoss,
    trainLossEnd: tailMean(trainLoss, tail),
    trainLossLowest: calmTrain[lowestAt(calmTrain)] ?? Number.NaN,
    validationLossLowest: lossLowest,
    trainScoreEnd,
    trainScoreBest: trainScore.values[highestAt(trainScore.values)] ?? Number.NaN,
    validationScoreEnd,
    validationScoreBest: best,
    standardError,
    validationRows,
    validationRowsKnown: rows !== undefined && rows > 0,
    deficit: Math.max(0, 1 - trainScoreEnd),
    gap: trainScoreEnd - validationScoreEnd,
    error: 1 - best,
    rise: lossLowest > 0 ? Math.min(largestRise, lossEnd / lossLowest - 1) : lossEnd > 0 ? largestRise : 0,
    lowestPlace: lowest < 0 ? Number.NaN : (lowest + 1) / calmLoss.length,
    lowestEpoch: validationLoss.epochs[lowest] ?? Number.NaN,
    lastQuarterLoss: shareGone(calmLoss),
    lastQuarterScore: lastQuarterGain(calmScore),
    trainSlope: shareGone(calmTrain),
    jumps: jumpsBack(trainLoss, validationScore, standardError),
    rising: risingShare(trainLoss.values, initialLoss),
    blowUp: (trainLoss.values[highestAt(trainLoss.values)] ?? Number.NaN) / Math.max(1, initialLoss || 1),
    majority,
    majorityShare: tailMean(majority, tail),
    brokenAt: brokenAt(input, scale),
    gaps: validationLoss.gaps + trainLoss.gaps,
    hasTrain: trainLoss.values.length > 0 || trainScore.values.length > 0,
    knobs: knobsOf(input.settings),
  };
}

/** Of a share of rows: binomial. Of 1 − loss / variance: squared normal errors have twice their squared mean as variance. */
function errorOf({ score }: Scaled, best: number, rows: number): number {
  if (score === 'accuracy' || score === 'balancedAccuracy')
    return Math.sqrt(Math.max(leastVariance, best * (1 - best)) / rows);
  return Math.max(0, 1 - best) * Math.sqrt(2 / rows);
}

/** Share of the loss at the start of the last quarter that is gone at the end; each side is the mean of two epochs. */
function shareGone(values: readonly number[]): number {
  const quarter = Math.max(2, Math.floor(values.length / 4));
  if (values.length < quarter + 2) return Number.NaN;
  const pair = (last: number) => ((values[last - 1] ?? 0) + (values[last] ?? 0)) / 2;
  const before = pair(values.length - quarter);
  return before > 0 ? 1 - pair(values.length - 1) / before : 0;
}

function lastQuarterGain(values: readonly number[]): number {
  const from = values.length - Math.max(1, Math.floor(values.length / 4));
  if (from < 1) return 0;
  let [before, after] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  values.forEach((value, i) => {
    if (i < from) before = Math.max(before, value);
    else after = Math.max(after, value);
  });
  return after - before;
}

/**
 * Train loss up by more than 15 % and 4 % of the baseline, or validation score down by more than 0.05 and three standard errors.
 */
function jumpsBack(trainLoss: Series, score: Series, standardError: number): number[] {
  const at = new Set<number>();
  for (let i = 1; i < trainLoss.values.length; i++) {
    const [before, now] = [trainLoss.values[i - 1] ?? 0, trainLoss.values[i] ?? 0];
    if (now > 1.15 * before && now - before > 0.04) at.add(trainLoss.epochs[i] ?? 0);
  }
  const limit = Math.max(0.05, 3 * standardError);
  for (let i = 1; i < score.values.length; i++) {
    if ((score.values[i - 1] ?? 0) - (score.values[i] ?? 0) > limit) at.add(score.epochs[i] ?? 0);
  }
  return [...at].sort((a, b) => a - b);
}

function risingShare(values: readonly number[], initial: number): number {
  let rises = 0;
  for (let i = 0; i < values.length; i++) if ((values[i] ?? 0) > (i > 0 ? (values[i - 1] ?? 0) : initial)) rises++;
  return values.length > 0 ? rises / values.length : Number.NaN;
}

/**
 * Weights that became NaN never come back, so a finite value later proves that only the measuring failed. A validation loss that
 * was never finite while the train loss always was is a validation part that cannot be measured, not a diverged run.
 */
function brokenAt(input: RunInput, { trainLoss, validationLoss }: Scaled): number | null {
  const gradient = seriesOf(input.curve, input.curve.columns.gradientNorm ? 'gradientNorm' : 'train.gradientNorm');
  const validation = validationLoss.values.length === 0 && trainLoss.values.length > 1 ? null : validationLoss.brokenAt;
  const found = [trainLoss.brokenAt, validation, gradient.brokenAt].filter((at) => at !== null);
  return found.length > 0 ? Math.min(...found) : null;
}
