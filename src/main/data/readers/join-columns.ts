// The same column of several files as one.
import { AppError } from '#shared/errors.ts';
import type { Column } from '../raw.ts';
import { levelKind } from './columns.ts';

/** Rows behind each other. Throws AppError invalid when one file has numbers and another texts; a column without any value fits both. */
export function joinColumns(parts: readonly (Column | undefined)[]): Column {
  const known = parts.filter((part) => part !== undefined);
  const [first] = known;
  if (first === undefined) throw new AppError('internal', 'No column to join.');
  if (known.length === 1) return first;
  const filled = known.filter((part) => part.kind !== 'number' || part.values.some((value) => !Number.isNaN(value)));
  const isNumber = filled.every((part) => part.kind === 'number');
  if (!isNumber && filled.some((part) => part.kind === 'number')) {
    throw new AppError('invalid', `Column "${first.name}" holds numbers in one file and texts in another.`, {
      column: first.name,
    });
  }
  const rows = known.reduce((sum, part) => sum + rowsOf(part), 0);
  let at = 0;
  if (isNumber) {
    const values = new Float64Array(rows).fill(Number.NaN);
    for (const part of known) {
      if (part.kind === 'number') values.set(part.values, at);
      at += rowsOf(part);
    }
    return { kind: 'number', name: first.name, values };
  }
  const index = new Map<string, number>();
  const codes = new Int32Array(rows).fill(-1);
  let present = 0;
  for (const part of known) {
    if (part.kind !== 'number') {
      const moved = part.levels.map((level) => {
        const code = index.get(level) ?? index.size;
        index.set(level, code);
        return code;
      });
      for (const [row, code] of part.codes.entries()) {
        if (code < 0) continue;
        codes[at + row] = moved[code] ?? -1;
        present++;
      }
    }
    at += rowsOf(part);
  }
  return { kind: levelKind(index.size, present), name: first.name, codes, levels: [...index.keys()] };
}

function rowsOf(column: Column): number {
  return column.kind === 'number' ? column.values.length : column.codes.length;
}
