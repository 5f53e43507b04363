// Whether another study's values say anything about a study's own.
import type { StudyRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { type Objective, objectivesOf } from '#shared/study/build-space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { factsOf } from '../data-facts.ts';
import { definitionOf } from '../definition.ts';

/**
 * The other study's file. Throws AppError('invalid') with the sentence when its objective is another one, or the file cannot be read. Of
 * several objectives there, the first counts for a study of one; a study of several needs the same ones. `at`: where it is named.
 */
export function requireComparable(row: StudyRow, own: readonly Objective[], at: string): StudyFile {
  const file = fileOf(row, at);
  const theirs = objectivesOf(file, factsOf(row)?.task ?? 'classification');
  const compared = own.length === 1 ? theirs.slice(0, 1) : theirs;
  if (listed(compared) === listed(own)) return file;
  throw new AppError(
    'invalid',
    `${at}: Study "${row.name}" ${listed(theirs)}, and this one ${listed(own)}: its values are no measure here. Name a study of the same objective.`,
  );
}

function listed(objectives: readonly Objective[]): string {
  return objectives.map(({ metric, direction }) => `${direction}s ${metric}`).join(' and ');
}

function fileOf(row: StudyRow, at: string): StudyFile {
  try {
    return definitionOf(row).file;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError('invalid', `${at}: Study "${row.name}" cannot be read any more: ${thrown.message}`);
  }
}
