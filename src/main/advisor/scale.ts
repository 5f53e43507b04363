// In what unit a run's curves are judged: losses as multiples of what a constant prediction loses, scores as shares of all that
// can be got right. Pure.
import type { RunInput } from './input.ts';
import { highestAt, lowestAt, type Series, seriesOf } from './series.ts';

export interface Scaled {
  /** Losses over `baseline`: 1 is as good as a constant prediction. */
  readonly trainLoss: Series;
  readonly validationLoss: Series;
  /** 1 is all right. Accuracy, balanced accuracy, R², or 1 − relative loss where there is nothing better. */
  readonly trainScore: Series;
  readonly validationScore: Series;
  /**
   * Loss of the best constant prediction: entropy of the label shares (nats), variance of the labels; where neither is known, the
   * loss before training or else the first one.
   */
  readonly baseline: number;
  readonly baselineKnown: boolean;
  /** False where the score is made of a loss whose baseline is not known: then it orders epochs, and its size means nothing. */
  readonly scoreKnown: boolean;
  /** Score of the best constant prediction. */
  readonly chance: number;
  readonly score: 'accuracy' | 'balancedAccuracy' | 'r2' | 'explained' | 'objective';
  /** One class holds 70 % of the training rows or more, beyond one standard error of that share. */
  readonly imbalanced: boolean;
}

const majorityLimit = 0.7;
const lossNames = ['loss', 'rmse', 'mae'] as const;

export function scaled(input: RunInput): Scaled {
  const { curve, facts = {}, task } = input;
  const shares = facts.labelShares ?? [];
  const largest = Math.max(0, ...shares);
  const imbalanced =
    largest - Math.sqrt((largest * (1 - largest)) / Math.max(1, input.rows ?? Number.POSITIVE_INFINITY)) >=
    majorityLimit;
  const name =
    lossNames.find((one) => has(input, `validation.${one}`)) ?? lossNames.find((one) => has(input, `train.${one}`));
  const raw = (part: 'train' | 'validation') =>
    name === undefined ? objectiveLoss(input, part) : lossOf(input, part, name);
  const losses = { train: raw('train'), validation: raw('validation') };
  const known = knownBaseline(input, name, losses.validation);
  const baseline = known ?? firstLoss(input, losses.train, losses.validation);
  const relative = { train: divided(losses.train, baseline), validation: divided(losses.validation, baseline) };
  const accuracy = imbalanced && has(input, 'validation.balancedAccuracy') ? 'balancedAccuracy' : 'accuracy';
  const best = task === 'regression' ? 'r2' : accuracy;
  const base = {
    trainLoss: relative.train,
    validationLoss: relative.validation,
    baseline,
    baselineKnown: known !== null,
    scoreKnown: true,
    imbalanced,
  };
  if (has(input, `validation.${best}`) || has(input, `train.${best}`)) {
    const classes = input.classes ?? shares.length;
    const chance = best === 'r2' ? 0 : best === 'accuracy' && largest > 0 ? largest : classes > 0 ? 1 / classes : 0;
    return {
      ...base,
      ...scoresOf(input, best),
      chance,
      score: best,
    };
  }
  const { metric, direction } = input.objective ?? {};
  if (name === undefined && metric !== undefined && direction === 'maximize') {
    return {
      ...base,
      trainScore: seriesOf({ ...curve, columns: {} }, ''),
      validationScore: inUnit(seriesOf(curve, metric)),
      chance: 0,
      score: 'objective',
      scoreKnown: false,
    };
  }
  return {
    ...base,
    trainScore: explained(relative.train),
    validationScore: explained(relative.validation),
    chance: 0,
    score: 'explained',
    scoreKnown: known !== null,
  };
}

/** Percentages become shares; what is worse than a constant prediction (R² below 0) has learned as little as that. */
function scoresOf(
  { curve }: RunInput,
  name: 'accuracy' | 'balancedAccuracy' | 'r2',
): Pick<Scaled, 'trainScore' | 'validationScore'> {
  const [train, validation] = [seriesOf(curve, `train.${name}`), seriesOf(curve, `validation.${name}`)];
  const largest = Math.max(...[train, validation].map(({ values }) => values[highestAt(values)] ?? 0));
  const percent = name !== 'r2' && largest > 1.5 && largest <= 100;
  const cut = (series: Series): Series => ({
    ...series,
    values: series.values.map((value) => Math.min(1, Math.max(0, percent ? value / 100 : value))),
  });
  return { trainScore: cut(train), validationScore: cut(validation) };
}

/** Whether a column holds any value, finite or not. */
function has({ curve }: RunInput, key: string): boolean {
  const column = curve.columns[key];
  for (let i = 0; i < (column?.length ?? 0); i++) if (column?.[i] !== null && column?.[i] !== undefined) return true;
  return false;
}

/** A root mean square is squared, so that its share of the variance means what that of a mean square means. */
function lossOf({ curve }: RunInput, part: 'train' | 'validation', name: (typeof lossNames)[number]): Series {
  const series = seriesOf(curve, `${part}.${name}`);
  return name === 'rmse' ? { ...series, values: series.values.map((value) => value * value) } : series;
}

/** An objective of unknown meaning that is to be small is taken for a loss. */
function objectiveLoss({ curve, objective }: RunInput, part: 'train' | 'validation'): Series {
  const usable = part === 'validation' && objective?.direction === 'minimize';
  return seriesOf(curve, usable ? objective.metric : '');
}

function knownBaseline(
  { task, facts = {}, classes, curve }: RunInput,
  name: string | undefined,
  loss: Series,
): number | null {
  if (task === 'regression') {
    if (name === 'mae') return null;
    if (isPositive(facts.labelVariance)) return facts.labelVariance;
    const r2 = seriesOf(curve, 'validation.r2');
    // R² = 1 − loss / variance, so one epoch that has both tells the variance.
    const last = loss.values.length - 1;
    const unexplained = 1 - (r2.values[r2.values.length - 1] ?? Number.NaN);
    const variance = (loss.values[last] ?? Number.NaN) / unexplained;
    return r2.epochs[r2.epochs.length - 1] === loss.epochs[last] && isPositive(variance) ? variance : null;
  }
  if (name !== 'loss') return null;
  if (isPositive(facts.labelEntropy)) return facts.labelEntropy;
  const entropy = -(facts.labelShares ?? []).reduce((sum, share) => sum + (share > 0 ? share * Math.log(share) : 0), 0);
  if (isPositive(entropy)) return entropy;
  return task === 'classification' && classes !== undefined && classes > 1 ? Math.log(classes) : null;
}

function firstLoss({ facts = {} }: RunInput, train: Series, validation: Series): number {
  const first = [facts.initialLoss, train.values[0], validation.values[0]].filter(isPositive);
  return first.length > 0 ? Math.max(...first) : 1;
}

function isPositive(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value > 0;
}

function divided(series: Series, by: number): Series {
  return { ...series, values: series.values.map((value) => value / by) };
}

/** Share of the baseline's loss that is gone, cut to [0, 1]. */
function explained(relative: Series): Series {
  return { ...relative, values: relative.values.map((value) => Math.min(1, Math.max(0, 1 - value))) };
}

/** Values outside [0, 1] are put on it by their own range: only their order and course mean something then. */
function inUnit(series: Series): Series {
  const low = series.values[lowestAt(series.values)] ?? 0;
  const high = series.values[highestAt(series.values)] ?? 1;
  if (low >= 0 && high <= 1) return series;
  return { ...series, values: series.values.map((value) => (high > low ? (value - low) / (high - low) : 0)) };
}
