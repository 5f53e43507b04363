// How draws of a searched setting fall on its own scale. Pure.
import type { DataFacts } from '#shared/settings/index.ts';
import { planSpace } from '#shared/study/plan-space.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { Params } from '#shared/study/values.ts';
import { positionOf } from './position.ts';
import { drawCount, drawsOf } from './space-draws.ts';

export { drawCount };

const bins = 24;

/** Counts from left to right: one per choice, or one per 24th of the scale. */
export type Histogram = readonly number[];

/** Of 200 draws that the random sampler would make; conditions hold, constraints are left out. */
export function drawHistograms(file: StudyFile, facts: DataFacts | null): ReadonlyMap<string, Histogram> {
  const { space, problems } = planSpace({ ...file, constraints: [] }, facts);
  return problems.length > 0 ? new Map() : histogramsOf(space, drawsOf(space, 1));
}

/** Counts per searched setting of the draws; conditions hold, so that a setting counts those that use it. */
export function histogramsOf({ dimensions }: Space, draws: readonly Params[]): ReadonlyMap<string, Histogram> {
  return new Map(
    dimensions.map((dimension) => {
      const into = emptyBins(dimension);
      for (const params of draws) {
        const position = dimension.name in params ? positionOf(dimension, params[dimension.name]) : null;
        if (position === null) continue;
        const bin = Math.min(into.length - 1, Math.floor(position * into.length));
        into[bin] = (into[bin] ?? 0) + 1;
      }
      return [dimension.name, into];
    }),
  );
}

function emptyBins(dimension: Dimension): number[] {
  return new Array<number>(dimension.type === 'categorical' ? dimension.choices.length : bins).fill(0);
}
