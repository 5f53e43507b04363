import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridSpace, legalValue } from '#shared/study/candidates.ts';
import { pointKey, violated } from '#shared/study/points.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';
import { spaceSize, walkPoints } from '#shared/study/walk.ts';

const space = (dimensions: readonly Dimension[], constraints: readonly string[] = []): Space => ({
  dimensions,
  constraints,
  fixed: {},
});
const int = (name: string, low: number, high: number): Dimension => ({ name, type: 'int', low, high, scale: 'linear' });
const choice = (name: string, choices: readonly string[], when?: Dimension['when']): Dimension => ({
  name,
  type: 'categorical',
  choices,
  ...(when && { when }),
});

function all(of: Space): Params[] {
  const found: Params[] = [];
  walkPoints(of, (params) => {
    found.push({ ...params });
    return true;
  });
  return found;
}

describe('walking a finite space', () => {
  it('visits every combination once', () => {
    expect(all(space([int('a', 1, 2), choice('b', ['x', 'y'])]))).toEqual([
      { a: 1, b: 'x' },
      { a: 1, b: 'y' },
      { a: 2, b: 'x' },
      { a: 2, b: 'y' },
    ]);
  });

  it('merges combinations that differ in inactive settings only', () => {
    const nested = space([
      choice('optimizer', ['sgd', 'adam']),
      choice('nesterov', ['no', 'yes'], { optimizer: ['sgd'] }),
      choice('variant', ['p', 'q', 'r'], { nesterov: ['yes'] }),
    ]);
    expect(all(nested)).toHaveLength(1 + 1 + 3);
    expect(spaceSize(nested)).toBe(5);
  });

  it('leaves out what breaks a constraint', () => {
    const triangle = space([int('a', 1, 4), int('b', 1, 4)], ['a <= b']);
    expect(spaceSize(triangle)).toBe(10);
    expect(all(triangle).every((params) => violated(triangle, params) === null)).toBe(true);
  });

  it('visits the same points as filtering the whole product', () => {
    const dims = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(dims, fc.integer({ min: 1, max: 12 }), (sizes, limit) => {
        const dimensions = sizes.map(([low, width], i) => int(`n${i}`, low, low + width));
        const sum = dimensions.map(({ name }) => name).join(' + ');
        const constrained = space(dimensions, [`${sum} <= ${limit}`]);
        const kept = all(space(dimensions)).filter((params) => violated(constrained, params) === null);
        expect(all(constrained)).toEqual(kept);
      }),
    );
  });

  it('stops when told to, and gives up on what has no end', () => {
    let visits = 0;
    expect(walkPoints(space([int('a', 1, 9)]), () => ++visits < 3)).toBe(true);
    expect(visits).toBe(3);
    expect(walkPoints(space([{ name: 'x', type: 'float', low: 0, high: 1, scale: 'linear' }]), () => true)).toBe(false);
  });
});

describe('size of a space', () => {
  it('is null when continuous or beyond counting', () => {
    expect(spaceSize(space([{ name: 'x', type: 'normal', mean: 0, sd: 1 }]))).toBeNull();
    expect(spaceSize(space([int('a', 1, 1000), int('b', 1, 1000)]))).toBeNull();
    expect(spaceSize(space([int('a', 1, 1e9)]))).toBeNull();
    expect(spaceSize(space([int('a', 1, 1000), int('b', 1, 1000)], ['a == b']))).toBe(1000);
  });

  it('of nothing to search is one', () => {
    expect(spaceSize(space([]))).toBe(1);
  });

  it('counts 200 000 points in well under a second', () => {
    const before = performance.now();
    expect(spaceSize(space([int('a', 1, 400), int('b', 1, 500)], ['a >= 1']))).toBe(200_000);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

describe('grid of a space', () => {
  const values = (dimension: Dimension) =>
    gridSpace(space([dimension])).dimensions.flatMap((d) => ('values' in d ? [...(d.values ?? [])] : []));

  it('has three points per range on its own scale', () => {
    expect(values({ name: 'r', type: 'float', low: 1e-4, high: 1, scale: 'log' })).toEqual([0.0001, 0.01, 1]);
    expect(values({ name: 'd', type: 'float', low: 0, high: 0.7, scale: 'linear' })).toEqual([0, 0.35, 0.7]);
    expect(values({ name: 'u', type: 'int', low: 16, high: 1024, scale: 'log' })).toEqual([16, 128, 1024]);
    expect(values({ name: 'n', type: 'int', low: 1, high: 2, scale: 'linear' })).toEqual([1, 2]);
  });

  it('keeps to the steps of the range', () => {
    expect(values({ name: 'd', type: 'float', low: 0, high: 0.9, scale: 'linear', step: 0.1 })).toEqual([0, 0.5, 0.9]);
    expect(values({ name: 'k', type: 'int', low: 3, high: 12, scale: 'linear', step: 4 })).toEqual([3, 7, 11]);
  });

  it('honours points and values', () => {
    expect(values({ name: 'r', type: 'float', low: 1e-4, high: 1, scale: 'log', points: 5 })).toEqual([
      1e-4, 1e-3, 0.01, 0.1, 1,
    ]);
    expect(values({ name: 'r', type: 'float', low: 0, high: 1, scale: 'linear', values: [0.2, 0.9] })).toEqual([
      0.2, 0.9,
    ]);
  });

  it('takes an unbounded prior at its middle and one deviation to either side', () => {
    expect(values({ name: 'z', type: 'normal', mean: 10, sd: 3, step: 0.5 })).toEqual([7, 10, 13]);
  });
});

describe('legal values', () => {
  const stepped: Dimension = { name: 'd', type: 'float', low: 0, high: 0.7, scale: 'linear', step: 0.1 };

  it('are brought to the spelling of the range', () => {
    expect(legalValue(stepped, 0.1 + 0.2)).toBe(0.3);
    expect(legalValue({ name: 'r', type: 'float', low: 1e-4, high: 1, scale: 'log', points: 5 }, 0.1 * 0.1)).toBe(0.01);
  });

  it('are nothing else', () => {
    expect([0.35, -0.1, 0.8, 'x', null, Number.NaN].map((value) => legalValue(stepped, value))).toEqual(
      new Array(6).fill(undefined),
    );
    expect(legalValue(int('n', 1, 9), 2.5)).toBeUndefined();
    expect(legalValue(choice('c', ['1']), 1)).toBeUndefined();
  });
});

it('keys tell 1 from "1" and inactive from null', () => {
  const of = space([{ name: 'a', type: 'categorical', choices: [1, '1', null] }]);
  const points: readonly Params[] = [{ a: 1 }, { a: '1' }, { a: null }, {}];
  const keys = points.map((params) => pointKey(of, params));
  expect(new Set(keys).size).toBe(4);
});
