// Training logs as JSON: our curve file, Keras' history ({"loss":[…],"val_loss":[…]}), a list of rows, or one row per line.
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { detectFileKind } from '#shared/study/study-file.ts';
import { type NamedColumn, runOfColumns } from './columns.ts';
import type { CurveFile } from './curve-run.ts';
import { readRunFile } from './run-file.ts';

const value = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number), z.null()]);
const column = z.array(value);
const row = z.record(z.string(), z.unknown());

/** @throws AppError invalid: not JSON (with the line), or nothing in it that looks like curves. */
export function readJsonLog(text: string, id: string, path: string): CurveFile {
  const json = parseJson(text, path);
  if (Array.isArray(json)) return runOfRows(json, id, path);
  if (typeof json !== 'object' || json === null)
    throw new AppError('invalid', `${path} holds a single value instead of curves.`);
  if ('runs' in json) return readRunFile(json, path);
  const history = 'history' in json && typeof json.history === 'object' && json.history !== null ? json.history : json;
  const columns = columnsOf(history);
  if (columns.every(({ values }) => values.length === 0)) refuseStudyFile(json, path);
  if ('version' in json) return readRunFile(json, path);
  return runOfColumns(id, columns, path);
}

/** The other JSON files of this program say what they are; `details.kind` for whoever can open them. */
function refuseStudyFile(json: object, path: string): void {
  const kind = detectFileKind(json);
  if (kind === 'unknown') return;
  const what = kind === 'best' ? 'an exported best configuration' : 'a study file';
  throw new AppError(
    'invalid',
    `${path} is ${what}, not a training log: open it as a study, or start it with "vernier run".`,
    {
      kind,
    },
  );
}

function columnsOf(history: object): NamedColumn[] {
  return Object.entries(history).flatMap(([name, values]) => {
    const parsed = column.safeParse(values);
    return parsed.success ? [{ name, values: parsed.data }] : [];
  });
}

function runOfRows(rows: readonly unknown[], id: string, path: string): CurveFile {
  const wrong = rows.findIndex((one) => !row.safeParse(one).success);
  if (rows.length === 0 || wrong >= 0) {
    throw new AppError(
      'invalid',
      `${path} must be a list of objects with numbers, one per epoch${wrong >= 0 ? `; entry ${wrong + 1} is none` : ', and is empty'}.`,
    );
  }
  const records = rows.map((one) => row.parse(one));
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columns = names.map((name) => ({
    name,
    values: records.map((record) => {
      const parsed = value.safeParse(record[name]);
      return parsed.success ? parsed.data : null;
    }),
  }));
  return runOfColumns(id, columns, path);
}

/** Python writes NaN and Infinity bare, which is no JSON: they are put into quotes where they stand for a value. */
function parseJson(text: string, path: string): unknown {
  const quoted = text.replace(/(?<=[[:,]\s*)(-?Infinity|NaN)(?=\s*[,\]}])/g, '"$1"');
  try {
    return JSON.parse(quoted);
  } catch (error) {
    const lines = quoted.split('\n').filter((line) => line.trim() !== '');
    if (lines.length > 1 && lines.every((line) => line.trim().startsWith('{') && line.trim().endsWith('}'))) {
      return lines.map((line, i) => parseLine(line, i, path));
    }
    throw new AppError('invalid', `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function parseLine(line: string, index: number, path: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new AppError('invalid', `${path}, line ${index + 1} is not JSON.`);
  }
}
