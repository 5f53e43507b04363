// Which metrics a chart can show, and on which scale. Pure.
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

const order = ['accuracy', 'balancedAccuracy', 'macroF1', 'rmse', 'mae', 'r2', 'loss'];
/** At most so many stand in the switch. */
const most = 4;

const nameOf = (key: string) => key.replace(/^(train|validation)\./, '');

/** The study's own metric first, then accuracy or RMSE, loss and others that curves have brought so far. */
export function metricNames(objective: string, keys: readonly string[]): readonly string[] {
  const own = nameOf(objective);
  const known = new Set(keys.filter((key) => key.startsWith('validation.')).map(nameOf));
  const rest = [...known].filter((name) => order.includes(name)).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const usual = known.size === 0 ? ['loss'] : rest;
  // recall[…] and others outside of the order show only when they are the objective.
  const preferred = own === 'macroF1' || own === 'balancedAccuracy' ? [own] : [];
  const names = [
    ...new Set([
      own,
      ...usual.filter((name) => name === 'accuracy' || name === 'rmse' || name === 'loss'),
      ...preferred,
    ]),
  ];
  return names.slice(0, most);
}

export function metricView(name: string, keys: readonly string[]): MetricView {
  const hasTrain = keys.length === 0 || keys.includes(`train.${name}`);
  const share = isShareMetric(name);
  const high = share || name === 'r2';
  return {
    name,
    trainKey: hasTrain ? `train.${name}` : null,
    validationKey: `validation.${name}`,
    better: high ? 'high' : 'low',
    scales: share ? ['error', 'linear'] : name === 'r2' ? ['linear'] : ['log', 'linear'],
  };
}

/** The view of an objective key as it is ("validation.accuracy"). */
export function objectiveView(objective: string, keys: readonly string[]): MetricView {
  return metricView(nameOf(objective), keys);
}
