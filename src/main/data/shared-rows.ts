// Validation rows whose inputs a training row has too, bit for bit: to be told of, or left out.
import { crc32 } from 'node:zlib';
import { AppError } from '#shared/errors.ts';
import type { EncodedDataset } from './dataset.ts';
import type { Parts } from './parts.ts';
import type { Pause } from './pause.ts';

/** Stored rows with the same inputs. */
export interface SharedRow {
  readonly validation: number;
  /** One with the same label where there is one. */
  readonly train: number;
  readonly sameLabel: boolean;
}

/**
 * Each shared validation row once, in the order of the validation part, and how many training rows were looked at: all, unless `late` says
 * that time is up.
 */
export async function sharedRows(
  dataset: EncodedDataset,
  pause: Pause,
  late: () => boolean = () => false,
): Promise<{ readonly shared: readonly SharedRow[]; readonly looked: number }> {
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
  const found = new Map<number, SharedRow>();
  let looked = 0;
  for (const row of train) {
    const bytes = bytesOf(row);
    for (const other of held.get(crc32(bytes)) ?? []) {
      if (found.get(other)?.sameLabel === true || Buffer.compare(bytes, bytesOf(other)) !== 0) continue;
      const same = sameLabel(row, other);
      if (same || !found.has(other)) found.set(other, { validation: other, train: row, sameLabel: same });
    }
    looked++;
    if ((looked & 255) === 0) {
      await pause();
      if (late()) break;
    }
  }
  const shared = Array.from(validation, (row) => found.get(row)).filter((row) => row !== undefined);
  return { shared, looked };
}

/**
 * The parts without the validation rows that the training part has too; null where there are none. `dataset` is made of `parts`.
 * @throws AppError invalid when no validation row would be left.
 */
export async function withoutShared(parts: Parts, dataset: EncodedDataset, pause: Pause): Promise<Parts | null> {
  const { shared } = await sharedRows(dataset, pause);
  if (shared.length === 0) return null;
  const all = parts.validation.length;
  if (shared.length === all) {
    throw new AppError(
      'invalid',
      `All ${all} validation rows are training rows too, and "dropDuplicates" leaves none; split by a column that keeps copies together.`,
      { field: 'data.dropDuplicates' },
    );
  }
  const copies = new Set(shared.map(({ validation }) => validation));
  return {
    ...parts,
    validation: parts.validation.filter((_, at) => !copies.has(dataset.validation[at] ?? -1)),
    notes: [...parts.notes, `${shared.length} of ${all} validation rows are training rows too and are left out.`],
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
