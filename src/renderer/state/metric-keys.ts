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

/** What everybody wants to see, in this order; others show when the study is judged by them. */
const usual = ['accuracy', 'rmse', 'loss'];

const nameOf = (key: string) => key.replace(/^(train|validation)\./, '');

/** The study's own metric first, then accuracy or RMSE, and loss, as far as curves have brought them. */
export function metricNames(objective: string, keys: readonly string[]): readonly string[] {
  const known = new Set(keys.filter((key) => key.startsWith('validation.')).map(nameOf));
  return [...new Set([nameOf(objective), ...(known.size === 0 ? ['loss'] : usual.filter((name) => known.has(name)))])];
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
