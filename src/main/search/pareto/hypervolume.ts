// How much of the objectives' space a set of results dominates.
import { dominates, type Losses } from './dominance.ts';

/**
 * Volume of what the rows dominate within the box up to `reference` (larger losses than wanted); rows that do not dominate it count
 * nothing. In two objectives a sweep; in more the recursion of While, Bradstreet and Barone 2012 ("A fast way of calculating exact
 * hypervolumes"): exponential in the objectives, fast for the tens of rows of a front.
 */
export function hypervolume(losses: Losses, reference: readonly number[]): number {
  const within = losses.filter((row) => row.every((x, i) => x < (reference[i] ?? 0)));
  return volume(front(within), reference);
}

/** What a row adds to the hypervolume of others. */
export function contribution(row: readonly number[], others: Losses, reference: readonly number[]): number {
  if (!row.every((x, i) => x < (reference[i] ?? 0))) return 0;
  const limited = others.map((other) => other.map((x, i) => Math.max(x, row[i] ?? 0)));
  return boxVolume(row, reference) - hypervolume(limited, reference);
}

/**
 * Indices of `count` rows in the order in which each adds most to those before it: the greedy choice reaches at least 63 % of the best
 * subset's hypervolume (Guerreiro, Fonseca and Paquete 2016). Of equal ones the first.
 */
export function greedySubset(losses: Losses, reference: readonly number[], count: number): number[] {
  const chosen: number[] = [];
  // What a row adds only falls as more are chosen, so an old figure is a bound and most rows are never looked at again.
  const bounds = losses.map((row, i) => ({ i, gain: contribution(row, [], reference) }));
  while (chosen.length < Math.min(count, losses.length)) {
    const taken = chosen.map((i) => losses[i] ?? []);
    let best: { i: number; gain: number } | null = null;
    for (const bound of bounds.toSorted((a, b) => b.gain - a.gain || a.i - b.i)) {
      if (chosen.includes(bound.i)) continue;
      if (best !== null && bound.gain < best.gain) break;
      bound.gain = contribution(losses[bound.i] ?? [], taken, reference);
      if (best === null || bound.gain > best.gain || (bound.gain === best.gain && bound.i < best.i)) best = bound;
    }
    if (best === null) break;
    chosen.push(best.i);
  }
  return chosen;
}

/** A box that holds all rows, a tenth of their spread beyond the worst of them; 1 where there is no spread. */
export function referencePoint(losses: Losses): number[] {
  const [first = []] = losses;
  return first.map((_, j) => {
    const column = losses.map((row) => row[j] ?? 0);
    const worst = column.reduce((a, b) => Math.max(a, b));
    const spread = worst - column.reduce((a, b) => Math.min(a, b));
    return worst + (spread > 0 ? 0.1 * spread : 1);
  });
}

function front(losses: Losses): Losses {
  const kept: (readonly number[])[] = [];
  for (const row of losses.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))) {
    if (kept.some((other) => dominates(other, row) || equal(other, row))) continue;
    kept.push(row);
  }
  return kept.filter((row) => !kept.some((other) => dominates(other, row)));
}

const equal = (a: readonly number[], b: readonly number[]) => a.every((x, i) => x === b[i]);

function boxVolume(row: readonly number[], reference: readonly number[]): number {
  return row.reduce((product, x, i) => product * ((reference[i] ?? 0) - x), 1);
}

/** Of a front within the reference box, sorted by the first objective. */
function volume(rows: Losses, reference: readonly number[]): number {
  if (rows.length === 0) return 0;
  if (reference.length === 1) return (reference[0] ?? 0) - (rows[0]?.[0] ?? 0);
  if (reference.length === 2) return area(rows, reference);
  let sum = 0;
  for (const [i, row] of rows.entries()) {
    const rest = rows.slice(i + 1).map((other) => other.map((x, j) => Math.max(x, row[j] ?? 0)));
    sum += boxVolume(row, reference) - volume(front(rest), reference);
  }
  return sum;
}

function area(rows: Losses, [right = 0, top = 0]: readonly number[]): number {
  let sum = 0;
  let ceiling = top;
  for (const [x = 0, y = 0] of rows) {
    sum += (right - x) * Math.max(0, ceiling - y);
    ceiling = Math.min(ceiling, y);
  }
  return sum;
}
