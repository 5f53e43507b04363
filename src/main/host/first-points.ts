// The trials that a study begins with, before any of them has ended.
import { draw } from '#main/scheduler/index.ts';
import { completePoint, createSampler } from '#main/search/index.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import { baselinesOf } from '#shared/study/baselines.ts';
import { buildSpace } from '#shared/study/build-space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { Params } from '#shared/study/values.ts';

/**
 * Its recipes and starting points, then what its sampler asks for while it has heard of no result; fewer than `count` where it has no more.
 * A start from earlier studies is left out. Throws AppError('invalid') for a constraint that nothing satisfies.
 */
export async function firstPoints(file: StudyFile, facts: DataFacts, count: number): Promise<Params[]> {
  const space = buildSpace(file, facts);
  if (space.dimensions.length === 0) return [];
  const { enqueue, sampler, seed } = file.search;
  const baselines = baselinesOf(file, space, facts);
  const given = baselines.length + enqueue.length;
  const study = {
    ...{ space, seed, enqueue, baselines, carried: null, search: null, sampler: createSampler(sampler) },
    complete: (point: Params, random: Parameters<typeof completePoint>[2]) =>
      completePoint(point, space, random, facts),
  };
  const trials: ObservedTrial[] = [];
  for (let number = 1; number <= count; number++) {
    const history = { direction: 'maximize' as const, trials };
    const drawn = await draw(study, history, number, Math.min(number - 1, given));
    if (drawn.kind === 'exhausted') break;
    trials.push({ ...{ number, state: 'running', value: null, steps: [], values: [] }, params: drawn.params });
  }
  return trials.map(({ params }) => params);
}
