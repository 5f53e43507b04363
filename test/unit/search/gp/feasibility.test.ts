import { describe, expect, it } from 'vitest';
import { feasibilityOf } from '#main/search/gp/feasibility.ts';

/** Points on a grid of the unit square; a value where x + y < 1.2. */
const points = Array.from({ length: 36 }, (_, i) => [(i % 6) / 5, Math.floor(i / 6) / 5] as const);
const outcomes = points.map(([x, y]) => (x + y < 1.2 ? 1 : -1));
const observations = {
  x: Float64Array.from(points.flat()),
  y: Float64Array.from(outcomes),
  n: points.length,
  isChoice: [false, false],
};
const model = feasibilityOf(
  observations,
  points.map((_, i) => i),
  1,
);

describe('where trials end with a value', () => {
  it('is likely among those that did and unlikely among those that did not', () => {
    expect(model.probability(Float64Array.of(0.1, 0.1))).toBeGreaterThan(0.9);
    expect(model.probability(Float64Array.of(0.9, 0.9))).toBeLessThan(0.1);
  });

  it('has the gradient that differences show', () => {
    const gradient = new Float64Array(2);
    for (const [x, y] of [
      [0.33, 0.71],
      [0.62, 0.55],
      [0.93, 0.88],
    ] as const) {
      const value = model.acquisition.withGradient(Float64Array.of(x, y), gradient);
      expect(value).toBeCloseTo(model.acquisition.value(Float64Array.of(x, y)), 12);
      const h = 1e-6;
      const slope = (dx: number, dy: number) =>
        (model.acquisition.value(Float64Array.of(x + dx, y + dy)) -
          model.acquisition.value(Float64Array.of(x - dx, y - dy))) /
        (2 * h);
      expect(gradient[0]).toBeCloseTo(slope(h, 0), 4);
      expect(gradient[1]).toBeCloseTo(slope(0, h), 4);
    }
  });

  it('is the share of all where nothing is near', () => {
    const far = feasibilityOf(
      { x: Float64Array.of(0, 0.001, 0.002, 0.003), y: Float64Array.of(1, 1, 1, -1), n: 4, isChoice: [false] },
      [0, 1, 2, 3],
      1,
    );
    expect(far.probability(Float64Array.of(1))).toBeGreaterThan(0.4);
    expect(far.probability(Float64Array.of(1))).toBeLessThan(0.95);
  });
});
