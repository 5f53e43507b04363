import { expect, test } from 'vitest';
import { metricNames, metricView } from '../../../../src/renderer/state/metric-keys.ts';
import { hashOf, parseHash } from '../../../../src/renderer/state/route.ts';
import { readView } from '../../../../src/renderer/state/view.ts';

test('every route survives the way into the hash and back', () => {
  for (const route of [
    { page: 'studies' },
    { page: 'new' },
    { page: 'logs' },
    { page: 'engine' },
    { page: 'study', id: 'a/b 研究?', tab: 'trials' },
  ] as const) {
    expect(parseHash(hashOf(route, { metric: 'loss' }))).toEqual({ route, query: { metric: 'loss' } });
  }
});

test('what cannot be read leads somewhere sensible', () => {
  expect(parseHash('').route).toEqual({ page: 'studies' });
  expect(parseHash('#/nowhere').route).toEqual({ page: 'studies' });
  expect(parseHash('#/study/x/nonsense').route).toEqual({ page: 'study', id: 'x', tab: 'live' });
  expect(parseHash('#/study/%E0%A4%A/live').route).toEqual({ page: 'study', id: '%E0%A4%A', tab: 'live' });
});

test('view state out of its bounds is brought back into them', () => {
  expect(readView({ smooth: '7', scale: 'upside-down', x: '9-3' })).toEqual({
    metric: null,
    scale: null,
    x: 'epoch',
    colour: null,
    table: false,
    smoothing: 0.99,
    range: null,
  });
  expect(readView({ smooth: 'NaN', x: '2.00-5.50' })).toMatchObject({ smoothing: 0, range: [2, 5.5] });
});

test('the metric switch offers the objective first, then what the curves have', () => {
  expect(metricNames('validation.accuracy', [])).toEqual(['accuracy', 'loss']);
  expect(metricNames('validation.macroF1', ['validation.loss', 'validation.accuracy'])).toEqual([
    'macroF1',
    'accuracy',
    'loss',
  ]);
  expect(metricNames('validation.rmse', ['validation.rmse', 'validation.loss', 'train.loss'])).toEqual([
    'rmse',
    'loss',
  ]);
});

test('shares are shown on log error, losses on log, and a metric without train values has no train line', () => {
  expect(metricView('accuracy', []).scales[0]).toBe('error');
  expect(metricView('loss', ['train.loss']).scales[0]).toBe('log');
  expect(metricView('recall[3]', ['validation.recall[3]']).trainKey).toBeNull();
});
