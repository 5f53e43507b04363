// How a study with stages stands: the stage it is in, the trials asked for, the best trial. Pure.
import type { StageRow, TrialRow } from '#main/store/store.ts';
import type { Direction } from '#shared/contract/common.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { rankTrials } from '#shared/study/ranking.ts';

/** The first stage that is not complete, else the last one. Undefined without stages. */
export function stageNow<T extends Pick<StageRow, 'state'>>(stages: readonly T[]): T | undefined {
  return stages.find(({ state }) => state !== 'complete') ?? stages.at(-1);
}

/** Its ranges are proposed and not accepted. */
export function waitsForAnswer({ state, ranges }: Pick<StageRow, 'state' | 'ranges'>): boolean {
  return state === 'proposed' && ranges === null;
}

export function stageSummary(stages: readonly StageRow[]): StudySummary['stage'] {
  const now = stageNow(stages);
  if (now === undefined) return undefined;
  return { name: now.name, number: stages.indexOf(now) + 1, count: stages.length, waits: waitsForAnswer(now) };
}

export function askedInAll(stages: readonly Pick<StageRow, 'trials'>[]): number {
  return stages.reduce((sum, { trials }) => sum + trials, 0);
}

/**
 * The trials that count for the best of a study: those of the last stage that has a complete trial with a value; when none has, of the last
 * one with any value. Values of different stages are not comparable. `stages`: names in their order; a study without stages has none.
 */
export function decisiveTrials<T extends Pick<TrialRow, 'stage' | 'number' | 'state' | 'value'>>(
  stages: readonly string[],
  trials: readonly T[],
  direction: Direction,
): readonly T[] {
  if (stages.length === 0) return trials;
  const ofStages = stages.toReversed().map((name) => trials.filter(({ stage }) => stage === name));
  const ranked = ofStages.map((own) => rankTrials(own, direction));
  const complete = ranked.findIndex(([first]) => first?.state === 'complete');
  const index = complete >= 0 ? complete : ranked.findIndex((list) => list.length > 0);
  return ofStages[index] ?? ofStages[0] ?? [];
}

export function bestTrial<T extends Pick<TrialRow, 'stage' | 'number' | 'state' | 'value'>>(
  stages: readonly string[],
  trials: readonly T[],
  direction: Direction,
): T | null {
  return rankTrials(decisiveTrials(stages, trials, direction), direction)[0] ?? null;
}
