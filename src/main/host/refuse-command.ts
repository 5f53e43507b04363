// What cannot be made of a study whose program Vernier only starts.
import type { StudyRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { definitionOf } from './definition.ts';

/** Throws AppError('invalid') for a study that runs the user's own program. `what`: "a model" */
export function refuseCommand(row: StudyRow, what: string): void {
  if (definitionOf(row).file.runner.kind !== 'command') return;
  throw new AppError(
    'invalid',
    `Study "${row.name}" runs a program of its own, of which Vernier knows no model: ${what} can be exported of studies that Vernier trains; "vernier best ${row.id}" gives the best settings as JSON.`,
  );
}
