import { describe, expect, it } from 'vitest';
import { erfc, erfcx, logNormalCdf, normalCdf, normalQuantile } from '#shared/num/erf.ts';

const close = (actual: number, wanted: number) =>
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-13 * Math.abs(wanted));

describe('the error function and the normal distribution', () => {
  // 40 digits of mpmath, rounded to doubles.
  it.each([
    [-2, 1.9953222650189528, 108.94090438997797],
    [0.3, 0.671373240540873, 0.7345993345676551],
    [1, 0.15729920705028513, 0.427583576155807],
    [6, 2.1519736712498913e-17, 0.09277656780053835],
    [25, 8.300172571196523e-274, 0.02254957243264136],
  ])('erfc and erfcx of %f', (x, wanted, scaled) => {
    close(erfc(x), wanted);
    close(erfcx(x), scaled);
  });

  it('log Φ keeps its digits far out on both sides', () => {
    close(logNormalCdf(-40), -804.6084420137538);
    close(logNormalCdf(8), -6.220960574271786e-16);
    close(logNormalCdf(0), -Math.LN2);
  });

  it('the quantile turns Φ around', () => {
    for (const p of [1e-300, 1e-20, 1e-5, 0.02, 0.3, 0.5, 0.9, 0.999]) close(normalCdf(normalQuantile(p)), p);
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  });
});
