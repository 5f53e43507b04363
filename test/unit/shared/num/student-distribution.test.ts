import { describe, expect, it } from 'vitest';
import { normalCdf } from '#shared/num/normal-distribution.ts';
import { studentQuantile, studentTail } from '#shared/num/student-distribution.ts';

describe("Student's t distribution", () => {
  it('has the quantiles of the printed tables', () => {
    const tabulated: [number, number, number][] = [
      [0.975, 1, 12.706],
      [0.975, 2, 4.303],
      [0.975, 4, 2.776],
      [0.975, 10, 2.228],
      [0.975, 30, 2.042],
      [0.95, 5, 2.015],
      [0.995, 120, 2.617],
    ];
    for (const [p, df, t] of tabulated) expect(studentQuantile(p, df)).toBeCloseTo(t, 3);
    expect(studentQuantile(0.975, Number.POSITIVE_INFINITY)).toBeCloseTo(1.959964, 6);
    expect(studentQuantile(0.025, 4)).toBeCloseTo(-2.776, 3);
  });

  it('keeps the digits of small tails, and takes degrees of freedom that are not whole', () => {
    // scipy.stats.t.sf
    expect(studentTail(10, 3) / 0.0010641995292070775 - 1).toBeCloseTo(0, 11);
    expect(studentTail(40, 12) / 1.925614790386016e-14 - 1).toBeCloseTo(0, 10);
    expect(studentTail(1.7, 6.38) / 0.06854160068777072 - 1).toBeCloseTo(0, 11);
    expect(studentTail(-2, 1) + studentTail(2, 1)).toBeCloseTo(1, 14);
    expect(studentTail(0, 7)).toBeCloseTo(0.5, 14);
    expect(studentTail(1.5, 1e7)).toBeCloseTo(normalCdf(-1.5), 7);
  });
});
