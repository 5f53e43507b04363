// From raw columns or arrays and the parts to the arrays that train: one-hot categories, filled gaps, only the rows in use.
import { AppError } from '#shared/errors.ts';
import type { DatasetHeader, EncodedDataset } from './dataset.ts';
import { encodeArray } from './encode-array.ts';
import { encodeTable } from './encode-table.ts';
import { encodeText } from './encode-text.ts';
import type { Parts } from './parts.ts';
import type { Pause } from './pause.ts';
import { origins, type RawData } from './raw.ts';
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
  const perRow = target.has === null ? 1 : (target.classes?.length ?? 0);
  const y = new Float32Array(used.length * perRow);
  for (const [at, row] of used.entries()) {
    place[row] = at;
    if (target.has === null) y[at] = target.y[row] ?? Number.NaN;
    else y.set(target.has.subarray(row * perRow, (row + 1) * perRow), at * perRow);
    if ((at & 4095) === 0) await pause();
  }
  const moved = (rows: Uint32Array) => rows.map((row) => place[row] ?? 0);
  const train = moved(parts.train);
  await pause();

  const inputs = await encodeInputs(raw, used, parts.train, pause);
  const statistics =
    raw.text === null ? await statisticsOf(inputs, train, pause) : { mean: [], sd: [], min: [], max: [] };
  const label = target.classes ? { mean: 0, sd: 1 } : labelStatistics(train, y, raw.label);
  const trainClassCounts = classCounts(train, y, target);
  const constant = inputs.features.filter((_, at) => statistics.min[at] === statistics.max[at]);
  const header: DatasetHeader = {
    version: 1,
    fingerprint,
    task: target.task,
    kind: raw.array?.kind ?? (raw.text !== null ? 'text' : 'table'),
    rows: used.length,
    inputShape: inputs.inputShape,
    features: inputs.features,
    xType: typeOf(inputs.x),
    vocabulary: inputs.vocabulary,
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
    lengths: inputs.lengths,
    train,
    validation: moved(parts.validation),
    test: moved(parts.test),
    sourceRows: placesInSource(raw.origin, used),
  };
  const notes = constant.map((name) => `Column "${name}" has one value only in the training rows and teaches nothing.`);
  return { dataset, notes: [...inputs.notes, ...notes] };
}

/** Place of each used row among the rows of its own file. */
function placesInSource(origin: Uint8Array, used: Uint32Array): Uint32Array {
  const places = new Uint32Array(used.length);
  const counted = new Uint32Array(Object.keys(origins).length);
  let at = 0;
  for (let row = 0; row < origin.length && at < used.length; row++) {
    const file = origin[row] ?? origins.main;
    const place = counted[file] ?? 0;
    counted[file] = place + 1;
    if (used[at] === row) places[at++] = place;
  }
  return places;
}

interface Inputs {
  readonly x: EncodedDataset['x'];
  readonly lengths: Uint32Array | null;
  readonly vocabulary: readonly string[] | null;
  readonly inputShape: readonly number[];
  readonly features: readonly string[];
  readonly notes: readonly string[];
}

async function encodeInputs(raw: RawData, used: Uint32Array, train: Uint32Array, pause: Pause): Promise<Inputs> {
  if (raw.text !== null) return encodeText(raw, used, train, pause);
  if (raw.array !== null) return { ...(await encodeArray(raw.array, used, train, pause)), vocabulary: null };
  return { ...(await encodeTable(raw, used, train, pause)), lengths: null, vocabulary: null };
}

function typeOf(x: EncodedDataset['x']): DatasetHeader['xType'] {
  if (x instanceof Uint8Array) return 'uint8';
  if (x instanceof Uint16Array) return 'uint16';
  return x instanceof Int32Array ? 'int32' : 'float32';
}

function statisticsOf({ x, lengths, inputShape }: Inputs, train: Uint32Array, pause: Pause) {
  if (x instanceof Uint16Array || x instanceof Int32Array) throw new AppError('internal', 'Tokens have no statistics.');
  const valuesPerRow = inputShape.reduce((product, side) => product * side, 1);
  return inputStatistics(x, train, valuesPerRow, inputShape.at(-1) ?? 1, pause, lengths);
}

/** Rows per class, or per label; empty for regression. */
function classCounts(train: Uint32Array, y: Float32Array, { classes, has }: Target): number[] {
  const counts = (classes ?? []).map(() => 0);
  for (const row of classes ? train : []) {
    if (has === null) counts[y[row] ?? 0] = (counts[y[row] ?? 0] ?? 0) + 1;
    else for (const [k, count] of counts.entries()) counts[k] = count + (y[row * counts.length + k] ?? 0);
  }
  return counts;
}

function labelStatistics(train: Uint32Array, y: Float32Array, name: string): { mean: number; sd: number } {
  const mean = train.reduce((sum, row) => sum + (y[row] ?? 0), 0) / train.length;
  const variance = train.reduce((sum, row) => sum + ((y[row] ?? 0) - mean) ** 2, 0) / train.length;
  if (train.every((row) => y[row] === y[train[0] ?? 0])) {
    throw new AppError('invalid', `The label "${name}" has the same value in all ${train.length} training rows.`);
  }
  return { mean, sd: Math.sqrt(variance) };
}
