// How well the metrics of one part are known: 95 % intervals from its rows alone.
import type { DatasetHeader, EncodedDataset } from '#main/data/dataset.ts';
import { type MeasuredWeights, type RowMetrics, rowMetrics } from '#main/training/loop/index.ts';
import type { TestMetric } from '#shared/contract/test.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { quantile } from '#shared/num/statistics.ts';
import { wilsonInterval } from '#shared/num/wilson.ts';

type Interval = TestMetric['interval'];

const resamples = 1000;
/** A metric that so many resamples do not have (r2 of equal labels) is not known from them. */
const largestLoss = 0.1;

export interface IntervalRequest {
  readonly dataset: Pick<EncodedDataset, 'header' | 'y'>;
  readonly measured: MeasuredWeights;
  /** Resolves when the next resample may be drawn; told the share of them that is done. */
  between(done: number): unknown;
}

/**
 * By metric name. Shares of rows that are right or wrong, each by itself, have Wilson's interval; all others the 2.5 and 97.5 percentiles of
 * 1 000 resamples of the rows (Efron 1979), seeded by the data's fingerprint. null for a value that is not finite, and for a single row.
 */
export async function metricIntervals({
  dataset,
  measured,
  between,
}: IntervalRequest): Promise<Readonly<Record<string, Interval>>> {
  const { metrics } = measured;
  const drawn = await bootstrap(dataset, measured, between);
  const intervals = Object.entries(metrics).map(([name, value]): [string, Interval] => {
    if (!Number.isFinite(value)) return [name, null];
    const rows = independentRows(name, dataset, measured.rows);
    return [
      name,
      rows === null ? percentiles(drawn.get(name) ?? []) : { ...wilsonInterval(value, rows), method: 'wilson' },
    ];
  });
  return Object.fromEntries(intervals);
}

/** Of how many rows the metric is the share that is right; null when it is no such share. */
function independentRows(name: string, { header, y }: IntervalRequest['dataset'], rows: Uint32Array): number | null {
  const { task, classes } = header;
  if (task === 'classification' && name === 'accuracy') return rows.length;
  const k = (classes ?? []).findIndex((label) => name === `recall[${label}]`);
  if (k < 0) return null;
  const width = classes?.length ?? 0;
  let count = 0;
  for (const row of rows) {
    if (task === 'multilabel' ? y[row * width + k] === 1 : y[row] === k) count++;
  }
  return count;
}

function percentiles(values: readonly number[]): Interval {
  const finite = values.filter(Number.isFinite);
  if (finite.length < (1 - largestLoss) * resamples) return null;
  return { low: quantile(finite, 0.025), high: quantile(finite, 0.975), method: 'bootstrap' };
}

/** Every metric of every resample; nothing for a single row, of which all resamples are the same. */
async function bootstrap(
  { header, y }: IntervalRequest['dataset'],
  { rows, outputs }: MeasuredWeights,
  between: IntervalRequest['between'],
): Promise<ReadonlyMap<string, number[]>> {
  const drawn = new Map<string, number[]>();
  if (rows.length < 2) return drawn;
  const metrics = rowMetrics(header);
  const terms = describeRows(metrics, header, y, rows, outputs);
  const random = randomStream(deriveSeed(0, 'test intervals', header.fingerprint));
  for (let resample = 0; resample < resamples; resample++) {
    await between(resample / resamples);
    const sum = metrics.sum();
    for (let i = 0; i < rows.length; i++) sum.add(terms, metrics.size * random.int(0, rows.length - 1));
    for (const [name, value] of Object.entries(sum.result())) {
      const values = drawn.get(name);
      if (values) values.push(value);
      else drawn.set(name, [value]);
    }
  }
  return drawn;
}

/** [rows, size] */
function describeRows(
  metrics: RowMetrics,
  { task, classes }: DatasetHeader,
  y: Float32Array,
  rows: Uint32Array,
  outputs: Float32Array,
): Float64Array {
  const terms = new Float64Array(rows.length * metrics.size);
  const width = outputs.length / rows.length;
  const labels = task === 'multilabel' ? (classes?.length ?? 0) : 1;
  for (const [i, row] of rows.entries()) {
    metrics.describe(outputs, i * width, y, row * labels, terms, i * metrics.size);
  }
  return terms;
}
