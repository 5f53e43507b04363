import { describe, expect, test } from 'vitest';
import { adviseRun } from '#main/advisor/index.ts';
import { difference, epochFromWhich, seriesOf } from '#main/advisor/series.ts';
import { classifier, course, healthy, overfit, regressor, towards } from './curves.fixture.ts';

describe('units', () => {
  test('accuracies in percent are the same run', () => {
    const percent = (values: (number | null)[] = []) => values.map((value) => (value === null ? null : 100 * value));
    const inPercent = {
      ...overfit,
      'train.accuracy': percent(overfit['train.accuracy']),
      'validation.accuracy': percent(overfit['validation.accuracy']),
    };
    const [shares, percents] = [adviseRun(classifier(overfit)), adviseRun(classifier(inPercent))];
    expect(percents.verdict).toBe('overfitting');
    expect(percents.evidence.values.gap).toBeCloseTo(Number(shares.evidence.values.gap), 10);
  });

  test('R² tells the variance of the labels where nobody did', () => {
    const loss = course(30, towards(400, 20, 2));
    const columns = {
      'train.loss': loss,
      'validation.loss': loss,
      'train.r2': loss.map((value) => 1 - value / 400),
      'validation.r2': loss.map((value) => 1 - value / 400),
    };
    const advice = adviseRun(regressor(columns, { facts: { validationRows: 500 } }));
    expect(advice.notes.map(({ id }) => id)).not.toContain('note.unknown-baseline');
    expect(advice.verdict).toBe('good');
  });

  test('a root mean square error is judged like the mean square that it is the root of', () => {
    const square = { 'train.loss': course(30, () => 3.99), 'validation.loss': course(30, () => 4.01) };
    const root = {
      'train.rmse': course(30, () => Math.sqrt(3.99)),
      'validation.rmse': course(30, () => Math.sqrt(4.01)),
    };
    expect(adviseRun(regressor(square)).verdict).toBe('not-learning');
    expect(adviseRun(regressor(root)).verdict).toBe('not-learning');
  });

  test('chance without label shares is ln(classes) and 1 / classes', () => {
    const { labelShares: _, labelEntropy: __, ...facts } = classifier(healthy).facts ?? {};
    const flat = { 'train.loss': course(20, () => 2.3), 'validation.loss': course(20, () => 2.3) };
    expect(adviseRun(classifier(flat, { facts })).verdict).toBe('not-learning');
    expect(adviseRun(classifier(flat, { facts, classes: 100 })).verdict).not.toBe('not-learning');
  });
});

describe('series', () => {
  const curve = { epoch: [1, 2, 4, 8], columns: { a: [1, null, 3, Number.NaN], b: [0, 5, 1] } };

  test('leave gaps out, and know where they end in what is not finite', () => {
    expect(seriesOf(curve, 'a')).toEqual({ epochs: [1, 4], values: [1, 3], gaps: 1, brokenAt: 8 });
    expect(seriesOf(curve, 'b')).toMatchObject({ epochs: [1, 2, 4], brokenAt: null });
    expect(seriesOf(curve, 'c').values).toEqual([]);
  });

  test('are compared at the epochs that both have', () => {
    expect(difference(seriesOf(curve, 'a'), seriesOf(curve, 'b'))).toMatchObject({ epochs: [1, 4], values: [1, 2] });
  });

  test('hold from an epoch on only if they hold at the end', () => {
    const b = seriesOf(curve, 'b');
    expect(epochFromWhich(b, (value) => value > 0)).toBe(2);
    expect(epochFromWhich(b, (value) => value > 1)).toBeNull();
  });
});
