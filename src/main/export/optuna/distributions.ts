// What Optuna calls a distribution: the range that a trial's value was drawn from, as its storage has it (optuna/distributions.py). Pure.
import { extent } from 'd3-array';
import { type Dimension, isPrior } from '#shared/study/space.ts';
import type { SettingValue } from '#shared/study/values.ts';

export interface OptunaParam {
  /** As the storage holds it: a number, or the index of a choice. */
  readonly value: number;
  /** JSON. */
  readonly distribution: string;
}

/** Standard deviations at each side of the mean: Optuna has no unbounded priors. */
const priorWidth = 3;

/**
 * Of one setting. Optuna wants the same choices in every trial, so they are those of the dimension and all that were tried. A numeric range
 * may differ from trial to trial: it reaches as far as its trial's value, for a space that was changed since, or a configuration by hand. A list
 * of numbers becomes the range that it lies in. `dimension`: undefined where the setting is searched no longer; what was tried then tells.
 */
export function distributionOf(
  dimension: Dimension | undefined,
  tried: readonly SettingValue[],
): (value: SettingValue) => OptunaParam {
  const categorical = dimension?.type === 'categorical' ? dimension : null;
  if (categorical !== null || tried.some((value) => typeof value !== 'number')) {
    const choices = [...new Set([...(categorical?.choices ?? []), ...tried])];
    const distribution = JSON.stringify({ name: 'CategoricalDistribution', attributes: { choices } });
    return (value) => ({ value: choices.indexOf(value), distribution });
  }
  const span = spanOf(dimension, tried.map(Number));
  return (value) => ({ value: Number(value), distribution: numeric(span, Number(value)) });
}

interface Span {
  readonly isInt: boolean;
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly step: number | null;
}

function spanOf(dimension: Dimension | undefined, tried: readonly number[]): Span {
  if (dimension === undefined || dimension.type === 'categorical') {
    const isInt = tried.every(Number.isInteger);
    const [low = 0, high = 0] = extent(tried);
    return { isInt, low, high, log: false, step: null };
  }
  if (isPrior(dimension)) {
    const { mean, sd } = dimension;
    const log = dimension.type === 'lognormal';
    const [low = 0, high = 0] = [mean - priorWidth * sd, mean + priorWidth * sd].map((z) => (log ? Math.exp(z) : z));
    return { isInt: false, low, high, log, step: null };
  }
  const { type, low, high, scale, step, values, points } = dimension;
  const listed = values !== undefined || points !== undefined;
  return { isInt: type === 'int', low, high, log: scale === 'log', step: listed ? null : (step ?? null) };
}

function numeric({ isInt, step, ...span }: Span, value: number): string {
  const low = Math.min(span.low, value);
  const log = span.log && low > 0;
  const steps = step === null ? Number.NaN : (value - span.low) / step;
  const onGrid = step !== null && low === span.low && !log && Math.abs(steps - Math.round(steps)) < 1e-6;
  // Optuna would shorten a range that its step does not divide, and warn of it.
  const last = onGrid ? exact(low + Math.floor((span.high - low) / step + 1e-9) * step) : span.high;
  const attributes = {
    step: onGrid ? step : isInt ? 1 : null,
    ...{ low, high: Math.max(last, value), log },
  };
  return JSON.stringify({ name: isInt ? 'IntDistribution' : 'FloatDistribution', attributes });
}

/** Without what adding steps leaves in the last digits: 0.30000000000000004 is 0.3. */
function exact(value: number): number {
  return Number(value.toPrecision(14));
}
