import { expect, test } from 'vitest';
import { metricNames, metricView, objectiveView } from '../../../../src/renderer/state/metric-keys.ts';

test('built-in studies offer the objective first and then what everybody wants to see', () => {
  const keys = [
    'train.loss',
    'validation.loss',
    'validation.accuracy',
    'validation.macroF1',
    'learningRate',
    'classMix[a]',
  ];
  expect(metricNames('validation.macroF1', keys)).toEqual(['macroF1', 'accuracy', 'loss', 'learningRate']);
  expect(metricNames('validation.loss', [...keys, 'train.gradientNorm', 'train.steps'])).toEqual([
    ...['loss', 'accuracy', 'macroF1', 'gradientNorm', 'learningRate'],
  ]);
  expect(metricView('gradientNorm', ['train.gradientNorm'])).toMatchObject({
    ...{ trainKey: null, validationKey: 'train.gradientNorm', scales: ['log', 'linear'] },
  });
  expect(metricNames('validation.accuracy', [])).toEqual(['accuracy', 'loss']);
  expect(metricView('loss', keys)).toMatchObject({
    trainKey: 'train.loss',
    validationKey: 'validation.loss',
    better: 'low',
  });
  expect(metricView('accuracy', keys)).toMatchObject({ trainKey: null, better: 'high', scales: ['error', 'linear'] });
});

test('metrics of a program of the user are shown under the names that it gives', () => {
  const keys = ['score', 'seconds', 'train.score'];
  const objective = { metric: 'score', direction: 'maximize' } as const;
  expect(metricNames('score', keys)).toEqual(['score', 'seconds']);
  expect(metricView('score', keys, objective)).toEqual({
    ...{ name: 'score', trainKey: 'train.score', validationKey: 'score', better: 'high', scales: ['linear', 'log'] },
  });
  expect(metricView('seconds', keys, objective)).toMatchObject({ validationKey: 'seconds', better: 'low' });
  // The small curves beside the runs know the objective only.
  expect(objectiveView(objective, [])).toMatchObject({ validationKey: 'score', better: 'high' });
  expect(objectiveView({ metric: 'validation.rmse', direction: 'minimize' }, [])).toMatchObject({
    ...{ validationKey: 'validation.rmse', trainKey: 'train.rmse', better: 'low', scales: ['log', 'linear'] },
  });
});
