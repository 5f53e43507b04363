// From raw columns or images and the parts to the arrays that train: one-hot categories, filled gaps, only the rows in use.
import { AppError } from '#shared/errors.ts';
import type { DatasetHeader, EncodedDataset } from './dataset.ts';
import { encodeTable } from './encode-table.ts';
import type { Parts } from './parts.ts';
import type { Pause } from './pause.ts';
import type { RawData } from './raw.ts';
import { inputStatistics } from './statistics.ts';
import type { Target } from './target.ts';

export interface Encoded {
  readonly dataset: EncodedDataset;
  readonly notes: readonly string[];
}

/** Everything fitted (categories, fill values, statistics) is fitted on the training rows only. */
export async function encode(
  raw: RawData,
  target: Target,
  parts: Parts,
  fingerprint: string,
  pause: Pause,
): Promise<Encoded> {
  const used = new Uint32Array(parts.train.length + parts.validation.length + parts.test.length);
  used.set(parts.train);
  used.set(parts.validation, parts.train.length);
  used.set(parts.test, parts.train.length + parts.validation.length);
  used.sort();
  const place = new Uint32Array(raw.rows);
  const y = new Float32Array(used.length);
  for (const [at, row] of used.entries()) {
    place[row] = at;
    y[at] = target.y[row] ?? Number.NaN;
  }
  const moved = (rows: Uint32Array) => rows.map((row) => place[row] ?? 0);
  const train = moved(parts.train);
  await pause();

  const inputs = raw.images
    ? await encodeImages(raw.images, used, pause)
    : await encodeTable(raw, used, parts.train, pause);
  const valuesPerRow = inputs.inputShape.reduce((product, side) => product * side, 1);
  const channels = inputs.inputShape.at(-1) ?? 1;
  const statistics = await inputStatistics(inputs.x, train, valuesPerRow, channels, pause);
  const label = target.classes ? { mean: 0, sd: 1 } : labelStatistics(train, y, raw.label);
  const trainClassCounts = (target.classes ?? []).map(() => 0);
  if (target.classes) {
    for (const row of train) {
      const at = y[row] ?? 0;
      trainClassCounts[at] = (trainClassCounts[at] ?? 0) + 1;
    }
  }
  const constant = inputs.features.filter((_, at) => statistics.min[at] === statistics.max[at]);
  const header: DatasetHeader = {
    version: 1,
    fingerprint,
    task: target.task,
    kind: raw.images ? 'image' : 'table',
    rows: used.length,
    inputShape: inputs.inputShape,
    features: inputs.features,
    xType: inputs.x instanceof Uint8Array ? 'uint8' : 'float32',
    vocabulary: null,
    classes: target.classes,
    trainClassCounts,
    label: raw.label,
    labelMean: label.mean,
    labelSd: label.sd,
    statistics,
    trainRows: train.length,
    validationRows: parts.validation.length,
    testRows: parts.test.length,
  };
  const dataset: EncodedDataset = {
    header,
    x: inputs.x,
    y,
    lengths: null,
    train,
    validation: moved(parts.validation),
    test: moved(parts.test),
  };
  const notes = constant.map((name) => `Column "${name}" has one value only in the training rows and teaches nothing.`);
  return { dataset, notes: [...inputs.notes, ...notes] };
}

async function encodeImages(images: NonNullable<RawData['images']>, used: Uint32Array, pause: Pause) {
  const size = images.shape[0] * images.shape[1] * images.shape[2];
  const x = new Uint8Array(used.length * size);
  for (const [at, row] of used.entries()) {
    x.set(images.pixels.subarray(row * size, (row + 1) * size), at * size);
    if ((at & 255) === 0) await pause();
  }
  return { x, inputShape: [...images.shape], features: [], notes: [] };
}

function labelStatistics(train: Uint32Array, y: Float32Array, name: string): { mean: number; sd: number } {
  const mean = train.reduce((sum, row) => sum + (y[row] ?? 0), 0) / train.length;
  const variance = train.reduce((sum, row) => sum + ((y[row] ?? 0) - mean) ** 2, 0) / train.length;
  if (train.every((row) => y[row] === y[train[0] ?? 0])) {
    throw new AppError('invalid', `The label "${name}" has the same value in all ${train.length} training rows.`);
  }
  return { mean, sd: Math.sqrt(variance) };
}
