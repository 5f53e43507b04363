// The numbers a Gaussian process rests on: solves, gradients, expected improvement.
import { describe, expect, it } from 'vitest';
import { logExpectedImprovement, logImprovement, logImprovementSlope } from '#main/search/gp/acquisition.ts';
import { factor, invert, solveLower, solveUpper } from '#main/search/gp/cholesky.ts';
import { minimize } from '#main/search/gp/lbfgs.ts';
import { negativeLogPosterior, type Observations } from '#main/search/gp/likelihood.ts';
import { conditioned, predict } from '#main/search/gp/posterior.ts';
import { randomStream } from '#shared/num/random.ts';

describe('Cholesky', () => {
  const matrix = Float64Array.of(4, 0, 0, 12, 37, 0, -16, -43, 98);

  it('factors, solves and inverts a matrix with a known factor', () => {
    const l = matrix.slice();
    expect(factor(l, 3)).toBe(true);
    expect([l[0], l[3], l[4], l[6], l[7], l[8]]).toEqual([2, 6, 1, -8, 5, 3]);
    const b = Float64Array.of(4 + 24 - 48, 12 + 74 - 129, -16 - 86 + 294);
    solveLower(l, 3, b);
    solveUpper(l, 3, b);
    [1, 2, 3].forEach((wanted, i) => {
      expect(b[i]).toBeCloseTo(wanted, 10);
    });
    const inverse = new Float64Array(9);
    invert(l, 3, inverse, new Float64Array(9));
    expect(inverse[0]).toBeCloseTo(1777 / 36, 9);
    expect(inverse[3]).toBeCloseTo(-61 / 4.5, 9);
    expect(inverse[8]).toBeCloseTo(1 / 9, 9);
  });

  it('says no to a matrix that is not positive definite', () => {
    expect(factor(Float64Array.of(1, 0, 2, 1), 2)).toBe(false);
    expect(factor(Float64Array.of(Number.NaN), 1)).toBe(false);
  });
});

function example(n: number): Observations {
  const random = randomStream(3);
  const x = new Float64Array(n * 3).map((_, at) => (at % 3 === 2 ? random.int(0, 2) : random.uniform()));
  return { x, y: new Float64Array(n).map(() => random.normal()), n, isChoice: [false, false, true] };
}

/** Largest difference between a gradient and central differences, in units of 1 + its size. */
function gradientError(
  f: (x: Float64Array, gradient: Float64Array) => number,
  at: Float64Array,
  vary: number[],
): number {
  const gradient = new Float64Array(at.length);
  f(at, gradient);
  const unused = new Float64Array(at.length);
  const errors = vary.map((j) => {
    const [up, down] = [1e-5, -1e-5].map((step) =>
      f(
        at.map((value, i) => (i === j ? value + step : value)),
        unused,
      ),
    );
    const slope = ((up ?? 0) - (down ?? 0)) / 2e-5;
    return Math.abs(slope - (gradient[j] ?? 0)) / (1 + Math.abs(slope));
  });
  return Math.max(...errors);
}

describe('gradients are those of central differences', () => {
  it('of the log posterior by its kernel parameters', () => {
    const theta = Float64Array.of(0.5, -0.3, 0.2, 0.4, -3);
    expect(gradientError(negativeLogPosterior(example(12), false), theta, [0, 1, 2, 3, 4])).toBeLessThan(1e-7);
    expect(gradientError(negativeLogPosterior(example(12), true), theta.slice(0, 4), [0, 1, 2, 3])).toBeLessThan(1e-6);
  });

  it.each([
    ['without open points', []],
    ['with open points', [0.3, 0.4, 1, 0.9, 0.1, 0]],
  ])('of log expected improvement %s', (_, open) => {
    const params = { weights: Float64Array.of(3, 1, 0.5), signal: 1.3, noise: 1e-3 };
    const posterior = conditioned(example(12), Float64Array.from(open), params, 5);
    const { withGradient, value } = logExpectedImprovement(posterior);
    const point = Float64Array.of(0.42, 0.77, 1);
    expect(gradientError(withGradient, point, [0, 1])).toBeLessThan(1e-6);
    expect(withGradient(point, new Float64Array(3))).toBeCloseTo(value(point), 12);
  });
});

describe('log expected improvement', () => {
  // log(zΦ(z) + φ(z)) with 60 digits of mpmath.
  it.each([
    [2, 0.6973835457882284],
    [0, -0.9189385332046728],
    [-0.99, -2.4661143916690493],
    [-1.01, -2.504199857480257],
    [-5, -16.74430116266099],
    [-40, -808.29856835662],
    [-999, -499015.2324510965],
    [-1001, -501015.23645108583],
    [-1e5, -5000000023.94479],
  ])('of z = %f', (z, wanted) => {
    expect(Math.abs(logImprovement(z) / wanted - 1)).toBeLessThan(1e-9);
    const slope = (logImprovement(z + 1e-4) - logImprovement(z - 1e-4)) / 2e-4;
    expect(Math.abs(logImprovementSlope(z) / slope - 1)).toBeLessThan(1e-4);
  });

  it('avoids a point that is open already, and the model passes through what it knows', () => {
    const params = { weights: Float64Array.of(3, 1, 0.5), signal: 1.3, noise: 1e-6 };
    const observed = example(12);
    const free = logExpectedImprovement(conditioned(observed, new Float64Array(), params, 5));
    const point = Float64Array.of(0.42, 0.77, 1);
    const taken = logExpectedImprovement(conditioned(observed, point, params, 5));
    expect(taken.value(point)).toBeLessThan(free.value(point) - 2);
    const { mean, sd } = predict(conditioned(observed, new Float64Array(), params, 5), observed.x.slice(6, 9));
    expect(mean).toBeCloseTo(observed.y[2] ?? 0, 3);
    expect(sd).toBeLessThan(0.01);
  });
});

describe('L-BFGS in a box', () => {
  const box = (low: number, high: number) => ({
    low: new Float64Array(2).fill(low),
    high: new Float64Array(2).fill(high),
  });
  const rosenbrock = (x: Float64Array, gradient: Float64Array) => {
    const [a = 0, b = 0] = x;
    gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
    gradient[1] = 200 * (b - a * a);
    return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
  };

  it('follows the valley of Rosenbrock to its end', () => {
    const x = Float64Array.of(-1.2, 1);
    expect(minimize(rosenbrock, x, box(-5, 5), { tolerance: 1e-8, iterations: 200 })).toBeLessThan(1e-10);
    expect(x[0]).toBeCloseTo(1, 4);
  });

  it('stops at the bound where the minimum lies outside', () => {
    const x = Float64Array.of(-1.2, 0.2);
    minimize(rosenbrock, x, box(-2, 0.5), { tolerance: 1e-8, iterations: 200 });
    expect(x[0]).toBeCloseTo(0.5, 6);
    expect(x[1]).toBeCloseTo((x[0] ?? 0) ** 2, 5);
  });

  it('solves a quadratic with one coordinate at its bound', () => {
    const x = Float64Array.of(0.5, 0.5);
    const value = minimize(
      (at, gradient) => {
        gradient[0] = 2 * ((at[0] ?? 0) - 3);
        gradient[1] = 200 * ((at[1] ?? 0) - 0.25);
        return ((at[0] ?? 0) - 3) ** 2 + 100 * ((at[1] ?? 0) - 0.25) ** 2;
      },
      x,
      box(0, 1),
      { tolerance: 1e-8, iterations: 50 },
    );
    expect(x[0]).toBe(1);
    expect(x[1]).toBeCloseTo(0.25, 6);
    expect(value).toBeCloseTo(4, 9);
  });

  it('leaves a start where the function is not finite', () => {
    const x = Float64Array.of(0.5, 0.5);
    expect(minimize(() => Number.POSITIVE_INFINITY, x, box(0, 1), { tolerance: 1e-8, iterations: 5 })).toBe(Infinity);
    expect([...x]).toEqual([0.5, 0.5]);
  });
});
