import { expect, test } from 'vitest';
import { stageOfMove } from '../../../../../src/renderer/features/inspector/verdict/model.ts';

const rate = {
  ...{ name: 'optimizer.learningRate', type: 'float' as const, low: 1e-5, high: 1, scale: 'log' as const },
};
const units = { name: 'model.units', type: 'int' as const, low: 4, high: 64, scale: 'log' as const };

test('a move with a range searches it on the scale of the study, whole numbers rounded outwards', () => {
  const range = { low: 0.001, high: 0.05 };
  expect(stageOfMove({ setting: rate.name, to: 0.01, range }, [rate], {})).toEqual({
    settings: { [rate.name]: { type: 'float', low: 0.001, high: 0.05, scale: 'log' } },
  });
  expect(stageOfMove({ setting: units.name, to: 64, range: { low: 32.5, high: 128.5 } }, [units], {})).toEqual({
    settings: { [units.name]: { type: 'int', low: 32, high: 129, scale: 'log' } },
  });
});

test('a setting that the study does not search has the scale of the registry; no zero on a log scale', () => {
  expect(stageOfMove({ setting: 'model.dropout', to: 0.5, range: { low: 0, high: 0.7 } }, [], {})).toEqual({
    settings: { 'model.dropout': { type: 'float', low: 0, high: 0.7, scale: 'linear' } },
  });
  expect(stageOfMove({ setting: 'regularization.l2', to: 0, range: { low: 0, high: 0.1 } }, [], {})).toEqual({
    settings: { 'regularization.l2': { type: 'float', low: 0, high: 0.1, scale: 'linear' } },
  });
});

test('a value alone is fixed; epochs and the share of the rows are fields of the stage; a direction alone is none', () => {
  expect(stageOfMove({ setting: 'optimizer.name', to: 'adam', range: null }, [], {})).toEqual({
    settings: { 'optimizer.name': 'adam' },
  });
  expect(stageOfMove({ setting: 'training.epochs', to: 48, range: null }, [], {})).toEqual({
    settings: {},
    epochs: 48,
  });
  expect(stageOfMove({ setting: 'subset.fraction', to: 0.5, range: { low: 0.25, high: 1 } }, [], {})).toEqual({
    ...{ settings: {}, fraction: 0.5 },
  });
  expect(stageOfMove({ setting: rate.name, to: null, range: null }, [rate], {})).toBeNull();
  expect(stageOfMove({ setting: 'lr', to: 1, range: null }, [], {})).toBeNull();
});
