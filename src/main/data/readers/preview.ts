// What a person looks at first: the head of a table as text, images or sequences spread over the rows so that classes mix.
import { cellText, type Preview, type RawArray, type RawData } from '../raw.ts';
import { meansYes } from '../target-multilabel.ts';

const most = { images: 40, sequences: 24, features: 12, steps: 400 } as const;
/** Texts that are shown, and characters of each. */
export const mostTexts = 24;
const mostCharacters = 400;

/** At most `rows` rows, as what they are; of texts the table that holds them. */
export function previewRaw(raw: RawData, rows: number): Preview {
  switch (raw.array?.kind) {
    case 'image':
      return previewImages(raw, raw.array, rows);
    case 'sequence':
      return previewSequences(raw, raw.array, rows);
    case 'table':
      return previewNumbers(raw, raw.array, rows);
    case undefined:
      return previewTable(raw, rows);
  }
}

function previewTable(raw: RawData, rows: number): Preview {
  return {
    kind: 'table',
    columns: raw.columns.map(({ name }) => name),
    rows: Array.from({ length: Math.min(rows, raw.rows) }, (_, row) =>
      raw.columns.map((column) => cellText(column, row)),
    ),
  };
}

/** The leading columns of an array's rows, and the label. */
function previewNumbers(raw: RawData, { values, shape }: RawArray, rows: number): Preview {
  const size = shape[0] ?? 1;
  const shown = Math.min(size, most.features);
  return {
    kind: 'table',
    columns: [...Array.from({ length: shown }, (_, k) => `x[${k}]`), raw.label],
    rows: Array.from({ length: Math.min(rows, raw.rows) }, (_, row) => [
      ...Array.from(values.subarray(row * size, row * size + shown), (value) => String(Number(value.toPrecision(6)))),
      labelText(raw, row),
    ]),
  };
}

/** Evenly spaced from the first row to the last; channels as they are, floats brought to 0..255 over all that are shown. */
function previewImages(raw: RawData, { values, shape }: RawArray, rows: number): Preview {
  const [height = 1, width = 1, channels = 1] = shape;
  const size = height * width * channels;
  const chosen = spread(raw.rows, Math.min(rows, most.images));
  const pixelsOf = values instanceof Uint8Array ? null : brightness(values, chosen, size);
  const images = chosen.map((row) => {
    const own = values.slice(row * size, (row + 1) * size);
    return {
      label: labelText(raw, row),
      pixels: pixelsOf === null ? Uint8Array.from(own) : Uint8Array.from(own, pixelsOf),
    };
  });
  return { kind: 'images', height, width, channels, images };
}

function brightness(values: Float32Array, rows: readonly number[], size: number): (value: number) => number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    for (const value of values.subarray(row * size, (row + 1) * size)) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  const span = high > low ? high - low : 1;
  return (value) => (Number.isFinite(value) ? Math.round(((value - low) / span) * 255) : 0);
}

function previewSequences(raw: RawData, { values, shape, lengths }: RawArray, rows: number): Preview {
  const [steps = 1, features = 1] = shape;
  const sequences = spread(raw.rows, Math.min(rows, most.sequences)).map((row) => {
    const length = lengths?.[row] ?? steps;
    const start = row * steps * features;
    const series = Array.from({ length: Math.min(features, most.features) }, (_, k) =>
      Array.from({ length: Math.min(length, most.steps) }, (_, step) => {
        const value = values[start + step * features + k] ?? 0;
        return Number.isFinite(value) ? value : 0;
      }),
    );
    return { label: labelText(raw, row), length, values: series };
  });
  return { kind: 'sequences', sequences };
}

/** Evenly spaced row numbers from the first to the last. */
export function spread(rows: number, count: number): number[] {
  const shown = Math.min(rows, count);
  return Array.from({ length: shown }, (_, i) => Math.floor((i * rows) / shown));
}

/** The label's cell, or the names of the labels that a row has. */
function labelText(raw: RawData, row: number): string {
  const cell = (name: string) => {
    const column = raw.columns.find((candidate) => candidate.name === name);
    return column ? cellText(column, row) : '';
  };
  if (raw.labels === null) return cell(raw.label);
  return raw.labels.filter((name) => meansYes(cell(name))).join('; ');
}

/** A long text's beginning, with an ellipsis. */
export function cutText(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}
