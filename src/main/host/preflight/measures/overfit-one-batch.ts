// Trains on one batch until it is known by heart.
import { crc32 } from 'node:zlib';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { rowBytes } from '#main/data/shared-rows.ts';
import { learnedShare, type OverfitAttempt, type OverfitMeasure, type RateInterval } from '#main/preflight/index.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { Limits } from './limits.ts';
import { type Bench, type OpenModel, over, ownRate, withModel } from './open-model.ts';

const mostRows = 64;
const steps = 400;
const patience = 100;

/** What makes learning by heart harder on purpose is taken out. */
const plain: ResolvedSettings = {
  'model.dropout': 0,
  'model.recurrentDropout': 0,
  'regularization.l1': 0,
  'regularization.l2': 0,
  'optimizer.weightDecay': 0,
  'training.labelSmoothing': 0,
  'augment.mixup': 0,
};

/** `interval`: what the range test found; its steepest rate is tried where the study's own does not get there. */
export function measureOverfit(
  bench: Bench,
  interval: RateInterval | null,
  study: { readonly searched: boolean; readonly searchedModel: boolean },
  limits: Limits,
): Promise<OverfitMeasure> {
  const { dataset } = bench;
  const rows = differentRows(dataset, Math.min(mostRows, dataset.train.length));
  const known = Object.keys(plain).filter((key) => key in bench.settings);
  const settings = { ...bench.settings, ...Object.fromEntries(known.map((key) => [key, plain[key] ?? 0])) };
  const constant = constantLoss(dataset, rows);
  const units = bench.settings['model.units'];
  const layers = bench.settings['model.layers'];
  return withModel(
    bench,
    async (model) => {
      const attempts: OverfitAttempt[] = [];
      const learned = ({ losses }: OverfitAttempt) => losses.some((loss) => loss <= learnedShare * constant);
      const first = await attempt(model, rows, ownRate(model), constant, limits);
      attempts.push(first);
      if (!learned(first) && interval !== null && !(await over(limits))) {
        attempts.push(await attempt(model, rows, interval.steepest, constant, limits));
        const last = attempts.at(-1);
        if (last && !learned(last) && !(await over(limits))) {
          const higher = await attempt(model, rows, interval.high, constant, limits);
          if (Math.min(...higher.losses) < Math.min(...last.losses)) attempts[1] = higher;
        }
      }
      return {
        ...{ rows: rows.length, constant, attempts, late: limits.late(), ...study },
        units: typeof units === 'number' && typeof layers === 'number' && layers > 0 ? units : null,
      };
    },
    { batchSize: rows.length, settings },
  );
}

async function attempt(
  model: OpenModel,
  rows: Uint32Array,
  learningRate: number,
  constant: number,
  limits: Limits,
): Promise<OverfitAttempt> {
  await model.begin();
  const losses: number[] = [];
  let best = Number.POSITIVE_INFINITY;
  let bestAt = 0;
  for (let at = 0; at < steps; at++) {
    const { loss } = await model.stepOn(rows, learningRate);
    losses.push(loss);
    if (!Number.isFinite(loss) || loss <= learnedShare * constant) break;
    if (loss < best * 0.999) [best, bestAt] = [loss, at];
    if (at - bestAt >= patience || (await over(limits))) break;
  }
  return { learningRate, losses };
}

/** Equal inputs with other labels cannot be told apart: of each only the first is taken. */
function differentRows(dataset: EncodedDataset, wanted: number): Uint32Array {
  const bytesOf = rowBytes(dataset);
  const seen = new Set<number>();
  const rows: number[] = [];
  for (const row of dataset.train) {
    const key = crc32(bytesOf(row));
    if (seen.has(key)) continue;
    seen.add(key);
    rows.push(row);
    if (rows.length === wanted) break;
  }
  return Uint32Array.from(rows);
}

/** Nats, or the variance of standardised labels: what the best constant answer has on these rows. */
function constantLoss({ header, y }: EncodedDataset, rows: Uint32Array): number {
  const shares = (values: readonly number[]) => {
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts.values()].map((count) => count / values.length);
  };
  const entropy = (values: readonly number[]) =>
    shares(values).reduce((sum, share) => sum - share * Math.log(share), 0);
  const labels = Array.from(rows, (row) => y[row] ?? 0);
  switch (header.task) {
    case 'classification':
      return entropy(labels);
    case 'multilabel': {
      const count = header.classes?.length ?? 1;
      const each = Array.from({ length: count }, (_, k) => entropy(Array.from(rows, (row) => y[row * count + k] ?? 0)));
      return each.reduce((sum, one) => sum + one, 0) / count;
    }
    case 'regression': {
      const sd = header.labelSd > 0 ? header.labelSd : 1;
      const mean = labels.reduce((sum, value) => sum + value, 0) / labels.length;
      return labels.reduce((sum, value) => sum + ((value - mean) / sd) ** 2, 0) / labels.length;
    }
  }
}
