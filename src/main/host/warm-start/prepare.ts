// The warm start of a study that is about to run: the copy it has, else a fresh one of the studies that its file names.
import { dirname } from 'node:path';
import { carryWarm, type PreparedStudy, type WarmStart, type WarmTarget, warmTargetOf } from '#main/scheduler/index.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { Objective } from '#shared/study/build-space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { definitionOf } from '../definition.ts';
import type { Places } from '../places.ts';
import { copyTrials } from './copy-trials.ts';
import { findSources, type Wanting } from './find-sources.ts';

/** Reads only; the scheduler stores a fresh copy with the start. Throws as findSources and copyTrials do. */
export async function withWarmStart(
  prepared: PreparedStudy,
  row: StudyRow,
  store: Store,
  places: Pick<Places, 'dataDir'>,
): Promise<PreparedStudy> {
  if (row.warmStart !== null) {
    const trials = await store.listWarmTrials(row.id);
    return { ...prepared, warm: { sources: row.warmStart, trials, isNew: false } };
  }
  const { file } = definitionOf(row);
  if (file.search.warmStart.length === 0) return prepared;
  const { id, name, path } = row;
  const self = { id, name, path, baseDir: path === null ? places.dataDir : dirname(path) };
  const { objective, objectives = [objective] } = prepared;
  const target = warmTargetOf(prepared);
  return { ...prepared, warm: await freshWarmStart(file, store, { self, objectives, target }) };
}

interface Taking {
  readonly self: Wanting;
  readonly objectives: readonly Objective[];
  readonly target: WarmTarget;
}

/** Copies of the trials that the file's studies have now, and what they come to in this one (of several stages, in the first). */
export async function freshWarmStart(
  { search, stages }: StudyFile,
  store: Store | null,
  { self, objectives, target }: Taking,
): Promise<WarmStart> {
  const wanted = search.warmStart;
  const rows = await findSources(store, wanted, self);
  if (store === null) return { sources: [], trials: [], isNew: true };
  const copied = await copyTrials(store, rows, wanted, objectives);
  const sampler = stages?.[0]?.sampler ?? search.sampler;
  // A grid tries its own points.
  const points = wanted.map(({ startingPoints }) => startingPoints ?? (sampler.kind === 'grid' ? 0 : 1));
  const { counts } = carryWarm(target, copied, points);
  const none = { same: 0, ranked: 0, unfit: [], startingPoints: 0 };
  return {
    sources: copied.sources.map((source, i) => ({ ...source, ...(counts[i] ?? none) })),
    trials: copied.trials,
    isNew: true,
  };
}
