import { expect, test } from 'vitest';
import { metricOf, taskOf } from '#main/curve-files/names.ts';

test.each([
  ['loss', 'train.loss'],
  ['val_loss', 'validation.loss'],
  ['accuracy', 'train.accuracy'],
  ['val_sparse_categorical_accuracy', 'validation.accuracy'],
  ['Loss/val', 'validation.loss'],
  ['Accuracy/train', 'train.accuracy'],
  ['trainLoss', 'train.loss'],
  ['valid acc', 'validation.accuracy'],
  ['validation.balancedAccuracy', 'validation.balancedAccuracy'],
  ['test_rmse', 'validation.rmse'],
  ['val_r2', 'validation.r2'],
  ['eval/loss', 'validation.loss'],
  ['epoch', 'epoch'],
  ['lr', 'learningRate'],
  ['train/grad_norm', 'gradientNorm'],
])('%s is %s', (name, meaning) => {
  expect(metricOf(name)).toBe(meaning);
});

test.each(['time', 'step', 'samples/s', 'gloss', 'val', ''])('%s is no metric that is known', (name) => {
  expect(metricOf(name)).toBeNull();
});

test('a folder says the part where the name does not', () => {
  expect(metricOf('epoch_loss', 'validation')).toBe('validation.loss');
  expect(metricOf('train_loss', 'validation')).toBe('train.loss');
});

test('errors in the unit of the label mean regression', () => {
  expect(taskOf(['train.loss', 'validation.rmse'])).toBe('regression');
  expect(taskOf(['train.loss', 'validation.accuracy', 'validation.mae'])).toBe('classification');
});
