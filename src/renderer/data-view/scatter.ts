// A small picture of a table: its first two numeric columns as points, the last column's classes as marks. Pure.

export interface Point {
  readonly key: number;
  readonly x: number;
  readonly y: number;
  /** 0, 1 or 2: which of the first three classes; further ones repeat. */
  readonly mark: 0 | 1 | 2;
}

const margin = 3;

/** Points inside width × height, y upwards; empty when there are no two numeric columns. Rows with a gap are left out. */
export function scatterOf(rows: readonly (readonly string[])[], width: number, height: number): Point[] {
  const columns = rows[0]?.length ?? 0;
  const all = Array.from({ length: columns }, (_, column) => column);
  const label = all.findLast((column) => !isNumeric(rows, column) || isFew(rows, column));
  const [first, second] = all.filter((column) => column !== label && isNumeric(rows, column));
  if (first === undefined || second === undefined) return [];
  const across = (column: number, from: number, to: number) => {
    const values = rows.map((row) => cell(row, column)).filter(Number.isFinite);
    const low = Math.min(...values);
    const span = Math.max(...values) - low || 1;
    return (value: number) => Math.round((from + ((value - low) / span) * (to - from)) * 10) / 10;
  };
  const x = across(first, margin, width - margin);
  const y = across(second, height - margin, margin);
  const classes = label === undefined ? [] : [...new Set(rows.map((row) => row[label]))];
  return rows.flatMap((row, key) => {
    const at = { x: x(cell(row, first)), y: y(cell(row, second)) };
    if (!Number.isFinite(at.x) || !Number.isFinite(at.y)) return [];
    const index = label === undefined ? 0 : classes.indexOf(row[label]);
    return [{ key, ...at, mark: markOf(index) }];
  });
}

function markOf(index: number): Point['mark'] {
  const rest = index % 3;
  return rest === 1 ? 1 : rest === 2 ? 2 : 0;
}

function cell(row: readonly string[], column: number): number {
  const text = row[column];
  return text === undefined || text.trim() === '' ? Number.NaN : Number(text);
}

/** Numbers that can only be names of classes. */
function isFew(rows: readonly (readonly string[])[], column: number): boolean {
  return new Set(rows.map((row) => row[column])).size <= 10;
}

/** Most cells are numbers. */
function isNumeric(rows: readonly (readonly string[])[], column: number): boolean {
  return rows.filter((row) => Number.isFinite(cell(row, column))).length > rows.length * 0.8;
}
