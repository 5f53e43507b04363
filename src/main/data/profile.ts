// What a data set looks like, for people: columns, types, missing values, classes, and every sentence worth telling.
import type { ColumnProfile, DataProfile } from '#shared/contract/datasets.ts';
import type { EncodedDataset } from './dataset.ts';
import type { Pause } from './pause.ts';
import { lengthsProfile, vocabularyProfile } from './profile-rows.ts';
import { type Column, isMissing, type RawArray, type RawData } from './raw.ts';
import { cutText } from './readers/preview.ts';

const mostTop = 20;
/** Features of an array that are told of one by one. */
const mostColumns = 60;
const binCount = 16;

/** What a source says of its columns, over all its rows, however they are split; images have none. */
export async function columnProfiles(raw: RawData, pause: Pause): Promise<ColumnProfile[]> {
  const columns: ColumnProfile[] = [];
  if (raw.array && raw.array.kind !== 'image') columns.push(...(await featureProfiles(raw.array, pause)));
  for (const column of raw.columns) columns.push(await columnProfile(column, raw.rows, pause));
  return columns;
}

export interface ProfileTexts {
  readonly source: string;
  readonly notes: readonly string[];
}

/** @param columns as columnProfiles gives them. Classes are counted in the training and validation parts. */
export async function profileOf(
  raw: RawData,
  dataset: EncodedDataset,
  columns: readonly ColumnProfile[],
  { source, notes }: ProfileTexts,
  pause: Pause,
): Promise<DataProfile> {
  const { header, y, train, validation, test } = dataset;
  const count = (rows: Uint32Array) => {
    const counts = (header.classes ?? []).map(() => 0);
    for (const row of rows) {
      if (header.task === 'multilabel') {
        for (const [k, n] of counts.entries()) counts[k] = n + (y[row * counts.length + k] ?? 0);
      } else counts[y[row] ?? 0] = (counts[y[row] ?? 0] ?? 0) + 1;
    }
    return counts;
  };
  const inTrain = header.classes ? count(train) : [];
  const inValidation = header.classes ? count(validation) : [];
  const inTest = header.classes ? count(test) : [];
  return {
    source,
    task: header.task,
    kind: header.kind,
    rows: raw.rows,
    trainRows: header.trainRows,
    validationRows: header.validationRows,
    testRows: header.testRows,
    inputShape: [...header.inputShape],
    label: header.label,
    columns: [...(raw.array?.kind === 'image' ? [imageProfile(raw.rows, header.statistics)] : []), ...columns],
    classes: (header.classes ?? []).map((name, at) => ({
      name,
      train: inTrain[at] ?? 0,
      validation: inValidation[at] ?? 0,
      test: inTest[at] ?? 0,
    })),
    lengths: lengthsProfile(dataset),
    vocabulary: await vocabularyProfile(dataset, pause),
    fingerprint: header.fingerprint,
    notes: [...notes],
  };
}

/** The leading features of an array, over all rows and, of sequences, all steps before the padding. */
async function featureProfiles({ values, shape, lengths }: RawArray, pause: Pause): Promise<ColumnProfile[]> {
  const features = shape.at(-1) ?? 1;
  const steps = shape.length > 1 ? (shape[0] ?? 1) : 1;
  const rows = values.length / (steps * features);
  const profiles: ColumnProfile[] = [];
  for (let k = 0; k < Math.min(features, mostColumns); k++) {
    const moments = {
      count: 0,
      missing: 0,
      mean: 0,
      squares: 0,
      min: Number.POSITIVE_INFINITY,
      max: Number.NEGATIVE_INFINITY,
    };
    for (let row = 0; row < rows; row++) {
      const start = row * steps * features + k;
      const end = lengths?.[row] ?? steps;
      for (let step = 0; step < end; step++) take(moments, values[start + step * features] ?? Number.NaN);
      if ((row & 255) === 0) await pause();
    }
    const { count, missing, mean, squares, min, max } = moments;
    const numbers = count === 0 ? noNumbers : { mean, sd: Math.sqrt(squares / count), min, max };
    const bins = count === 0 ? undefined : new Array<number>(binCount).fill(0);
    for (let row = 0; bins && row < rows; row++) {
      const start = row * steps * features + k;
      const end = lengths?.[row] ?? steps;
      for (let step = 0; step < end; step++) putInBin(bins, values[start + step * features] ?? Number.NaN, min, max, 1);
      if ((row & 255) === 0) await pause();
    }
    profiles.push({
      name: `x[${k}]`,
      type: 'number',
      missing,
      distinct: null,
      ...numbers,
      top: [],
      ...(bins && { bins }),
    });
  }
  return profiles;
}

const noNumbers = { mean: null, sd: null, min: null, max: null } as const;

/** Welford 1962: mean and sum of squared deviations in one pass. */
function take(
  moments: { count: number; missing: number; mean: number; squares: number; min: number; max: number },
  value: number,
): void {
  if (!Number.isFinite(value)) {
    moments.missing++;
    return;
  }
  moments.count++;
  const before = value - moments.mean;
  moments.mean += before / moments.count;
  moments.squares += before * (value - moments.mean);
  moments.min = Math.min(moments.min, value);
  moments.max = Math.max(moments.max, value);
}

function imageProfile(rows: number, { mean, sd, min, max }: EncodedDataset['header']['statistics']): ColumnProfile {
  const grey = mean.length === 1;
  return {
    name: 'image',
    type: 'image',
    missing: 0,
    distinct: rows,
    mean: grey ? (mean[0] ?? null) : null,
    sd: grey ? (sd[0] ?? null) : null,
    min: Math.min(...min),
    max: Math.max(...max),
    top: [],
  };
}

async function columnProfile(column: Column, rows: number, pause: Pause): Promise<ColumnProfile> {
  const counts = new Map<number, number>();
  const keys = column.kind === 'number' ? column.values : column.codes;
  let missing = 0;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    if ((row & 4095) === 0) await pause();
    const key = keys[row] ?? Number.NaN;
    if (isMissing(column, row)) {
      missing++;
      continue;
    }
    counts.set(key, (counts.get(key) ?? 0) + 1);
    sum += key;
  }
  const ranked = await mostFrequent(counts, pause);
  const names = new Map<number, string>();
  if (column.kind !== 'number') for (const [key] of ranked) names.set(key, cutText(column.levels[key] ?? ''));
  const top = ranked.map(([key, count]) => ({ value: names.get(key) ?? String(key), count }));
  const common = { name: column.name, type: column.kind, missing, distinct: counts.size, top };
  if (column.kind !== 'number' || counts.size === 0) return { ...common, ...noNumbers };
  const mean = sum / (rows - missing);
  let squares = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let seen = 0;
  for (const [value, count] of counts) {
    if ((++seen & 4095) === 0) await pause();
    squares += count * (value - mean) ** 2;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const bins = new Array<number>(binCount).fill(0);
  for (const [value, count] of counts) {
    if ((++seen & 4095) === 0) await pause();
    putInBin(bins, value, min, max, count);
  }
  return { ...common, mean, sd: Math.sqrt(squares / (rows - missing)), min, max, bins };
}

/** What is not finite is in no bin; where all values are one, it is the first. */
function putInBin(bins: number[], value: number, min: number, max: number, count: number): void {
  if (!Number.isFinite(value)) return;
  // Halves first: the difference of two large doubles may be infinite.
  const place = max > min ? (value / 2 - min / 2) / (max / 2 - min / 2) : 0;
  const bin = Math.min(bins.length - 1, Math.floor(place * bins.length));
  bins[bin] = (bins[bin] ?? 0) + count;
}

/** The 20 keys with the highest counts, equal counts by key; sorting a million different values would take a second. */
async function mostFrequent(counts: ReadonlyMap<number, number>, pause: Pause): Promise<[number, number][]> {
  const top: [number, number][] = [];
  let seen = 0;
  for (const [key, count] of counts) {
    if ((++seen & 4095) === 0) await pause();
    const last = top.at(-1);
    const before = ([otherKey, otherCount]: [number, number]) =>
      count > otherCount || (count === otherCount && key < otherKey);
    if (top.length === mostTop && last && !before(last)) continue;
    const at = top.findIndex(before);
    top.splice(at < 0 ? top.length : at, 0, [key, count]);
    if (top.length > mostTop) top.pop();
  }
  return top;
}
