// The encoded data of a finished study, for exports that must say how inputs are made: found in the cache, or made again.
import { dirname } from 'node:path';
import type { PreparedDataset } from '#main/data/prepare.ts';
import { prepareApart } from '#main/data/prepare-apart.ts';
import type { StudyRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { factsOf } from './data-facts.ts';
import type { Places } from './places.ts';

/** `stage`: of the trial that is exported. Throws AppError: `not_found` or `invalid` when the data are gone, `conflict` when they are no longer those of the study. */
export async function dataOfStudy(row: StudyRow, places: Places, stage: string | null): Promise<PreparedDataset> {
  const facts = factsOf(row, stage);
  if (facts === null) throw new AppError('not_found', `Study "${row.name}" never ran; run it first.`);
  const baseDir = row.path === null ? places.dataDir : dirname(row.path);
  const prepared = await prepareApart(facts.data, { baseDir, cacheDir: places.cacheDir }).catch((thrown: unknown) => {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError(thrown.code, `The data of study "${row.name}" cannot be read any more: ${thrown.message}`);
  });
  if (prepared.fingerprint !== facts.fingerprint) {
    throw new AppError(
      'conflict',
      `The data of study "${row.name}" changed since it ran; bring the old data back, or run it again (--new).`,
    );
  }
  return prepared;
}
