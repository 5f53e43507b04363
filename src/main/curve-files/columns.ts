// From named columns of a log to a run. Pure.
import { AppError } from '#shared/errors.ts';
import type { CurveFile } from './curve-run.ts';
import { metricOf, taskOf } from './names.ts';

export interface NamedColumn {
  readonly name: string;
  /** The folder's part where a log is split into folders. */
  readonly part?: 'train' | 'validation' | null;
  readonly values: readonly (number | null)[];
}

/**
 * One run of the columns whose names are known; of two with the same meaning the first counts. Rows are epochs; a column "epoch"
 * that counts upwards numbers them, and rows of the same epoch (a log by steps) become the last of them.
 * @throws AppError invalid when no column is known, with the names that there are.
 */
export function runOfColumns(id: string, columns: readonly NamedColumn[], path: string): CurveFile {
  const found = new Map<string, readonly (number | null)[]>();
  const unknown: string[] = [];
  for (const { name, part, values } of columns) {
    const key = metricOf(name, part ?? null);
    if (key === null || values.every((value) => value === null)) unknown.push(name);
    else if (!found.has(key)) found.set(key, values);
  }
  const { epoch, ...metrics } = Object.fromEntries(found);
  const judged = Object.keys(metrics).filter((key) => /^(train|validation)\./.test(key));
  if (judged.length === 0) {
    const names = unknown.slice(0, 6).map((name) => `"${name}"`);
    throw new AppError(
      'invalid',
      `${path} has no column like loss, val_loss, accuracy or val_accuracy${names.length > 0 ? `; it has ${names.join(', ')}` : ''}.`,
    );
  }
  const length = Math.max(...judged.map((key) => metrics[key]?.length ?? 0));
  const rows = lastRowOfEachEpoch(epoch, length);
  const picked = Object.entries(metrics).map(
    ([key, values]) => [key, rows.map(({ row }) => values[row] ?? null)] as const,
  );
  const task = taskOf(judged);
  const notes = unknown.length > 0 ? [`Not read: ${unknown.slice(0, 8).join(', ')}.`] : [];
  if (!judged.some((key) => key.startsWith('validation.'))) notes.push('There is no validation metric in it.');
  return {
    runs: [
      { id, input: { task, curve: { epoch: rows.map((one) => one.epoch), columns: Object.fromEntries(picked) } } },
    ],
    notes,
  };
}

/** Programs that count epochs from 0 are moved to 1. A column that does not count upwards is no epoch: rows count then. */
function lastRowOfEachEpoch(
  epoch: readonly (number | null)[] | undefined,
  length: number,
): { epoch: number; row: number }[] {
  const byRow = Array.from({ length }, (_, row) => ({ epoch: row + 1, row }));
  if (epoch === undefined) return byRow;
  const shift = epoch[0] === 0 ? 1 : 0;
  const rows: { epoch: number; row: number }[] = [];
  for (let row = 0; row < length; row++) {
    const value = epoch[row];
    if (value === null || value === undefined || !Number.isFinite(value)) return byRow;
    const at = value + shift;
    const last = rows.at(-1);
    if (last !== undefined && at < last.epoch) return byRow;
    if (last !== undefined && at === last.epoch) rows[rows.length - 1] = { epoch: at, row };
    else rows.push({ epoch: at, row });
  }
  return rows;
}
