// What cannot be made of a study that Vernier does not train itself: one whose program it only starts, or whose trials were imported.
import type { StudyRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { definitionOf } from './definition.ts';

/** How it is trained, as the rest of a sentence about it; null: by Vernier. */
export function trainedElsewhere(row: StudyRow): string | null {
  switch (definitionOf(row).file.runner.kind) {
    case 'builtin':
      return null;
    case 'command':
      return 'runs a program of its own';
    case 'none':
      return 'holds trials of another program';
  }
}

/** Throws AppError('invalid') for a study that Vernier does not train itself. `what`: "a model" */
export function refuseCommand(row: StudyRow, what: string): void {
  const elsewhere = trainedElsewhere(row);
  if (elsewhere === null) return;
  throw new AppError(
    'invalid',
    `Study "${row.name}" ${elsewhere}, of which Vernier knows no model: ${what} can be exported of studies that Vernier trains; "vernier best ${row.id}" gives the best settings as JSON.`,
  );
}

/** Why a study of imported trials cannot be started or checked. */
export function nothingTrains(name: string): string {
  return `Study "${name}" holds trials of another program, and nothing trains more of them here; begin a new study whose "search.warmStart" names it.`;
}
