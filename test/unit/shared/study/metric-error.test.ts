import { describe, expect, it } from 'vitest';
import { fillNormals } from '#shared/num/normals.ts';
import { mean } from '#shared/num/statistics.ts';
import { hasStandardError, standardError } from '#shared/study/metric-error.ts';

describe('the error of a metric by chance', () => {
  it('of a share is binomial, and 1 of few rows is not exact', () => {
    expect(standardError('validation.accuracy', 0.9, 10_000)).toBeCloseTo(0.003, 4);
    expect(standardError('validation.accuracy', 1, 20)).toBeCloseTo(0.056, 2);
    expect(standardError('validation.recall[a]', 0.5, 100)).toBeCloseTo(0.049, 3);
  });

  it('of rmse and mae is what samples of normal errors show', () => {
    const rows = 200;
    const drawn = new Float64Array(2000 * rows);
    fillNormals(drawn, drawn.length, 3);
    const samples = Array.from({ length: 2000 }, (_, i) =>
      Array.from(drawn.subarray(i * rows, (i + 1) * rows), (z) => 2 * z),
    );
    const sdOf = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
    const rmse = sdOf(samples.map((errors) => Math.sqrt(mean(errors.map((error) => error ** 2)))));
    const mae = sdOf(samples.map((errors) => mean(errors.map(Math.abs))));
    expect((standardError('validation.rmse', 2, rows) ?? 0) / rmse).toBeCloseTo(1, 1);
    expect((standardError('validation.mae', 2 * Math.sqrt(2 / Math.PI), rows) ?? 0) / mae).toBeCloseTo(1, 1);
  });

  it.each(['train.accuracy', 'learningRate', 'score', 'validation.gradientNorm'])('is not known of %s', (metric) => {
    expect(hasStandardError(metric)).toBe(false);
    expect(standardError(metric, 0.5, 100)).toBeNull();
  });
});
