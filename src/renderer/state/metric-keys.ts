// Which metrics a chart can show, and on which scale. Pure.
import type { Direction } from '#shared/contract/common.ts';
import { betterDirection } from '#shared/study/metric-names.ts';
import type { ScaleKind } from '../charts/index.ts';
import { isShareMetric } from '../i18n/index.ts';

export interface MetricView {
  /** Without "train." and "validation.": "accuracy". */
  readonly name: string;
  readonly trainKey: string | null;
  readonly validationKey: string;
  readonly better: 'high' | 'low';
  /** What the scale switch offers, the default first. */
  readonly scales: readonly ScaleKind[];
}

export interface ViewedObjective {
  readonly metric: string;
  readonly direction: Direction;
}

/** In this order, as far as curves have brought them: what everybody wants to see first. */
const usual = ['accuracy', 'rmse', 'loss', 'balancedAccuracy', 'macroF1', 'mae', 'r2'];
/** Measured while training, with no validation of their own: name on the switch, key of the curve. */
const ofTraining: Readonly<Record<string, string>> = {
  gradientNorm: 'train.gradientNorm',
  learningRate: 'learningRate',
};

const ofPart = /^(train|validation)\./;
const nameOf = (key: string) => key.replace(ofPart, '');
/** A user's program may name its metrics as it likes; of ours these have no part. */
const isOwn = (key: string) => !ofPart.test(key) && key !== 'learningRate' && !key.startsWith('classMix[');

/**
 * The study's own metric first, then accuracy or RMSE, loss and the others that curves have brought, the gradient norm and the learning
 * rate, then those of a user's program.
 */
export function metricNames(objective: string, keys: readonly string[]): readonly string[] {
  const known = new Set(keys.filter((key) => key.startsWith('validation.')).map(nameOf));
  const own = keys.filter(isOwn);
  const shown = known.size + own.length === 0 ? ['loss'] : usual.filter((name) => known.has(name));
  const training = Object.keys(ofTraining).filter((name) => keys.includes(ofTraining[name] ?? ''));
  return [...new Set([nameOf(objective), ...shown, ...training, ...own])];
}

/** `objective`: which way is better of a metric that only the user's program knows. */
export function metricView(
  name: string,
  keys: readonly string[],
  objective: ViewedObjective | null = null,
): MetricView {
  const alone = ofTraining[name];
  if (alone !== undefined && keys.includes(alone)) {
    return { name, trainKey: null, validationKey: alone, better: 'low', scales: ['log', 'linear'] };
  }
  const hasTrain = keys.length === 0 || keys.includes(`train.${name}`);
  const share = isShareMetric(name);
  const known = betterDirection(`validation.${name}`);
  const named = objective !== null && nameOf(objective.metric) === name ? objective.direction : 'minimize';
  const isBare = keys.includes(name) && !keys.includes(`validation.${name}`);
  return {
    name,
    trainKey: hasTrain ? `train.${name}` : null,
    validationKey: isBare ? name : `validation.${name}`,
    better: (known ?? named) === 'maximize' ? 'high' : 'low',
    scales: share ? ['error', 'linear'] : scalesOf(name, known !== null),
  };
}

function scalesOf(name: string, isKnown: boolean): readonly ScaleKind[] {
  if (name === 'r2') return ['linear'];
  return isKnown ? ['log', 'linear'] : ['linear', 'log'];
}

/** The view of an objective key as it is ("validation.accuracy", or any name that a user's program gives). */
export function objectiveView(objective: ViewedObjective, keys: readonly string[]): MetricView {
  const { metric } = objective;
  const view = metricView(nameOf(metric), keys, objective);
  return isOwn(metric) ? { ...view, validationKey: metric } : view;
}
