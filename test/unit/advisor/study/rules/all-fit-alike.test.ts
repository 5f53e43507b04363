import { expect, test } from 'vitest';
import type { Verdict } from '#shared/contract/advice.ts';
import { rate, spaceOf, study, told, trial, units } from '../studies.fixture.ts';

const judged = (...counts: readonly (readonly [Verdict, number])[]) =>
  counts
    .flatMap(([verdict, count]) => Array.from({ length: count }, () => verdict))
    .map((verdict, i) => trial(i + 1, { verdict, params: { 'optimizer.learningRate': 0.01 }, value: 0.5 + i / 1000 }));
const space = spaceOf(rate);
const mlp = { 'model.family': 'mlp', 'model.units': 16, 'model.dropout': 0 };

test('most runs underfit: the width is searched above what it is', () => {
  const trials = judged(['underfitting', 14], ['good', 2]);
  const [fixed] = told(study(space, trials, { bestSettings: mlp }), 'all-underfit');
  expect(fixed).toMatchObject({
    evidence: { id: 'study.underfit', values: { count: 14, of: 16, limit: 0.5 } },
    change: { kind: 'range', setting: 'model.units', from: null, to: { type: 'int', low: 16, high: 64, scale: 'log' } },
  });
  const searched = trials.map((one) => ({ ...one, params: { ...one.params, 'model.units': 20 } }));
  const [wider] = told(study(spaceOf(rate, units), searched, { bestSettings: mlp }), 'all-underfit');
  expect(wider?.change).toMatchObject({ from: { low: 16, high: 512 }, to: { low: 91, high: 2048, scale: 'log' } });
  const [recurrent] = told(
    study(space, trials, { bestSettings: { 'model.family': 'rnn', 'model.recurrentUnits': 8 } }),
    'all-underfit',
  );
  expect(recurrent?.change).toMatchObject({ setting: 'model.recurrentUnits' });
});

test('most runs overfit: more of the data where a part is used, else dropout', () => {
  const trials = judged(['overfitting', 12], ['good', 1]);
  const [data] = told(study(space, trials, { bestSettings: mlp, subsetFraction: 0.3 }), 'all-overfit');
  expect(data?.change).toEqual({ kind: 'subset', from: 0.3, to: 0.6 });
  const [dropout] = told(study(space, trials, { bestSettings: mlp }), 'all-overfit');
  expect(dropout?.change).toMatchObject({ setting: 'model.dropout', from: null, to: { low: 0, high: 0.5 } });
});

test('a program of the user’s own is told, without a change', () => {
  const [advice] = told(study(space, judged(['underfitting', 10]), { builtin: false }), 'all-underfit');
  expect(advice?.change).toBeNull();
});

test('silent for a mixture, for few runs, and for verdicts that came too early', () => {
  for (const trials of [
    judged(['underfitting', 6], ['good', 6]),
    judged(['underfitting', 7]),
    judged(['too-early', 20]),
    judged(['overfitting', 6], ['underfitting', 6]),
  ]) {
    const input = study(space, trials, { bestSettings: mlp });
    expect([...told(input, 'all-underfit'), ...told(input, 'all-overfit')]).toEqual([]);
  }
});
