// Which rows train, which validate, which are locked. Pure: rows and seeds in, row lists out.
import { AppError } from '#shared/errors.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';

/**
 * How many rows to take from each group so that the total is `total` and every group's share is within one row of
 * proportional: largest remainders (Hamilton's method; ties to the earlier group), within the bounds given. A total outside
 * the bounds' sums is moved to the nearest sum.
 */
export function apportion(
  sizes: readonly number[],
  total: number,
  bounds: (size: number, quota: number) => { low: number; high: number },
): number[] {
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  const shares = sizes.map((size, group) => {
    const quota = rows === 0 ? 0 : (total * size) / rows;
    const { low, high } = bounds(size, quota);
    const taken = Math.min(Math.max(Math.floor(quota), low), high);
    return { group, taken, high, remainder: quota - taken };
  });
  let left = total - shares.reduce((sum, share) => sum + share.taken, 0);
  const byRemainder = [...shares].sort((a, b) => b.remainder - a.remainder || a.group - b.group);
  for (const share of byRemainder) {
    if (left <= 0) break;
    if (share.taken >= share.high) continue;
    share.taken++;
    left--;
  }
  return shares.map((share) => share.taken);
}

export interface DrawOptions {
  /** Share of the rows, in (0, 1). Rounded to whole rows. */
  readonly fraction: number;
  readonly seed: number;
  /** Distinguishes draws of one seed: "test", "validation". */
  readonly purpose: string;
  /** Class per raw row, or null to draw from all rows alike (regression, or stratify: false). */
  readonly classOf: Float64Array | null;
}

/**
 * Draws a part of `rows` at random, each class in proportion. A class of two rows or more has at least one row on either
 * side; a class of one row stays behind. Both lists come back in the order of `rows`.
 */
export function drawPart(rows: Uint32Array, options: DrawOptions): { taken: Uint32Array; left: Uint32Array } {
  const groups = groupRows(rows, options.classOf);
  const counts = apportion(
    groups.map((group) => group.length),
    Math.round(options.fraction * rows.length),
    (size) => ({ low: size >= 2 ? 1 : 0, high: Math.max(size - 1, 0) }),
  );
  return pickFrom(rows, groups, counts, deriveSeed(options.seed, 'split', options.purpose));
}

export interface FoldOptions {
  /** How many parts the rows are dealt into. */
  readonly folds: number;
  /** Which of them validates, from 1. */
  readonly fold: number;
  readonly seed: number;
  /** As for drawPart. */
  readonly classOf: Float64Array | null;
}

/**
 * One fold of k: the rows of every class are shuffled and dealt in turn, the next class where the last one stopped. Each row is in
 * exactly one fold, and sizes differ by at most one row, of a class as in all. Both lists come back in the order of `rows`.
 * @throws AppError invalid when there are fewer rows than folds.
 */
export function drawFold(
  rows: Uint32Array,
  { folds, fold, seed, classOf }: FoldOptions,
): { taken: Uint32Array; left: Uint32Array } {
  if (rows.length < folds) {
    throw new AppError(
      'invalid',
      `${rows.length} rows cannot be dealt into ${folds} folds, one would be empty; ask for fewer folds.`,
      { field: 'data.validation.folds' },
    );
  }
  const chosen = new Uint8Array(rows.reduce((most, row) => Math.max(most, row), -1) + 1);
  let dealt = 0;
  for (const [at, group] of groupRows(rows, classOf).entries()) {
    const shuffled = randomStream(deriveSeed(seed, 'folds', at)).shuffle(group.slice());
    for (const row of shuffled) if (dealt++ % folds === fold - 1) chosen[row] = 1;
  }
  return sidesOf(rows, chosen);
}

export interface ReduceOptions {
  readonly rows: number;
  readonly seed: number;
  readonly classOf: Float64Array | null;
}

/** Keeps so many rows, each class in proportion and with at least one row; nothing changes when there are no more. */
export function reduceRows(rows: Uint32Array, options: ReduceOptions): Uint32Array {
  if (options.rows >= rows.length) return rows;
  const groups = groupRows(rows, options.classOf);
  if (options.rows < groups.length) {
    throw new AppError(
      'invalid',
      `"subset" keeps ${options.rows} training rows, fewer than the ${groups.length} classes; keep more rows or fewer classes.`,
    );
  }
  const sizes = groups.map((group) => group.length);
  const counts = apportion(sizes, options.rows, (size) => ({ low: 1, high: size }));
  for (let over = counts.reduce((sum, count) => sum + count, 0) - options.rows; over > 0; over--) {
    // Rare classes were lifted to one row: the most frequent one gives it up.
    const most = counts.indexOf(Math.max(...counts));
    counts[most] = (counts[most] ?? 0) - 1;
  }
  return pickFrom(rows, groups, counts, deriveSeed(options.seed, 'subset')).taken;
}

/** Rows by class, classes in index order, empty ones left out. */
function groupRows(rows: Uint32Array, classOf: Float64Array | null): Uint32Array[] {
  if (!classOf) return rows.length > 0 ? [rows] : [];
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const at = classOf[row] ?? 0;
    const group = groups.get(at);
    if (group) group.push(row);
    else groups.set(at, [row]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => Uint32Array.from(group));
}

function pickFrom(rows: Uint32Array, groups: readonly Uint32Array[], counts: readonly number[], seed: number) {
  const chosen = new Uint8Array(rows.reduce((most, row) => Math.max(most, row), -1) + 1);
  for (const [at, group] of groups.entries()) {
    const shuffled = randomStream(deriveSeed(seed, at)).shuffle(group.slice());
    for (const row of shuffled.subarray(0, counts[at])) chosen[row] = 1;
  }
  return sidesOf(rows, chosen);
}

function sidesOf(rows: Uint32Array, chosen: Uint8Array) {
  return {
    taken: rows.filter((row) => chosen[row] === 1),
    left: rows.filter((row) => chosen[row] !== 1),
  };
}
