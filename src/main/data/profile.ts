// What a data set looks like, for people: columns, types, missing values, classes, and every sentence worth telling.
import type { ColumnProfile, DataProfile } from '#shared/contract/datasets.ts';
import type { EncodedDataset } from './dataset.ts';
import type { Pause } from './pause.ts';
import { type Column, isMissing, type RawData } from './raw.ts';

const mostTop = 20;

/** Column statistics are over all rows of the source; classes are counted in the training and validation parts. */
export async function profileOf(
  raw: RawData,
  { header, y, train, validation }: EncodedDataset,
  source: string,
  notes: readonly string[],
  pause: Pause,
): Promise<DataProfile> {
  const columns: ColumnProfile[] = [];
  if (raw.images) columns.push(imageProfile(raw.rows, header.statistics));
  for (const column of raw.columns) columns.push(await columnProfile(column, raw.rows, pause));
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
  return {
    source,
    task: header.task,
    rows: raw.rows,
    trainRows: header.trainRows,
    validationRows: header.validationRows,
    testRows: header.testRows,
    inputShape: [...header.inputShape],
    label: header.label,
    columns,
    classes: (header.classes ?? []).map((name, at) => ({
      name,
      train: inTrain[at] ?? 0,
      validation: inValidation[at] ?? 0,
    })),
    fingerprint: header.fingerprint,
    notes: [...notes],
  };
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
  if (column.kind !== 'number') for (const [key] of ranked) names.set(key, column.levels[key] ?? '');
  const top = ranked.map(([key, count]) => ({ value: names.get(key) ?? String(key), count }));
  const common = { name: column.name, type: column.kind, missing, distinct: counts.size, top };
  if (column.kind !== 'number' || counts.size === 0) return { ...common, mean: null, sd: null, min: null, max: null };
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
  return { ...common, mean, sd: Math.sqrt(squares / (rows - missing)), min, max };
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
