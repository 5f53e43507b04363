// What a reader hands over: columns and images as they are in the source, before any split, filling or encoding.
import type { DataKind, Task } from './dataset.ts';

export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  /** NaN where missing; otherwise finite. */
  readonly values: Float64Array;
}

/** `text` is what has too many different values to be one-hot encoded. */
export interface LevelColumn {
  readonly kind: 'category' | 'text';
  readonly name: string;
  /** Index into levels; -1 where missing. */
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

export type Column = NumberColumn | LevelColumn;

/** Which part a row is bound to by its source (a file of its own); `main` rows are split as the study asks. */
export const origins = { main: 0, validation: 1, test: 2 } as const;
export type Origin = keyof typeof origins;

/** One block of numbers per row. */
export interface RawArray {
  readonly kind: Exclude<DataKind, 'text'>;
  /** Row-major. Floats that are not finite are missing. */
  readonly values: Uint8Array | Float32Array;
  /** Of one row: [features], [height, width, channels] or [steps, features]. */
  readonly shape: readonly number[];
  /** Steps of each row before its padding; null: no row is padded. */
  readonly lengths: Uint32Array | null;
}

export interface RawData {
  readonly rows: number;
  /** One of `origins` per row. */
  readonly origin: Uint8Array;
  /** Every column of a table with the label; of an array's rows the label alone. */
  readonly columns: readonly Column[];
  readonly label: string;
  /** Columns of 0 and 1, one per label that a row may have; null: the label is one column. */
  readonly labels: readonly string[] | null;
  /** Asked by the study; null: decided by the label. */
  readonly task: Task | null;
  /** Names the study asked for or left out; null: every column but the label. */
  readonly features: readonly string[] | null;
  readonly exclude: readonly string[];
  /** Column that holds the texts; null when the rows are no texts. */
  readonly text: string | null;
  /** Inputs that are numbers in an array; null when they are columns. */
  readonly array: RawArray | null;
  readonly notes: readonly string[];
}

export type Preview =
  | { readonly kind: 'table'; readonly columns: string[]; readonly rows: string[][] }
  | {
      readonly kind: 'images';
      readonly height: number;
      readonly width: number;
      readonly channels: number;
      readonly images: { label: string; pixels: Uint8Array }[];
    }
  | {
      readonly kind: 'sequences';
      /** values[feature][step], without the padding; the leading features and steps. */
      readonly sequences: { label: string; length: number; values: number[][] }[];
    }
  | { readonly kind: 'texts'; readonly texts: { label: string; text: string }[] };

/** A source whose raw content was read and hashed, but not yet understood. */
export interface OpenSource {
  /** What to call it in a profile: a sample's name or a path. */
  readonly title: string;
  /** sha-256 over the raw content, hexadecimal. */
  readonly digest: string;
  /** Once: the content that was read is given back on the way. */
  load(): Promise<RawData>;
  /** At most `rows` rows: of a table, images, sequences or texts. */
  preview(rows: number): Promise<Preview>;
}

/** A cell as text; the empty string where missing. */
export function cellText(column: Column, row: number): string {
  if (column.kind !== 'number') return column.levels[column.codes[row] ?? -1] ?? '';
  const value = column.values[row] ?? Number.NaN;
  return Number.isNaN(value) ? '' : String(value);
}

export function isMissing(column: Column, row: number): boolean {
  return column.kind === 'number' ? Number.isNaN(column.values[row]) : (column.codes[row] ?? -1) < 0;
}
