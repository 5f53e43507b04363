// One-dimensional Parzen estimates on a grid of cells, from the counts of each cell. A prior kernel weighs as much as one trial.
import { normalCdf } from '#shared/num/normal-distribution.ts';

/**
 * Mass of each cell: normal kernels on the occupied cells, cut to the grid, with the bandwidth of Scott 1992,
 * 1.059·min(IQR/1.34, σ)·n^−0.2, of at least 0.5/1.64 cells (so that 90 % of a kernel lie in its cell); the prior kernel has its
 * centre in the middle and σ = the number of cells. Zero counts only: the prior alone.
 */
export function numericMasses(counts: Float64Array): Float64Array {
  const cells = counts.length;
  const masses = new Float64Array(cells);
  const total = counts.reduce((sum, count) => sum + count, 0);
  addKernel(masses, (cells - 1) / 2, cells, 1 / (total + 1));
  const sigma = bandwidth(counts, total);
  counts.forEach((count, cell) => {
    if (count > 0) addKernel(masses, cell, sigma, count / (total + 1));
  });
  return masses;
}

/** Mass of each choice: kernels (1[x = c] + 1/K) / (1 + C/K) on the K − 1 chosen ones, and a uniform prior kernel. */
export function categoricalMasses(counts: Float64Array): Float64Array {
  const choices = counts.length;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const kernels = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 1);
  const every = total / (kernels + choices) + 1 / choices;
  return counts.map((count) => (every + (count * kernels) / (kernels + choices)) / (total + 1));
}

function bandwidth(counts: Float64Array, total: number): number {
  let mean = 0;
  counts.forEach((count, cell) => {
    mean += (count * cell) / total;
  });
  let squares = 0;
  counts.forEach((count, cell) => {
    squares += count * (cell - mean) ** 2;
  });
  const deviation = Math.sqrt(squares / Math.max(1, total - 1));
  const lower = cellAt(counts, (sum) => sum >= Math.floor(total / 4));
  const upper = cellAt(counts, (sum) => sum > Math.floor((total * 3) / 4));
  return Math.max(0.5 / 1.64, 1.059 * Math.min((upper - lower) / 1.34, deviation) * total ** -0.2);
}

/** The first occupied cell up to which the counts sum to enough; the last occupied one when they never do. */
function cellAt(counts: Float64Array, enough: (sum: number) => boolean): number {
  let sum = 0;
  let last = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell] ?? 0;
    if (count === 0) continue;
    sum += count;
    last = cell;
    if (enough(sum)) return cell;
  }
  return last;
}

function addKernel(masses: Float64Array, centre: number, sigma: number, weight: number): void {
  const at = (edge: number) => normalCdf((edge - centre) / sigma);
  const inside = at(masses.length - 0.5) - at(-0.5);
  let below = at(-0.5);
  for (let cell = 0; cell < masses.length; cell++) {
    const above = at(cell + 0.5);
    masses[cell] = (masses[cell] ?? 0) + (weight * (above - below)) / inside;
    below = above;
  }
}
