// Measures a model on rows of the data set: dropout off, penalties left out.
import type { EncodedDataset } from '#main/data/dataset.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { CompiledProgram } from '../engines/engine.ts';
import type { BatchGatherer } from './batches.ts';
import { metricSum } from './metrics.ts';
import type { Pause } from './pause.ts';

/** Of the data that a worker keeps from trial to trial, drawn once. */
const samples = new WeakMap<Uint32Array, Uint32Array>();

/**
 * Training rows on which train.* is measured at the end of each epoch: all of them, or a sample of as many as there are
 * validation rows (at least 1 000), so that both curves are as noisy and measuring costs a fraction of training. Every trial on the same data uses the same rows.
 */
export function trainSample({ header, train, validation }: EncodedDataset): Uint32Array {
  const wanted = Math.max(1000, validation.length);
  if (train.length <= wanted) return train;
  const known = samples.get(train);
  if (known !== undefined) return known;
  const order = randomStream(deriveSeed(0, 'train sample', header.fingerprint)).shuffle(train.slice());
  const sample = order.slice(0, wanted).sort();
  samples.set(train, sample);
  return sample;
}

/** Metrics by name without the part; null when there are no rows or the pause was interrupted. */
export async function evaluateRows(
  compiled: Pick<CompiledProgram, 'evaluate'>,
  batches: BatchGatherer,
  dataset: EncodedDataset,
  rows: Uint32Array,
  pause: Pause,
): Promise<Record<string, number> | null> {
  if (rows.length === 0) return null;
  const sum = metricSum(dataset.header);
  const outputs = dataset.header.task === 'regression' ? 1 : (dataset.header.classes?.length ?? 0);
  const labelsPerRow = dataset.header.task === 'multilabel' ? outputs : 1;
  for (let start = 0; start < rows.length; start += batches.size) {
    if (await pause()) return null;
    const batch = batches.gather(rows, start);
    const values = await compiled.evaluate(batch);
    for (let i = 0; i < batch.real; i++) {
      sum.add(values, i * outputs, dataset.y, (rows[start + i] ?? 0) * labelsPerRow);
    }
  }
  return sum.result();
}
