// The head of a table as text, or images spread over the rows so that classes mix.
import { cellText, type Preview, type RawData } from '../raw.ts';

const mostImages = 40;

export function previewTable(raw: RawData, rows: number): Preview {
  return {
    kind: 'table',
    columns: raw.columns.map(({ name }) => name),
    rows: Array.from({ length: Math.min(rows, raw.rows) }, (_, row) =>
      raw.columns.map((column) => cellText(column, row)),
    ),
  };
}

/** At most 40 images, evenly spaced from the first row to the last; channels as they are. */
export function previewImages(raw: RawData, rows: number): Preview {
  const { pixels, shape } = raw.images ?? { pixels: new Uint8Array(), shape: [0, 0, 0] as const };
  const [height, width, channels] = shape;
  const size = height * width * channels;
  const label = raw.columns.find(({ name }) => name === raw.label);
  const count = Math.min(rows, mostImages, raw.rows);
  const images = Array.from({ length: count }, (_, i) => {
    const row = Math.floor((i * raw.rows) / count);
    return { label: label ? cellText(label, row) : '', pixels: pixels.slice(row * size, (row + 1) * size) };
  });
  return { kind: 'images', height, width, channels, images };
}
