// How events change what queries hold. Pure.
import type { EngineOverview, EngineTask } from '#shared/contract/engine.ts';
import type { StudyDetail, StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';

/** Replaces trials by number or adds them; ordered by number. The same array when nothing is to be done. */
export function patchTrials(list: readonly Trial[], changes: readonly Trial[]): readonly Trial[] {
  if (changes.length === 0) return list;
  const byNumber = new Map(list.map((trial) => [trial.number, trial]));
  for (const change of changes) byNumber.set(change.number, change);
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

/** Newest first, by creation. */
export function patchStudies(list: readonly StudySummary[], change: StudySummary): readonly StudySummary[] {
  const known = list.some((study) => study.id === change.id);
  const next = known ? list.map((study) => (study.id === change.id ? change : study)) : [...list, change];
  return known ? next : next.sort((a, b) => b.createdAt - a.createdAt);
}

export function withoutStudy(list: readonly StudySummary[], id: string): readonly StudySummary[] {
  return list.filter((study) => study.id !== id);
}

export function patchDetail(detail: StudyDetail, change: StudySummary): StudyDetail {
  return detail.summary.id === change.id ? { ...detail, summary: change } : detail;
}

/** Another stage or version has another space, which the summary does not tell. */
export function sameSpace(a: StudySummary, b: StudySummary): boolean {
  const space = ({ stage, spaceVersion }: StudySummary) => JSON.stringify([stage, spaceVersion]);
  return space(a) === space(b);
}

/** Of each target the newest work is kept; a task that comes late changes nothing. */
export function patchEngineTasks(overview: EngineOverview, change: EngineTask): EngineOverview {
  const known = overview.tasks.find(({ target }) => target === change.target);
  if (known && known.id > change.id) return overview;
  const others = overview.tasks.filter(({ target }) => target !== change.target);
  return { ...overview, tasks: [...others, change] };
}
