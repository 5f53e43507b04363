// How draws of a searched setting fall on its own scale. Pure.
import { randomStream } from '#shared/num/random.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import { drawPoint } from '#shared/study/draw.ts';
import { planSpace } from '#shared/study/plan-space.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';

export const drawCount = 200;
const bins = 24;

/** Counts from left to right: one per choice, or one per 24th of the scale. */
export type Histogram = readonly number[];

/** Counts per searched setting of 200 draws that the random sampler would make; conditions hold, constraints are left out. */
export function drawHistograms(file: StudyFile, facts: DataFacts | null): ReadonlyMap<string, Histogram> {
  const { space, problems } = planSpace(file, facts);
  if (problems.length > 0) return new Map();
  return histogramsOf(space);
}

function histogramsOf(space: Space): ReadonlyMap<string, Histogram> {
  const random = randomStream(1);
  const counts = new Map(space.dimensions.map((dimension) => [dimension.name, emptyBins(dimension)]));
  for (let draw = 0; draw < drawCount; draw++) {
    const params = drawPoint(space, random);
    for (const dimension of space.dimensions) {
      const value = params[dimension.name];
      const into = counts.get(dimension.name);
      if (value === undefined || into === undefined) continue;
      const bin = binOf(dimension, value);
      if (bin !== null) into[bin] = (into[bin] ?? 0) + 1;
    }
  }
  return counts;
}

function emptyBins(dimension: Dimension): number[] {
  return new Array<number>(dimension.type === 'categorical' ? dimension.choices.length : bins).fill(0);
}

function binOf(dimension: Dimension, value: unknown): number | null {
  if (dimension.type === 'categorical') {
    const index = dimension.choices.findIndex((choice) => Object.is(choice, value));
    return index < 0 ? null : index;
  }
  if (typeof value !== 'number') return null;
  if (!('low' in dimension)) {
    const x = dimension.type === 'lognormal' ? Math.log(value) : value;
    return held((x - dimension.mean) / (6 * dimension.sd) + 0.5);
  }
  // Two decades and more are always shown on a log axis: that is where a wrong linear scale shows.
  const { low, high, scale } = dimension;
  const log = scale === 'log' || (low > 0 && high / low >= 100);
  const at = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return held(at);
}

function held(share: number): number {
  return Math.min(bins - 1, Math.max(0, Math.floor(share * bins)));
}
