// The studies that a draft is to begin with, and those that it could begin with. Pure.
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Objective } from '#shared/study/build-space.ts';
import { type Draft, setField } from './draft.ts';
import { getIn, isObject } from './json.ts';

/** What the file calls them. */
export function warmStartOf(file: unknown): readonly string[] {
  const given = getIn(file, ['search', 'warmStart']) ?? [];
  return [given].flat().flatMap((one: unknown) => {
    const study = isObject(one) ? one.study : one;
    return typeof study === 'string' ? [study] : [];
  });
}

/** One study; null: the draft begins with nothing. How many of its best are trained first stays as it is. */
export function setWarmStart(draft: Draft, study: string | null): Draft {
  const before = getIn(draft.file, ['search', 'warmStart']);
  const kept = isObject(before) ? before : {};
  return setField(draft, ['search', 'warmStart'], study === null ? undefined : { ...kept, study });
}

/** Studies with ended trials of this objective; without one, with ended trials. */
export function candidatesFor(
  studies: readonly StudySummary[],
  objective: Pick<Objective, 'metric' | 'direction'> | null,
): readonly StudySummary[] {
  return studies.filter((study) => {
    if (endedOf(study) === 0) return false;
    return (
      objective === null ||
      (study.objective.metric === objective.metric && study.objective.direction === objective.direction)
    );
  });
}

/** Trials with or without a result that train no more. */
export function endedOf({ counts }: Pick<StudySummary, 'counts'>): number {
  return counts.complete + counts.stopped + counts.diverged + counts.failed;
}
