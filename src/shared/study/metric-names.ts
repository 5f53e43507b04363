// The metrics an objective may name (interfaces.md "Objective"), and which way is better.
import type { Direction } from '../contract/common.ts';

interface MetricFact {
  readonly direction: Direction;
  /** Tasks whose trials report it. */
  readonly tasks: readonly ('classification' | 'regression' | 'multilabel')[];
}

const classes = ['classification', 'multilabel'] as const;
const everyTask = ['classification', 'regression', 'multilabel'] as const;

const ofBothParts: Readonly<Record<string, MetricFact>> = {
  loss: { direction: 'minimize', tasks: everyTask },
  accuracy: { direction: 'maximize', tasks: classes },
  macroF1: { direction: 'maximize', tasks: classes },
  balancedAccuracy: { direction: 'maximize', tasks: classes },
  rmse: { direction: 'minimize', tasks: ['regression'] },
  mae: { direction: 'minimize', tasks: ['regression'] },
  r2: { direction: 'maximize', tasks: ['regression'] },
};
const perClass: MetricFact = { direction: 'maximize', tasks: classes };

/** Every metric without a label in its name, as reported per epoch. */
export const metricNames: readonly string[] = [
  ...Object.keys(ofBothParts).map((name) => `validation.${name}`),
  ...Object.keys(ofBothParts).map((name) => `train.${name}`),
  'train.gradientNorm',
  'learningRate',
  'train.steps',
];

/** Shape of the metrics that carry a class label: "validation.recall[cat]", "validation.f1[cat]", "classMix[cat]". */
const labelled = /^(?:(?:train|validation)\.(?:recall|f1)|classMix)\[(.+)\]$/s;

/** What is known of a metric that can be an objective; null when there is no such metric or no better side. */
export function objectiveFact(name: string): MetricFact | null {
  if (!name.startsWith('classMix') && labelled.test(name)) return perClass;
  const match = /^(?:train|validation)\.(\w+)$/.exec(name);
  return (match?.[1] !== undefined && Object.hasOwn(ofBothParts, match[1]) && ofBothParts[match[1]]) || null;
}

/** The class in a metric's name; null when it has none. A class may hold brackets itself. */
export function metricLabel(name: string): string | null {
  return labelled.exec(name)?.[1] ?? null;
}

export function isMetricName(name: string): boolean {
  return metricNames.includes(name) || labelled.test(name);
}

/** Which way is better; null for metrics that only describe (learningRate, train.gradientNorm, train.steps, classMix). */
export function betterDirection(name: string): Direction | null {
  return objectiveFact(name)?.direction ?? null;
}
