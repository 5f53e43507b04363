// Which training rows an epoch draws, in which order. Depends on nothing but the trial's seed, the epoch and the settings, so a
// resumed trial draws the same.
import type { EncodedDataset } from '#main/data/dataset.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';

export interface Balance {
  /** 0: every row once; 1: every class as often as the largest; between: geometrically between the two. */
  readonly oversample: number;
  /** The classes of every batch differ by at most one row. Goes before `oversample`. */
  readonly balancedBatches: boolean;
  /** Exponent on the inverse frequency of a class in the loss. */
  readonly classWeights: number;
}

export const naturalBalance: Balance = { oversample: 0, balancedBatches: false, classWeights: 0 };

/** The rows of an epoch, counted from 1. */
export type EpochOrder = (epoch: number) => Uint32Array;

export function epochOrder(
  { header, y, train }: EncodedDataset,
  { oversample, balancedBatches }: Balance,
  seed: number,
  batchSize: number,
): EpochOrder {
  const isClassified = header.task === 'classification';
  if (isClassified && balancedBatches) return balancedOrder(rowsByClass(train, y), train.length, seed, batchSize);
  if (isClassified && oversample > 0) return oversampledOrder(rowsByClass(train, y), oversample, seed);
  return (epoch) => shuffled(train.slice(), seed, 'shuffle', epoch);
}

/** Weight of each class in the loss: (N / (K · n))^exponent, scaled to a mean of 1 over the training rows; 1 without training rows. */
export function classWeights({ header, y, train }: EncodedDataset, exponent: number): Float64Array | null {
  if (header.task !== 'classification' || exponent === 0) return null;
  const groups = rowsByClass(train, y);
  const raw = new Float64Array(header.classes?.length ?? 0).fill(1);
  for (const { label, rows } of groups) raw[label] = (train.length / (groups.length * rows.length)) ** exponent;
  const mean = groups.reduce((sum, { label, rows }) => sum + rows.length * (raw[label] ?? 1), 0) / train.length;
  return raw.map((weight) => weight / mean);
}

/** The most classes whose share of an epoch is reported. */
const mostReportedClasses = 100;

/** Share of the epoch's rows per class or label, by metric name: "classMix[cat]". Empty for regression and very many classes. */
export function classMix({ header, y }: EncodedDataset, order: Uint32Array): Record<string, number> {
  const { classes, task } = header;
  if (classes === null || classes.length > mostReportedClasses) return {};
  const counts = new Float64Array(classes.length);
  for (const row of order) {
    if (task === 'multilabel') {
      for (let k = 0; k < classes.length; k++) counts[k] = (counts[k] ?? 0) + (y[row * classes.length + k] ?? 0);
    } else {
      const label = y[row] ?? 0;
      counts[label] = (counts[label] ?? 0) + 1;
    }
  }
  return Object.fromEntries(classes.map((name, k) => [`classMix[${name}]`, (counts[k] ?? 0) / order.length]));
}

interface ClassRows {
  readonly label: number;
  readonly rows: Uint32Array;
}

/** Classes that training has, by their index. */
function rowsByClass(train: Uint32Array, y: Float32Array): ClassRows[] {
  const groups = new Map<number, number[]>();
  for (const row of train) {
    const label = y[row] ?? 0;
    const group = groups.get(label);
    if (group === undefined) groups.set(label, [row]);
    else group.push(row);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([label, rows]) => ({ label, rows: Uint32Array.from(rows) }));
}

function shuffled(rows: Uint32Array, seed: number, ...purpose: (string | number)[]): Uint32Array {
  return randomStream(deriveSeed(seed, ...purpose)).shuffle(rows);
}

/** Every row of a class equally often, up to one: which rows come once more changes from epoch to epoch. */
function oversampledOrder(groups: readonly ClassRows[], share: number, seed: number): EpochOrder {
  const largest = Math.max(...groups.map(({ rows }) => rows.length));
  const wanted = groups.map(({ rows }) => Math.round(rows.length * (largest / rows.length) ** share));
  const total = wanted.reduce((sum, count) => sum + count, 0);
  return (epoch) => {
    const order = new Uint32Array(total);
    let at = 0;
    groups.forEach(({ label, rows }, index) => {
      const end = at + (wanted[index] ?? 0);
      const once = shuffled(rows.slice(), seed, 'oversample', epoch, label);
      while (at < end) {
        const part = once.subarray(0, end - at);
        order.set(part, at);
        at += part.length;
      }
    });
    return shuffled(order, seed, 'shuffle', epoch);
  };
}

/**
 * As many rows as there are for training, every class in equal parts. A rare class comes several times; a frequent one in part, and
 * the next epochs go on about where the last one ended (a batch that the classes do not divide gives some of them a row more), so
 * that over the epochs its rows are seen nearly equally often.
 */
function balancedOrder(groups: readonly ClassRows[], total: number, seed: number, batchSize: number): EpochOrder {
  const perEpoch = Math.ceil(total / groups.length);
  return (epoch) => {
    const random = randomStream(deriveSeed(seed, 'balanced', epoch));
    const streams = groups.map(({ label, rows }) => classStream(rows, label, seed, (epoch - 1) * perEpoch));
    const order = new Uint32Array(total);
    const turns: number[] = [];
    for (let at = 0; at < total; at++) {
      // Whole rounds over the classes, begun anew with every batch.
      if (at % batchSize === 0) turns.length = 0;
      if (turns.length === 0) turns.push(...random.shuffle(groups.map((_, index) => index)));
      order[at] = streams[turns.pop() ?? 0]?.() ?? 0;
    }
    return order;
  };
}

/** Rows of one class without end: one shuffled round after the other, from a position on. */
function classStream(rows: Uint32Array, label: number, seed: number, start: number): () => number {
  let position = start;
  let round = -1;
  let current = rows;
  return () => {
    const wanted = Math.floor(position / rows.length);
    if (wanted !== round) {
      round = wanted;
      current = shuffled(rows.slice(), seed, 'class round', label, round);
    }
    return current[position++ % rows.length] ?? 0;
  };
}
