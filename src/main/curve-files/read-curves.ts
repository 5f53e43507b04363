// Which kind of file it is, and the runs in it. Pure.
import { AppError } from '#shared/errors.ts';
import { readCsvLog } from './csv-log.ts';
import type { CurveFile } from './curve-run.ts';
import { type EventFile, readEventLog } from './event-log.ts';
import { readJsonLog } from './json-log.ts';
import { isEventFile } from './tensorboard.ts';

/**
 * Reads a curve file or a training log, known by its content: event files by their first checksum, JSON by its first bracket,
 * everything else as CSV. `id` names the run of a log that has no name of its own.
 * @throws AppError invalid with one sentence that says what is wrong and where.
 */
export function readCurves(bytes: Uint8Array, id: string, path: string): CurveFile {
  if (bytes.length === 0) throw new AppError('invalid', `${path} is empty.`);
  if (isEventFile(bytes)) return readEventLog([{ path, part: null, bytes } satisfies EventFile], id, path);
  const text = textOf(bytes, path);
  if (text.trim() === '') throw new AppError('invalid', `${path} holds only blank lines.`);
  return /^\s*[[{]/.test(text) ? readJsonLog(text, id, path) : readCsvLog(text, id, path);
}

function textOf(bytes: Uint8Array, path: string): string {
  if (bytes.includes(0)) {
    throw new AppError(
      'invalid',
      `${path} is neither a text nor a TensorBoard event file; give JSON, CSV or a tfevents file.`,
    );
  }
  return new TextDecoder().decode(bytes).replace(/^\ufeff/, '');
}
