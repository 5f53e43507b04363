// Looks at the studies of a warm start before the study that names them is stored.
import type { Store } from '#main/store/store.ts';
import { objectivesOf } from '#shared/study/build-space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { requireComparable } from './comparable.ts';
import { findSources, type Wanting } from './find-sources.ts';

/** Throws as findSources and requireComparable do; which objective a study has that names none only its data can tell. */
export async function requireSources(file: StudyFile, store: Store, self: Wanting): Promise<void> {
  const sources = await findSources(store, file.search.warmStart, self);
  if (file.objective === undefined) return;
  const objectives = objectivesOf(file, 'classification');
  sources.forEach((row, i) => {
    requireComparable(row, objectives, `search.warmStart[${i}].study`);
  });
}
