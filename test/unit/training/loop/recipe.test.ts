import { expect, it } from 'vitest';
import { unsupportedSettings } from '#main/training/loop/index.ts';
import { readRecipe } from '#main/training/loop/recipe.ts';

it('accepts what can be trained, and settings that are off', () => {
  expect(
    unsupportedSettings({
      'model.family': 'cnn',
      'model.normalization': 'none',
      'model.residual': false,
      'optimizer.name': 'sgd',
      'schedule.kind': 'step',
      'balance.oversample': 0,
      'augment.flip': 'none',
      'training.labelSmoothing': 0,
      'optimizer.clipNorm': null,
    }),
  ).toEqual([]);
});

it('says all that it refuses, a sentence each, with what to choose instead', () => {
  expect(
    unsupportedSettings({
      'model.padding': 'full',
      'optimizer.name': 'lion',
      'schedule.kind': 'sawtooth',
      'augment.flip': 'sideways',
    }),
  ).toEqual([
    'model.padding "full" cannot be trained by this version: choose same or valid.',
    'optimizer.name "lion" cannot be trained by this version: choose sgd, adam, adamw, rmsprop, adadelta, adagrad or adamax.',
    'schedule.kind "sawtooth" cannot be trained by this version: choose constant, step, plateau, cosine, oneCycle or exponential.',
    'augment.flip "sideways" cannot be trained by this version: choose none, horizontal, vertical or both.',
  ]);
});

it('names the setting that is not a number', () => {
  expect(() => readRecipe({ 'training.batchSize': 0 }, 0.1)).toThrow(
    'training.batchSize must be a whole number of at least 1, not 0',
  );
  expect(() => readRecipe({ 'training.epochs': 2.5 }, 0.1)).toThrow('training.epochs');
  expect(() => readRecipe({ 'schedule.factor': 'half' }, 0.1)).toThrow('schedule.factor must be a number, not "half"');
});
