// Made-up curves with known faults.
import { adviseRun, type RunInput } from '#main/advisor/index.ts';

export type Columns = Record<string, (number | null)[]>;

/** value(epoch) for epochs 1 to `epochs`. */
export function course(epochs: number, value: (epoch: number) => number): number[] {
  return Array.from({ length: epochs }, (_, i) => value(i + 1));
}

/** From `start` towards `end`, with a time constant in epochs. */
export function towards(start: number, end: number, constant: number): (epoch: number) => number {
  return (epoch) => end + (start - end) * Math.exp(-epoch / constant);
}

/** A classifier with ten even classes and 1 000 validation rows, unless told otherwise. */
export function classifier(columns: Columns, change: Partial<RunInput> = {}): RunInput {
  const length = Math.max(...Object.values(columns).map((values) => values.length));
  return {
    task: 'classification',
    classes: 10,
    rows: 1000,
    facts: { validationRows: 1000, labelShares: Array(10).fill(0.1), labelEntropy: Math.log(10), initialLoss: 2.4 },
    curve: { epoch: course(length, (epoch) => epoch), columns },
    ...change,
  };
}

/** Labels of variance 4 and 500 validation rows. */
export function regressor(columns: Columns, change: Partial<RunInput> = {}): RunInput {
  return {
    ...classifier(columns),
    task: 'regression',
    facts: { validationRows: 500, labelVariance: 4, initialLoss: 4.2 },
    ...change,
  };
}

export const healthy: Columns = {
  'train.loss': course(30, towards(2.3, 0.05, 3)),
  'validation.loss': course(30, towards(2.3, 0.12, 3)),
  'train.accuracy': course(30, towards(0.1, 0.99, 3)),
  'validation.accuracy': course(30, towards(0.1, 0.97, 3)),
};

export const overfit: Columns = {
  ...healthy,
  'train.loss': course(30, towards(2.3, 0.001, 3)),
  'train.accuracy': course(30, towards(0.1, 1, 3)),
  'validation.loss': course(30, (epoch) => towards(2.3, 0.8, 2)(epoch) + 0.02 * Math.max(0, epoch - 8)),
  'validation.accuracy': course(30, towards(0.1, 0.75, 3)),
};

export const underfit: Columns = {
  'train.loss': course(30, towards(2.3, 1.4, 3)),
  'validation.loss': course(30, towards(2.3, 1.45, 3)),
  'train.accuracy': course(30, towards(0.1, 0.5, 3)),
  'validation.accuracy': course(30, towards(0.1, 0.49, 3)),
};

export const verdictOf = (input: RunInput) => adviseRun(input).verdict;
