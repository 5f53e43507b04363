import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axesOf, decode, encode } from '#main/search/gp/axes.ts';
import { fitScales } from '#main/search/gp/fit.ts';
import { unwarped, warped } from '#main/search/gp/input-warp.ts';
import { negativeLogPosterior, type Observations } from '#main/search/gp/likelihood.ts';
import { scaleLikelihood } from '#main/search/gp/scale-likelihood.ts';
import { warpable, warpedAxes } from '#main/search/gp/warped-axes.ts';
import { createSampler } from '#main/search/index.ts';
import type { ObservedTrial } from '#main/search/search.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { sobolPoint } from '#shared/num/sobol.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params } from '#shared/study/values.ts';

/** Even points of the unit square with a standardised value each. */
function square(n: number, f: (x: number, y: number) => number): Observations {
  const x = new Float64Array(n * 2);
  for (let i = 0; i < n; i++) sobolPoint(x.subarray(2 * i, 2 * i + 2), i, 7);
  const values = Array.from({ length: n }, (_, i) => f(x[2 * i] ?? 0, x[2 * i + 1] ?? 0));
  const centre = values.reduce((sum, value) => sum + value / n, 0);
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2 / n, 0));
  return { x, y: Float64Array.from(values, (value) => (value - centre) / sd), n, isChoice: [false, false] };
}

const same = { a: 1, b: 1 };
const logarithm = (x: number) => -((Math.log10(x + 1e-4) + 2.5) ** 2);

describe('a warp', () => {
  const shapes = fc.record(
    { a: fc.double({ min: 0.2, max: 5, noNaN: true }), b: fc.double({ min: 0.2, max: 5, noNaN: true }) },
    { noNullPrototype: true },
  );

  it('rises from 0 to 1 and has a way back', () => {
    fc.assert(
      fc.property(
        shapes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (warp, x, y) => {
          const u = warped(warp, x);
          expect(u).toBeGreaterThanOrEqual(0);
          expect(u).toBeLessThanOrEqual(1);
          if (x < y) expect(u).toBeLessThanOrEqual(warped(warp, y));
          expect(warped(warp, unwarped(warp, x))).toBeCloseTo(x, 9);
        },
      ),
    );
    expect([0, 1].map((end) => warped({ a: 0.3, b: 0.4 }, end))).toEqual([0, 1]);
    expect([0, 1].map((end) => unwarped({ a: 0.3, b: 0.4 }, end))).toEqual([0, 1]);
  });

  it('of 1 and 1 changes nothing', () => {
    for (const x of [0, 0.001, 0.5, 0.999, 1]) expect(warped({ a: 1, b: 1 }, x)).toBeCloseTo(x, 14);
  });
});

describe('the likelihood of kernel and warps', () => {
  it('has the gradient of central differences, at the ends of a range too', () => {
    const random = randomStream(3);
    const x = new Float64Array(36).map((_, at) =>
      at % 3 === 2 ? random.int(0, 2) : at % 7 === 0 ? at % 2 : random.uniform(),
    );
    const y = new Float64Array(12).map(() => random.normal());
    const observations = { x, y, n: 12, isChoice: [false, false, true] };
    for (const [pinned, axes] of [
      [false, [0, 1]],
      [true, [1]],
    ] as const) {
      const f = scaleLikelihood(observations, pinned, axes);
      const warps = axes.flatMap(() => [-0.4, 0.3]);
      const theta = Float64Array.of(0.5, -0.3, 0.2, 0.4, ...(pinned ? [] : [-3]), ...warps);
      const gradient = new Float64Array(theta.length);
      const unused = new Float64Array(theta.length);
      f(theta, gradient);
      gradient.forEach((slope, i) => {
        const at = (step: number) =>
          f(
            theta.map((value, k) => (k === i ? value + step : value)),
            unused,
          );
        const wanted = (at(1e-5) - at(-1e-5)) / 2e-5;
        expect(Math.abs(slope - wanted) / (1 + Math.abs(wanted)), `parameter ${i}`).toBeLessThan(1e-6);
      });
    }
  });

  it('is the one without warps where they change nothing', () => {
    const observations = square(20, (x, y) => logarithm(x) + y);
    const theta = Float64Array.of(0.5, -0.3, 0.2, -3);
    const plain = negativeLogPosterior(observations, false)(theta, new Float64Array(4));
    const scaled = scaleLikelihood(observations, false, [0])(Float64Array.of(...theta, 0, 0), new Float64Array(6));
    expect(scaled).toBeCloseTo(plain, 9);
  });
});

describe('a fit of scales', () => {
  it('spreads out the low end of a range whose effect is that of its logarithm, and hardly touches the other axis', () => {
    const { warps } = fitScales(
      square(40, (x, y) => logarithm(x) - (y - 0.3) ** 2),
      false,
      [0, 1],
    );
    expect(warped(warps.get(0) ?? same, 0.05)).toBeGreaterThan(0.3);
    expect(warped(warps.get(1) ?? same, 0.5)).toBeCloseTo(0.5, 1);
  });

  it('spreads out the high end where the effect is exponential', () => {
    const { warps } = fitScales(
      square(40, (x, y) => -((10 ** (4 * x - 4) - 0.7) ** 2) - y ** 2),
      false,
      [0, 1],
    );
    expect(warped(warps.get(0) ?? same, 0.75)).toBeLessThan(0.5);
  });

  it.each<[string, (x: number, y: number) => number]>([
    ['linear', (x, y) => 2 * x - y],
    ['a bowl', (x, y) => -((x - 0.4) ** 2) - 2 * (y - 0.6) ** 2],
    ['noise', (x, y) => Math.sin(9973 * (x + 31 * y))],
  ])('changes nothing where the objective is %s', (_, f) => {
    expect(fitScales(square(40, f), false, [0, 1]).warps.size).toBe(0);
  });
});

const space: Space = {
  dimensions: [
    { name: 'rate', type: 'float', low: 0, high: 1, scale: 'linear' },
    { name: 'kind', type: 'categorical', choices: ['a', 'b', 'c', 'd', 'e'] },
    { name: 'units', type: 'int', low: 1, high: 64, scale: 'linear', when: { kind: ['a'] } },
    { name: 'prior', type: 'normal', mean: 0, sd: 1 },
    { name: 'few', type: 'int', low: 1, high: 3, scale: 'linear' },
  ],
  constraints: [],
  fixed: {},
};

describe('warped axes', () => {
  it('are numbers between two ends with several values', () => {
    expect(warpable(axesOf(space))).toEqual([0, 2]);
  });

  it('give back the params that they were given, active or not', () => {
    const warp = { a: 0.3, b: 1.7 };
    const axes = warpedAxes(axesOf(space), new Map([0, 2].map((j) => [j, warp])));
    const points: Params[] = [
      { rate: 0.003, kind: 'a', units: 5, prior: 0.4, few: 2 },
      { rate: 0.7, kind: 'b', prior: -1, few: 3 },
    ];
    for (const params of points) {
      const [latent, effective] = [new Float64Array(5), new Float64Array(5)];
      encode(axes, params, latent);
      const back = decode(space, axes, latent, effective);
      expect(back.rate).toBeCloseTo(Number(params.rate), 12);
      expect({ ...back, rate: params.rate, prior: params.prior }).toEqual(params);
      expect(effective).toEqual(latent);
    }
  });
});

describe('gp', () => {
  const rates: Space = {
    dimensions: ['rate', 'a', 'b'].map((name) => ({ name, type: 'float', low: 0, high: 1, scale: 'linear' })),
    constraints: [],
    fixed: {},
  };
  const loss = ({ rate, a, b }: Params) =>
    (Math.log10(Number(rate) + 1e-7) - Math.log10(0.003)) ** 2 +
    2 * (Number(a) - 0.3) ** 2 +
    3 * (Number(b) - 0.6) ** 2;

  it('finds an optimum in the lowest hundredth of a linear range', () => {
    const sampler = createSampler({ kind: 'gp' });
    const trials: ObservedTrial[] = [];
    for (let number = 1; number <= 40; number++) {
      const random = randomStream(deriveSeed(1, number));
      const suggestion = sampler.suggest(rates, { direction: 'minimize', trials }, random);
      if (suggestion.kind !== 'params') throw new Error(suggestion.reason);
      const { params } = suggestion;
      const value = loss(params);
      trials.push({ number, state: 'complete', params, value, steps: [1], values: [value] });
    }
    expect(Math.min(...trials.map(({ value }) => value ?? 1))).toBeLessThan(0.01);
  });
});
