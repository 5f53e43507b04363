import { describe, expect, it } from 'vitest';
import { largestPoint } from '#main/search/index.ts';
import { randomStream } from '#shared/num/random.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

const int = (name: string, low: number, high: number): Dimension => ({ name, type: 'int', low, high, scale: 'linear' });
const space = (dimensions: Dimension[], constraints: string[] = []): Space => ({ dimensions, constraints, fixed: {} });
const number = (params: Params, name: string) => Number(params[name] ?? 0);

async function largest(
  of: Space,
  start: Params,
  size: (params: Params) => number,
  matters: (name: string) => boolean = () => true,
): Promise<{ found: Params; measured: number }> {
  let measured = 0;
  const measure = async (params: Params) => {
    measured++;
    return size(params);
  };
  const found = await largestPoint(of, start, measure, { random: randomStream(1), matters });
  return { found, measured };
}

describe('the largest point of a space', () => {
  it('is the corner where the measure rises with every dimension', async () => {
    const of = space([int('a', 1, 3), int('b', 1, 100), { name: 'c', type: 'categorical', choices: ['x', 'y', 'z'] }]);
    const weight: Record<string, number> = { x: 1, y: 5, z: 2 };
    const size = (params: Params) => number(params, 'a') * number(params, 'b') * (weight[String(params.c)] ?? 0);
    const { found, measured } = await largest(of, { a: 2, b: 7, c: 'x' }, size);
    expect(found).toEqual({ a: 3, b: 100, c: 'y' });
    expect(measured).toBeLessThan(40);
  });

  it('of thousands of choices is found with few measures', async () => {
    const choices = Array.from({ length: 20_000 }, (_, i) => ((i * 7) % 20_000) + 1);
    const of = space([{ name: 'units', type: 'categorical', choices }]);
    const { found, measured } = await largest(of, { units: 8 }, (params) => number(params, 'units'));
    expect(found).toEqual({ units: 20_000 });
    expect(measured).toBeLessThan(100);
  });

  it('keeps constraints, whichever of two settings must stay small for them', async () => {
    const of = space([int('layers', 1, 4), int('units', 1, 100)], ['layers * units <= 100']);
    const size = (params: Params) => number(params, 'layers') * number(params, 'units') ** 2;
    expect((await largest(of, { layers: 1, units: 10 }, size)).found).toEqual({ layers: 1, units: 100 });
  });

  it('follows conditions: a choice brings its own settings', async () => {
    const of = space([
      { name: 'family', type: 'categorical', choices: ['small', 'big'] },
      { ...int('width', 1, 9), when: { family: ['big'] } },
    ]);
    const size = (params: Params) => (params.family === 'big' ? number(params, 'width') : 5);
    expect((await largest(of, { family: 'small' }, size)).found).toEqual({ family: 'big', width: 9 });
  });

  it('leaves alone what cannot matter', async () => {
    const of = space([int('units', 1, 9), int('rate', 1, 9)]);
    const { found } = await largest(
      of,
      { units: 2, rate: 2 },
      (params) => number(params, 'units') + number(params, 'rate'),
      (name) => name === 'units',
    );
    expect(found).toEqual({ units: 9, rate: 2 });
  });
});
