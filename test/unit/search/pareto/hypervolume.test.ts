import { describe, expect, it } from 'vitest';
import { dominates, paretoRanks } from '#main/search/pareto/dominance.ts';
import { contribution, greedySubset, hypervolume, referencePoint } from '#main/search/pareto/hypervolume.ts';
import { randomStream } from '#shared/num/random.ts';

/** Rows on a coarse grid, so that there are ties and equal rows. */
function rowsOf(count: number, objectives: number, seed: number, cells = 6): number[][] {
  const random = randomStream(seed);
  return Array.from({ length: count }, () => Array.from({ length: objectives }, () => random.int(0, cells - 1)));
}

/** Cells of the grid that a row dominates, counted one by one. */
function counted(rows: readonly (readonly number[])[], objectives: number, side: number): number {
  let cells = 0;
  for (let code = 0; code < side ** objectives; code++) {
    const corner = Array.from({ length: objectives }, (_, j) => Math.floor(code / side ** j) % side);
    if (rows.some((row) => row.every((x, j) => x <= (corner[j] ?? 0)))) cells++;
  }
  return cells;
}

/** Peels fronts off by definition. */
function ranksByDefinition(rows: readonly (readonly number[])[]): number[] {
  const ranks = rows.map(() => -1);
  for (let front = 0; ranks.includes(-1); front++) {
    const left = rows.flatMap((_, i) => (ranks[i] === -1 ? [i] : []));
    for (const i of left) if (!left.some((j) => dominates(rows[j] ?? [], rows[i] ?? []))) ranks[i] = front;
  }
  return ranks;
}

describe('fronts', () => {
  it.each([1, 2, 3, 4])('are those of the definition, with %d objectives', (objectives) => {
    for (let seed = 0; seed < 20; seed++) {
      const rows = rowsOf(40, objectives, seed);
      expect(paretoRanks(rows)).toEqual(ranksByDefinition(rows));
    }
  });

  it('of no rows are none, of equal rows one', () => {
    expect(paretoRanks([])).toEqual([]);
    expect(
      paretoRanks([
        [1, 2],
        [1, 2],
      ]),
    ).toEqual([0, 0]);
  });
});

describe('the hypervolume', () => {
  it.each([1, 2, 3, 4])('is what is dominated, with %d objectives', (objectives) => {
    const reference = new Array<number>(objectives).fill(6);
    for (let seed = 0; seed < 10; seed++) {
      const rows = rowsOf(9, objectives, seed);
      expect(hypervolume(rows, reference)).toBe(counted(rows, objectives, 6));
      const [row = [], ...others] = rows;
      expect(contribution(row, others, reference)).toBe(counted(rows, objectives, 6) - counted(others, objectives, 6));
    }
  });

  it('leaves out what lies beyond the reference, and is 0 of nothing', () => {
    expect(hypervolume([], [1, 1])).toBe(0);
    expect(
      hypervolume(
        [
          [0, 2],
          [0.5, 0.5],
          [1, 0],
        ],
        [1, 1],
      ),
    ).toBe(0.25);
  });

  it('has a reference beyond the worst, also where all are equal', () => {
    expect(
      referencePoint([
        [0, 5],
        [10, 5],
      ]),
    ).toEqual([11, 6]);
  });
});

it('the greedy subset adds at each step what adds most, of equal ones the first', () => {
  for (const objectives of [2, 3]) {
    const reference = new Array<number>(objectives).fill(6);
    const rows = rowsOf(12, objectives, 3);
    const chosen = greedySubset(rows, reference, 5);
    const taken: number[][] = [];
    for (const i of chosen) {
      const gains = rows.map((row, j) =>
        chosen.indexOf(j) < taken.length && chosen.includes(j) ? -1 : contribution(row, taken, reference),
      );
      expect(gains.indexOf(Math.max(...gains))).toBe(i);
      taken.push(rows[i] ?? []);
    }
  }
  expect(greedySubset([], [1, 1], 3)).toEqual([]);
});
