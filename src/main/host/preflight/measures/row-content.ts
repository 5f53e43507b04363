// A stored row as a person reads it: its picture, its leading cells, its words or its course, and its label.
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { RowContent } from '#shared/contract/checks.ts';
import type { DataProfile } from '#shared/contract/datasets.ts';
import { columnsOf, type EncodedColumn } from './columns-of.ts';

const most = { side: 64, cells: 6, characters: 200, features: 4, steps: 100 } as const;

/** Classes by their names, several with commas; a number to six digits. */
export function labelText({ header, y }: Pick<EncodedDataset, 'header' | 'y'>): (row: number) => string {
  const { task, classes } = header;
  if (task === 'regression' || classes === null) return (row) => short(y[row] ?? 0);
  if (task === 'classification') return (row) => classes[y[row] ?? 0] ?? '';
  return (row) => classes.filter((_, k) => y[row * classes.length + k] === 1).join(', ');
}

export function rowContent(
  dataset: EncodedDataset,
  profile: Pick<DataProfile, 'columns'>,
): (row: number) => RowContent {
  switch (dataset.header.kind) {
    case 'image':
      return (row) => imageOf(dataset, row);
    case 'text':
      return (row) => wordsOf(dataset, row);
    case 'sequence':
      return (row) => courseOf(dataset, row);
    case 'table': {
      const columns = columnsOf(dataset.header, profile);
      return (row) => cellsOf(dataset, columns, row);
    }
  }
}

/** Every n-th pixel of what is larger than 64 on a side; floats from the least to the greatest training value. */
function imageOf({ header, x }: EncodedDataset, row: number): RowContent {
  const [height = 1, width = 1, channels = 1] = header.inputShape;
  const step = Math.ceil(Math.max(height, width) / most.side);
  const [tall, wide] = [Math.ceil(height / step), Math.ceil(width / step)];
  const low = Math.min(...header.statistics.min);
  const span = Math.max(...header.statistics.max) - low;
  const bright = (value: number) =>
    header.xType === 'uint8' ? value : Math.round((255 * Math.min(span, Math.max(0, value - low))) / (span || 1));
  const pixels = new Uint8Array(tall * wide * channels);
  for (let at = 0; at < pixels.length; at++) {
    const [pixel, channel] = [Math.floor(at / channels), at % channels];
    const [top, left] = [Math.floor(pixel / wide) * step, (pixel % wide) * step];
    pixels[at] = bright(x[((row * height + top) * width + left) * channels + channel] ?? 0);
  }
  return { kind: 'image', height: tall, width: wide, channels, pixels: Buffer.from(pixels).toString('base64') };
}

function wordsOf({ header, x, lengths }: EncodedDataset, row: number): RowContent {
  const [size = 0] = header.inputShape;
  const tokens = x.subarray(row * size, row * size + (lengths?.[row] ?? size));
  const words = Array.from(tokens, (token) => header.vocabulary?.[token] ?? '').join(' ');
  return { kind: 'text', text: words.length > most.characters ? `${words.slice(0, most.characters)} …` : words };
}

function courseOf({ header, x, lengths }: EncodedDataset, row: number): RowContent {
  const [steps = 1, features = 1] = header.inputShape;
  const length = lengths?.[row] ?? steps;
  const shown = Math.min(length, most.steps);
  const values = Array.from({ length: Math.min(features, most.features) }, (_, feature) =>
    Array.from({ length: shown }, (_, step) => x[(row * steps + step) * features + feature] ?? 0),
  );
  return { kind: 'sequence', length, values };
}

function cellsOf({ header, x }: EncodedDataset, columns: readonly EncodedColumn[], row: number): RowContent {
  const width = header.inputShape[0] ?? 0;
  const valueAt = (feature: number) => x[row * width + feature] ?? 0;
  const cells = columns.slice(0, most.cells).map(({ name, features }) => {
    const [first = 0] = features;
    const isNumber = features.length === 1 && (header.features[first] ?? name) === name;
    const level = header.features[features.find((feature) => valueAt(feature) === 1) ?? -1];
    return { column: name, value: isNumber ? short(valueAt(first)) : (level?.slice(name.length + 1) ?? '–') };
  });
  return { kind: 'cells', cells, more: Math.max(0, columns.length - most.cells) };
}

const short = (value: number) => String(Number(value.toPrecision(6)));
