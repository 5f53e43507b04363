// Compares the labels of rows with those of the rows nearest to them.
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { LabelNoiseMeasure } from '#main/preflight/index.ts';
import { inputScaling } from '#main/training/loop/index.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import type { Limits } from './limits.ts';

const mostRows = 2000;
const mostAsked = 400;
/** Inputs that a distance is made of; more are drawn from. */
const mostInputs = 128;

/** Euclidean distances of standardised inputs, on the leading training rows, which are a fair sample. */
export async function measureLabelNoise(dataset: EncodedDataset, { pause, late }: Limits): Promise<LabelNoiseMeasure> {
  const { header, train, y } = dataset;
  const nothing = { looked: 0, rows: train.length };
  if (header.kind === 'text') return { kind: 'none', why: 'no-distance', ...nothing };
  if (header.task === 'multilabel') return { kind: 'none', why: 'multilabel', ...nothing };
  const rows = train.subarray(0, mostRows);
  const points = await scaledPoints(dataset, rows, pause);
  const nearest: { distance: number; own: number; other: number }[] = [];
  for (let at = 0; at < Math.min(mostAsked, rows.length); at++) {
    const { place, distance } = points.nearestTo(at);
    if (place >= 0) nearest.push({ distance, own: y[rows[at] ?? 0] ?? 0, other: y[rows[place] ?? 0] ?? 0 });
    await pause();
    if (late()) break;
  }
  const part = { looked: rows.length, rows: train.length, pairs: nearest.length };
  const labels = Array.from(rows, (row) => y[row] ?? 0);
  if (header.task === 'regression') {
    const half =
      nearest.reduce((sum, { own, other }) => sum + (own - other) ** 2, 0) / (2 * Math.max(1, nearest.length));
    const variance = varianceOf(labels);
    return { kind: 'numbers', ...part, delta: variance > 0 ? half / variance : 0 };
  }
  const near = [...nearest].sort((a, b) => a.distance - b.distance).slice(0, Math.ceil(nearest.length / 10));
  const agreeing = (pairs: typeof nearest) => pairs.filter(({ own, other }) => own === other).length;
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return {
    ...{ kind: 'classes', ...part, agreeing: agreeing(nearest), nearPairs: near.length, nearAgreeing: agreeing(near) },
    chance: [...counts.values()].reduce((sum, count) => sum + (count / labels.length) ** 2, 0),
  };
}

async function scaledPoints({ header, x }: EncodedDataset, rows: Uint32Array, pause: Limits['pause']) {
  const size = header.inputShape.reduce((product, side) => product * side, 1);
  const { shift, factor } = inputScaling(header, 'standardize');
  const all = Array.from({ length: size }, (_, at) => at);
  const inputs =
    size <= mostInputs ? all : randomStream(deriveSeed(0, 'label noise')).shuffle(all).slice(0, mostInputs);
  const width = inputs.length;
  const values = new Float32Array(rows.length * width);
  for (const [at, row] of rows.entries()) {
    inputs.forEach((input, k) => {
      const period = input % shift.length;
      values[at * width + k] = ((x[row * size + input] ?? 0) - (shift[period] ?? 0)) * (factor[period] ?? 0);
    });
    await pause();
  }
  return {
    /** place −1: there is no other row. */
    nearestTo(own: number): { place: number; distance: number } {
      let place = -1;
      let least = Number.POSITIVE_INFINITY;
      for (let other = 0; other < rows.length; other++) {
        if (other === own) continue;
        let sum = 0;
        for (let k = 0; k < width && sum < least; k++) {
          const difference = (values[own * width + k] ?? 0) - (values[other * width + k] ?? 0);
          sum += difference * difference;
        }
        if (sum < least) [place, least] = [other, sum];
      }
      return { place, distance: least };
    },
  };
}

function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
}
