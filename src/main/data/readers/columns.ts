// From cells of text to typed columns: numbers (also with decimal commas), categories, text.
import { AppError } from '#shared/errors.ts';
import type { Pause } from '../pause.ts';
import type { Column, LevelColumn, NumberColumn } from '../raw.ts';

export type ColumnType = 'number' | 'category' | 'text';

export interface ColumnOptions {
  /** Cells that mean "no value", besides the empty one. */
  readonly missing: readonly string[];
  /** Types that the study file sets; null: decided by the cells. */
  readonly type: ColumnType | null;
  /** For error sentences. */
  readonly path: string;
}

export const defaultMissing = ['', 'NA', 'NaN', '?'] as const;

const pointNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const commaNumber = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/;
const infinity = /^[+-]?inf(?:inity)?$/i;
/** Beyond this, encoding as float32 would give infinity. */
const largestFloat32 = 3.4028234663852886e38;
/** Text has more levels than this and more than one level in two rows. */
const maxLevels = 100;
const nearlyNumbers = 0.9;

/**
 * A column is `number` when every cell that is not missing reads as one; with decimal commas when none has a point and one
 * has a comma. Else it is `category` with at most 100 levels of which each has two rows on average (or at most 20 levels),
 * else `text`. Infinite numbers, and those too large for float32, count as missing, with a note.
 * @throws AppError invalid when a column typed number by the study holds something else.
 */
export async function typeColumn(
  name: string,
  cells: readonly string[],
  options: ColumnOptions,
  pause: Pause,
): Promise<{ column: Column; notes: string[] }> {
  const missing = new Set(['', ...options.missing]);
  if (options.type === 'category' || options.type === 'text') {
    return { column: await levels(name, cells, missing, options.type, pause), notes: [] };
  }
  const tally = { present: 0, point: 0, comma: 0, hasPoint: false, hasComma: false, firstOther: -1 };
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] ?? '';
    if ((row & 4095) === 0) await pause();
    if (missing.has(cell)) continue;
    tally.present++;
    const isInfinite = infinity.test(cell);
    const point = isInfinite || pointNumber.test(cell);
    const comma = isInfinite || commaNumber.test(cell);
    if (point) tally.point++;
    if (comma) tally.comma++;
    tally.hasPoint ||= point && cell.includes('.');
    tally.hasComma ||= comma && cell.includes(',');
    if (!point && !comma && tally.firstOther < 0) tally.firstOther = row;
  }
  const withPoint = tally.point === tally.present;
  const withComma = !withPoint && tally.hasComma && !tally.hasPoint && tally.comma === tally.present;
  if (options.type === 'number' && !withPoint && !withComma) {
    const row = tally.firstOther < 0 ? cells.findIndex((cell) => cell.includes(',')) : tally.firstOther;
    throw new AppError(
      'invalid',
      `Column "${name}" of ${options.path} is typed number, but row ${row + 1} holds "${short(cells[row] ?? '')}"; correct ` +
        'the cell, list it under "missing" or change the type.',
      { column: name, row: row + 1 },
    );
  }
  if (tally.present > 0 && (withPoint || withComma)) return numbers(name, cells, missing, withComma, pause);
  const column = await levels(name, cells, missing, options.type, pause);
  const notes: string[] = [];
  if (options.type === null && tally.point >= nearlyNumbers * tally.present && tally.point < tally.present) {
    notes.push(
      `Column "${name}" looks numeric, but ${tally.present - tally.point} of its ${tally.present} values are not numbers ` +
        `(row ${tally.firstOther + 1}: "${short(cells[tally.firstOther] ?? '')}"); it is read as ${column.kind}. List such ` +
        'values under "missing" to have numbers.',
    );
  }
  return { column, notes };
}

async function numbers(
  name: string,
  cells: readonly string[],
  missing: ReadonlySet<string>,
  decimalComma: boolean,
  pause: Pause,
): Promise<{ column: NumberColumn; notes: string[] }> {
  const values = new Float64Array(cells.length);
  let infinite = 0;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] ?? '';
    if ((row & 4095) === 0) await pause();
    if (missing.has(cell)) {
      values[row] = Number.NaN;
      continue;
    }
    const value = Number(decimalComma ? cell.replace(',', '.') : cell);
    const finite = Math.abs(value) <= largestFloat32;
    if (!finite) infinite++;
    // Adding 0 turns −0 into 0, so that both are one value.
    values[row] = finite ? value + 0 : Number.NaN;
  }
  const notes: string[] = [];
  if (decimalComma) notes.push(`Column "${name}" has decimal commas ("1,5" is read as 1.5).`);
  if (infinite > 0) {
    notes.push(`Column "${name}" has ${infinite} infinite or too large value(s), which count as missing.`);
  }
  return { column: { kind: 'number', name, values }, notes };
}

async function levels(
  name: string,
  cells: readonly string[],
  missing: ReadonlySet<string>,
  type: ColumnType | null,
  pause: Pause,
): Promise<LevelColumn> {
  const codes = new Int32Array(cells.length);
  const index = new Map<string, number>();
  let present = 0;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] ?? '';
    if ((row & 4095) === 0) await pause();
    if (missing.has(cell)) {
      codes[row] = -1;
      continue;
    }
    present++;
    let code = index.get(cell);
    if (code === undefined) {
      code = index.size;
      index.set(cell, code);
    }
    codes[row] = code;
  }
  return {
    kind: type === 'category' || type === 'text' ? type : levelKind(index.size, present),
    name,
    codes,
    levels: [...index.keys()],
  };
}

/** By the number of different texts, and of cells that hold one. */
export function levelKind(different: number, present: number): LevelColumn['kind'] {
  return different <= 20 || (different <= maxLevels && 2 * different <= present) ? 'category' : 'text';
}

/** Numbers of a source that has numbers: what is infinite, or too large for float32, counts as missing, as NaN does. */
export function finiteOrMissing(name: string, values: Float64Array): { column: NumberColumn; missing: number } {
  let missing = 0;
  const kept = values.map((value) => {
    if (Math.abs(value) <= largestFloat32) return value + 0;
    missing++;
    return Number.NaN;
  });
  return { column: { kind: 'number', name, values: kept }, missing };
}

/** With a decimal point or comma, or infinite: what a column of numbers may hold. */
export function readsAsNumber(cell: string): boolean {
  return pointNumber.test(cell) || commaNumber.test(cell) || infinity.test(cell);
}

function short(cell: string): string {
  return cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
}
