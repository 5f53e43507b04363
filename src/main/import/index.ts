// Studies of other programs, and trials that were exported: bytes in, studies out. What a file is its content says, not its name.
import { AppError } from '#shared/errors.ts';
import { importKind, isTrialList } from '#shared/study/import-files.ts';
import type { ImportedStudy, ImportOptions } from './imported.ts';
import { readOptunaJournal } from './optuna-journal.ts';
import { readOptunaStorage } from './optuna-storage.ts';
import { type OptunaStudy, toStudy } from './optuna-study.ts';
import { readTrialList, readTrialTable } from './trial-table.ts';

export type { ImportedObjective, ImportedStudy, ImportedTrial, ImportOptions } from './imported.ts';

/** What can be imported, for a sentence about a file that cannot. */
const kinds =
  'a study file or best configuration (JSON), a storage of Optuna (an SQLite file or a journal), or trials that Vernier exported (JSON, CSV)';

/**
 * The studies of a file, at least one, each with at least one trial; without a name where the file has none. `path`: how sentences call it. Throws
 * AppError('invalid') for any other file, a damaged one, and one without a trial that has ended.
 */
export function readStudies(bytes: Uint8Array, path: string, options: ImportOptions): ImportedStudy[] {
  const studies = studiesOf(bytes, path, options);
  const found = studies.filter(({ trials }) => trials.length > 0);
  if (found.length > 0) return found;
  throw new AppError('invalid', `No trial in ${path} has ended, so there is nothing to import.`);
}

function studiesOf(bytes: Uint8Array, path: string, options: ImportOptions): ImportedStudy[] {
  const ofOptuna = (studies: readonly OptunaStudy[]) => studies.map((study) => toStudy(study, path));
  switch (importKind(bytes)) {
    case 'sqlite':
      return ofOptuna(readOptunaStorage(bytes, path));
    case 'journal':
      return ofOptuna(readOptunaJournal(textOf(bytes, path), path));
    case 'trial-table':
      return [readTrialTable(textOf(bytes, path), path, options)];
    case null:
  }
  const json = jsonOf(textOf(bytes, path));
  if (isTrialList(json)) return [readTrialList(json, path, options)];
  throw new AppError('invalid', `${path} is none of what can be imported: ${kinds}.`);
}

function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AppError('invalid', `${path} is none of what can be imported: ${kinds}.`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
