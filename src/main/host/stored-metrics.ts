// Whether weights are those of a trial's epoch: measured again they must have the metrics that are stored.
import type { DatasetHeader } from '#main/data/dataset.ts';
import type { MeasuredWeights } from '#main/training/loop/index.ts';
import { AppError } from '#shared/errors.ts';

/** Engines, their versions and devices round differently: of a loss, and of a logit near a border. */
const relativeTolerance = 1e-3;

export interface StoredMetrics {
  /** The objective. */
  readonly metric: string;
  /** Finite metrics of the weights' epoch as they are stored: "validation.loss". */
  readonly expected: Readonly<Record<string, number>>;
  readonly header: DatasetHeader;
}

/** Looks at the loss and the objective. Throws AppError('internal') with both numbers when they differ. */
export function requireStoredMetrics(
  { metric, expected, header }: StoredMetrics,
  part: 'train' | 'validation',
  measured: MeasuredWeights,
): void {
  for (const name of new Set(['loss', metric.slice(metric.indexOf('.') + 1)])) {
    const stored = expected[`${part}.${name}`];
    const found = measured.metrics[name];
    if (stored === undefined || found === undefined) continue;
    if (Math.abs(found - stored) <= metricTolerance(name, stored, measured, header)) continue;
    throw new AppError(
      'internal',
      `The kept weights have ${part}.${name} ${found}, and the trial had ${stored}: they are not those of this epoch; train it again with --retrain.`,
    );
  }
}

function metricTolerance(name: string, stored: number, measured: MeasuredWeights, header: DatasetHeader): number {
  switch (name) {
    case 'loss':
    case 'r2':
      return relativeTolerance * (Math.abs(stored) + 0.1);
    case 'rmse':
    case 'mae':
      return relativeTolerance * Math.abs(stored) + 1e-5 * header.labelSd;
    default:
      // What counts rows is exact, unless one of them lies on the border: then the loss alone tells.
      return hasTie(measured, header) ? Number.POSITIVE_INFINITY : 1e-6;
  }
}

function hasTie({ rows, outputs }: MeasuredWeights, { task }: DatasetHeader): boolean {
  const size = outputs.length / rows.length;
  for (let row = 0; row < rows.length; row++) {
    const logits = outputs.subarray(row * size, (row + 1) * size);
    const near = relativeTolerance * Math.max(1, ...logits.map(Math.abs));
    const [first = 0, second = Number.NEGATIVE_INFINITY] = [...logits].sort((a, b) => b - a);
    if (task === 'multilabel' ? logits.some((logit) => Math.abs(logit) < near) : first - second < near) return true;
  }
  return false;
}
