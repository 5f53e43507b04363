// Which classes are taken for which others, and where runs differ in that. Pure.
import type { Confusion } from '#shared/contract/trials.ts';

/** Rows of `actual` that a run takes for `predicted`; null for a run whose data have not both classes. */
export interface ConfusedPair {
  readonly actual: string;
  readonly predicted: string;
  /** In the order of the runs; null where a run has no matrix, or not both classes. */
  readonly counts: readonly (number | null)[];
}

/** Pairs of different classes that some run confuses, those that the runs differ in most first, then the most frequent; at most `top`. */
export function confusedPairs(matrices: readonly (Confusion | null)[], top: number): readonly ConfusedPair[] {
  const names = [...new Set(matrices.flatMap((matrix) => matrix?.classes ?? []))];
  const places = matrices.map((matrix) => new Map(matrix?.classes.map((name, at) => [name, at])));
  const pairs = names.flatMap((actual) =>
    names
      .filter((predicted) => predicted !== actual)
      .map((predicted): ConfusedPair => {
        const counts = matrices.map((matrix, at) => {
          const [row, column] = [places[at]?.get(actual), places[at]?.get(predicted)];
          if (matrix === null || row === undefined || column === undefined) return null;
          return matrix.counts[row * matrix.classes.length + column] ?? null;
        });
        return { actual, predicted, counts };
      }),
  );
  const known = ({ counts }: ConfusedPair) => counts.filter((count) => count !== null);
  const most = (pair: ConfusedPair) => Math.max(0, ...known(pair));
  const spread = (pair: ConfusedPair) => most(pair) - Math.min(...known(pair));
  return pairs
    .filter((pair) => most(pair) > 0)
    .sort((a, b) => spread(b) - spread(a) || most(b) - most(a))
    .slice(0, top);
}

export interface MatrixRow {
  readonly actual: string;
  /** Validation rows of the class. */
  readonly rows: number;
  readonly cells: readonly { readonly predicted: string; readonly count: number; readonly share: number }[];
}

/** `share`: of the rows of that class; 0 where there are none. */
export function matrixRows({ classes, counts }: Confusion): readonly MatrixRow[] {
  return classes.map((actual, at) => {
    const own = counts.slice(at * classes.length, (at + 1) * classes.length);
    const rows = own.reduce((sum, count) => sum + count, 0);
    const cells = own.map((count, k) => ({
      ...{ predicted: classes[k] ?? '', count },
      share: rows === 0 ? 0 : count / rows,
    }));
    return { actual, rows, cells };
  });
}
