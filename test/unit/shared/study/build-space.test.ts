import { describe, expect, it } from 'vitest';
import type { DataFacts } from '#shared/settings/index.ts';
import { buildSpace, objectiveOf, resolveSettings, spaceKey, trialCount } from '#shared/study/build-space.ts';
import { checkStudy } from '#shared/study/check-study.ts';
import { changed, example, only, parsed } from './study.fixture.ts';

const images: DataFacts = { task: 'classification', kind: 'image', classes: 10, inputShape: [28, 28, 1] };
const regression: DataFacts = { task: 'regression', kind: 'table', classes: null, inputShape: [3] };
const sgdOrAdam = { type: 'categorical', choices: ['sgd', 'adam'] };

describe('space of a study', () => {
  it('lists its ranges, each after what it depends on', () => {
    const { dimensions } = buildSpace(parsed(example), images);
    expect(dimensions.map(({ name }) => name)).toEqual([
      'model.layers',
      'model.units',
      'model.dropout',
      'optimizer.name',
      'optimizer.learningRate',
      'optimizer.momentum',
      'training.batchSize',
    ]);
    expect(dimensions[1]).toEqual({ name: 'model.units', type: 'int', low: 16, high: 512, scale: 'log' });
  });

  it('does not depend on the order in which the file lists the settings', () => {
    const backwards = { ...example, settings: Object.fromEntries(Object.entries(example.settings).reverse()) };
    expect(buildSpace(parsed(backwards), images)).toEqual(buildSpace(parsed(example), images));
  });

  it("adds the registry's conditions to the file's own", () => {
    const file = parsed(
      only({ 'optimizer.name': sgdOrAdam, 'optimizer.momentum': { type: 'float', low: 0, high: 0.9 } }),
    );
    expect(buildSpace(file, null).dimensions[1]).toMatchObject({
      name: 'optimizer.momentum',
      when: { 'optimizer.name': ['sgd'] },
    });
  });

  it('drops conditions that always hold', () => {
    const momentum = { type: 'float', low: 0, high: 0.9, when: { 'optimizer.name': ['sgd'] } };
    const file = parsed(only({ 'optimizer.name': 'sgd', 'optimizer.momentum': momentum }));
    expect(buildSpace(file, null).dimensions[0]).not.toHaveProperty('when');
  });

  it('orders dimensions by conditions of the file that run against the registry', () => {
    const layers = { type: 'int', low: 1, high: 3, when: { 'training.batchSize': [32] } };
    const file = parsed(
      only({ 'model.layers': layers, 'training.batchSize': { type: 'categorical', choices: [32, 64] } }),
    );
    expect(buildSpace(file, null).dimensions.map(({ name }) => name)).toEqual(['training.batchSize', 'model.layers']);
  });

  it('knows fixed values and defaults, for conditions and constraints to name', () => {
    const { fixed } = buildSpace(parsed(example), images);
    expect(fixed).toMatchObject({ 'model.family': 'mlp', 'training.epochs': 10, 'model.activation': 'relu' });
    expect(fixed).not.toHaveProperty('model.filters');
    expect(fixed).not.toHaveProperty('optimizer.name');
  });

  it('cuts a prior off where its setting ends', () => {
    const file = parsed(only({ 'model.dropout': { type: 'normal', mean: 0.3, sd: 0.5 } }));
    expect(buildSpace(file, null).constraints).toEqual(['model.dropout >= 0', 'model.dropout < 1']);
  });

  it('takes the family from the data', () => {
    const file = parsed({
      ...(only({ 'model.filters': { type: 'int', low: 8, high: 64 } }) as object),
      data: { source: 'idx', path: 'x' },
    });
    expect(buildSpace(file, null).fixed['model.family']).toBe('cnn');
    expect(() => buildSpace(file, regression)).toThrow('model.family is "mlp"');
  });

  it('refuses a range that the data have no use for, once they are known', () => {
    const file = parsed(only({ 'balance.classWeights': { type: 'float', low: 0, high: 1 } }));
    expect(checkStudy(file, images)).toEqual([]);
    expect(checkStudy(file, regression)).toMatchObject([{ path: 'settings.balance.classWeights', severity: 'error' }]);
  });
});

describe('settings of one trial', () => {
  it('merge params, fixed values and defaults that follow them', () => {
    const file = parsed(only({ 'optimizer.name': sgdOrAdam, 'training.epochs': 7 }));
    const sgd = resolveSettings(file, { 'optimizer.name': 'sgd' }, images);
    const adam = resolveSettings(file, { 'optimizer.name': 'adam' }, images);
    expect(sgd).toMatchObject({
      'optimizer.learningRate': 0.1,
      'optimizer.momentum': 0,
      'training.epochs': 7,
      'model.filters': 32,
    });
    expect(adam).toMatchObject({ 'optimizer.learningRate': 0.001, 'optimizer.beta1': 0.9, 'model.family': 'cnn' });
    expect(sgd).not.toHaveProperty('optimizer.beta1');
    expect(adam).not.toHaveProperty('optimizer.momentum');
  });

  it('leave out what nothing uses, even when the file fixes it', () => {
    const file = parsed(only({ 'optimizer.name': 'adam', 'optimizer.momentum': 0.9 }));
    expect(resolveSettings(file, {}, regression)).not.toHaveProperty('optimizer.momentum');
    expect(resolveSettings(file, {}, regression)).not.toHaveProperty('balance.classWeights');
    expect(resolveSettings(file, {}, regression)).not.toHaveProperty('augment.flip');
  });

  it('give a setting its default where its own condition does not hold but the model needs it', () => {
    const dropout = { type: 'float', low: 0.1, high: 0.5, when: { 'model.layers': [2] } };
    const file = parsed(only({ 'model.dropout': dropout, 'model.layers': { type: 'int', low: 1, high: 2 } }));
    expect(resolveSettings(file, { 'model.layers': 1 }, regression)).toMatchObject({ 'model.dropout': 0 });
    expect(resolveSettings(file, { 'model.layers': 2, 'model.dropout': 0.3 }, regression)).toMatchObject({
      'model.dropout': 0.3,
    });
  });

  it('resolve to themselves when all are fixed', () => {
    const resolved = resolveSettings(parsed(only({ 'optimizer.name': 'sgd', 'optimizer.momentum': 0.9 })), {}, images);
    expect(resolveSettings(parsed(only(resolved)), {}, images)).toEqual(resolved);
  });
});

describe('objective and budget', () => {
  it('follow the task when the file says nothing', () => {
    const file = parsed(only({}));
    expect(objectiveOf(file, 'classification')).toEqual({
      metric: 'validation.accuracy',
      direction: 'maximize',
      pick: 'best',
    });
    expect(objectiveOf(file, 'regression')).toEqual({ metric: 'validation.rmse', direction: 'minimize', pick: 'best' });
  });

  it('know which way a metric is better', () => {
    const file = parsed(only({}, { objective: { metric: 'validation.loss', pick: 'last' } }));
    expect(objectiveOf(file, 'classification')).toEqual({
      metric: 'validation.loss',
      direction: 'minimize',
      pick: 'last',
    });
  });

  it('a metric of another task is an error once the data are known', () => {
    const file = parsed(only({}, { objective: { metric: 'validation.accuracy' } }));
    expect(checkStudy(file, regression)[0]?.message).toBe(
      '"validation.accuracy" does not exist for regression; use one of validation.loss, validation.rmse, validation.mae, validation.r2.',
    );
  });

  it('the grid decides on its own number of trials', () => {
    const count = (search: object) => trialCount(parsed(only({}, { search })));
    expect([
      count({}),
      count({ trials: 7 }),
      count({ sampler: { kind: 'grid' } }),
      count({ sampler: { kind: 'grid' }, trials: 3 }),
    ]).toEqual([20, 7, null, 3]);
  });
});

describe('identity of a study', () => {
  const key = (input: unknown) => spaceKey(parsed(input));
  const search = (more: object) => ({ ...example, search: { ...example.search, ...more } });

  it.each<[string, unknown]>([
    ['its name', { ...example, name: 'other' }],
    ['its number of trials', search({ trials: 400 })],
    ['its workers', search({ parallel: 8 })],
    ['its starting points', search({ enqueue: [] })],
    ['spelled-out defaults', search({ repeats: 1 })],
    ['the order of keys', { ...example, settings: Object.fromEntries(Object.entries(example.settings).reverse()) }],
  ])('does not change with %s', (_, input) => {
    expect(key(input)).toBe(key(example));
  });

  it.each<[string, unknown]>([
    ['a range', changed({ 'model.units': { type: 'int', low: 16, high: 513, scale: 'log' } })],
    ['a fixed value', changed({ 'training.epochs': 11 })],
    ['a constraint', { ...example, constraints: [] }],
    ['the objective', { ...example, objective: { metric: 'validation.loss' } }],
    ['the data', { ...example, data: { ...example.data, path: 'other' } }],
    ['the split', { ...example, data: { ...example.data, validation: { fraction: 0.2, seed: 0 } } }],
    ['the subset', { ...example, subset: { rows: 100 } }],
    ['the seed', search({ seed: 2 })],
  ])('changes with %s', (_, input) => {
    expect(key(input)).not.toBe(key(example));
  });
});
