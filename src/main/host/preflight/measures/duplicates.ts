// Finds validation rows whose inputs a training row has too, bit for bit.
import { crc32 } from 'node:zlib';
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { DuplicatesMeasure } from '#main/preflight/index.ts';
import type { DataProfile } from '#shared/contract/datasets.ts';
import { cellReader, columnsOf } from './columns-of.ts';
import type { Limits } from './limits.ts';

/** Rows from which a table's different values are counted. */
const countedRows = 2000;
/** More than any study has rows. */
const plenty = 1e9;

export async function measureDuplicates(
  dataset: EncodedDataset,
  profile: DataProfile,
  { pause, late }: Limits,
): Promise<DuplicatesMeasure> {
  const { train, validation } = dataset;
  const bytesOf = rowBytes(dataset);
  const sameLabel = labelsOf(dataset);
  const held = new Map<number, number[]>();
  for (const [at, row] of validation.entries()) {
    const key = crc32(bytesOf(row));
    const rows = held.get(key);
    if (rows) rows.push(row);
    else held.set(key, [row]);
    if ((at & 255) === 0) await pause();
  }
  /** Row → whether a training row with the same label was met. */
  const shared = new Map<number, boolean>();
  let looked = 0;
  for (const row of train) {
    const bytes = bytesOf(row);
    for (const other of held.get(crc32(bytes)) ?? []) {
      if (shared.get(other) === true || Buffer.compare(bytes, bytesOf(other)) !== 0) continue;
      shared.set(other, sameLabel(row, other));
    }
    looked++;
    if ((looked & 255) === 0) {
      await pause();
      if (late()) break;
    }
  }
  return {
    ...{ validationRows: validation.length, trainRows: train.length, looked, shared: shared.size },
    sameLabel: [...shared.values()].filter(Boolean).length,
    combinations: combinationsOf(dataset, profile),
  };
}

/** The inputs of a row as they are stored. */
export function rowBytes({ x, header }: EncodedDataset): (row: number) => Uint8Array {
  const width = x.BYTES_PER_ELEMENT * header.inputShape.reduce((product, side) => product * side, 1);
  const all = new Uint8Array(x.buffer, x.byteOffset, x.byteLength);
  return (row) => all.subarray(row * width, (row + 1) * width);
}

function labelsOf({ y, header }: EncodedDataset): (a: number, b: number) => boolean {
  const width = header.task === 'multilabel' ? (header.classes?.length ?? 1) : 1;
  return (a, b) => {
    for (let k = 0; k < width; k++) if (y[a * width + k] !== y[b * width + k]) return false;
    return true;
  };
}

/** Different rows that the values of a table's columns can make; null: more than any study has. */
export function combinationsOf(
  { header, x, train }: EncodedDataset,
  profile: Pick<DataProfile, 'columns'>,
): number | null {
  const columns = columnsOf(header, profile);
  if (columns.length === 0) return null;
  const rows = train.subarray(0, countedRows);
  let product = 1;
  for (const column of columns) {
    product *= new Set(Array.from(rows, cellReader(x, header.inputShape[0] ?? 0, column))).size;
    if (product > plenty) return null;
  }
  return product;
}
