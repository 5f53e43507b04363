// The space that a study searches now, of the stage that it is in, and how its trials lie in it. Reads only.
import { type Place, placeOf } from '#main/scheduler/index.ts';
import type { StudyRow, TrialRow } from '#main/store/store.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import { buildSpace, canonical, resolveSettings } from '#shared/study/build-space.ts';
import type { Space } from '#shared/study/space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { factsOf, toDataFacts } from '../data-facts.ts';
import { definitionOf } from '../definition.ts';
import { studyOfStage } from '../stages/stage-study.ts';

export interface SpaceNow {
  /** Null: the study has no stages. */
  readonly stage: string | null;
  /** Of the stage. */
  readonly file: StudyFile;
  readonly facts: DataFacts | null;
  readonly space: Space;
}

export function spaceNow(row: StudyRow): SpaceNow {
  const { file, stage } = studyOfStage(definitionOf(row).file, row);
  const stored = factsOf(row, stage?.row.name);
  const facts = stored && toDataFacts(stored);
  return { stage: stage?.row.name ?? null, file, facts, space: buildSpace(file, facts) };
}

/** Trials of the stage that the study is in; all of them without stages. */
export function trialsOf<T extends Pick<TrialRow, 'stage'>>({ stage }: SpaceNow, trials: readonly T[]): T[] {
  return trials.filter((trial) => trial.stage === stage);
}

export function placing({ file, facts, space }: SpaceNow): (trial: Pick<TrialRow, 'settings'>) => Place {
  const target = { space, resolve: (params: TrialRow['params']) => resolveSettings(file, params, facts) };
  return ({ settings }) => placeOf(target, settings);
}

/** Whether a trial is none that the sampler could have drawn from this space. */
export function outdatedIn(now: SpaceNow): (trial: Pick<TrialRow, 'settings' | 'params'>) => boolean {
  const place = placing(now);
  return (trial) => {
    const found = place(trial);
    return found.fit !== 'in' || canonical(found.params) !== canonical(trial.params);
  };
}
