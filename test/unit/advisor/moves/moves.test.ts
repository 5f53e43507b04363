import { describe, expect, test } from 'vitest';
import { adviseRun, type RunInput, triedMoves } from '#main/advisor/index.ts';
import { classifier, course, healthy, regressor, towards, underfit } from '../curves.fixture.ts';

const movesOf = (input: RunInput) => adviseRun(input).moves;
const first = (input: RunInput) => movesOf(input)[0];

describe('moves for a deficit', () => {
  test('a narrow network is widened', () => {
    const settings = { 'model.units': 40, 'model.layers': 1, 'optimizer.name': 'sgd', 'optimizer.learningRate': 0.4 };
    expect(first(classifier(underfit, { settings }))).toMatchObject({
      setting: 'model.units',
      to: 160,
      direction: 'up',
    });
  });

  test('recurrent networks are widened by their own setting', () => {
    const settings = { 'model.family': 'rnn', 'model.recurrentUnits': 8 };
    expect(first(classifier(underfit, { settings }))).toMatchObject({ setting: 'model.recurrentUnits', to: 32 });
  });

  test('a strong penalty is lowered by a power of ten', () => {
    const settings = { 'model.units': 256, 'regularization.l2': 0.2 };
    expect(first(classifier(underfit, { settings }))).toMatchObject({
      setting: 'regularization.l2',
      direction: 'down',
      to: 0.02,
    });
  });

  test('a calm run with a small step gets a larger one, back to the usual', () => {
    const settings = { 'model.units': 512, 'optimizer.name': 'adam', 'optimizer.learningRate': 0.0001 };
    expect(first(classifier(underfit, { settings }))).toMatchObject({
      setting: 'optimizer.learningRate',
      direction: 'up',
      to: 0.001,
    });
  });

  test('momentum counts as a longer step: 0.1 with 0.9 is ten times the usual', () => {
    const settings = {
      'model.units': 512,
      'optimizer.name': 'sgd',
      'optimizer.learningRate': 0.1,
      'optimizer.momentum': 0.9,
    };
    expect(movesOf(classifier(underfit, { settings })).map(({ setting }) => setting)).not.toContain(
      'optimizer.learningRate',
    );
  });

  test('without settings the direction alone', () => {
    expect(first(classifier(underfit))).toMatchObject({ setting: 'model.units', direction: 'up', to: null });
  });
});

describe('moves for runs that learned nothing', () => {
  const flat = {
    'train.loss': course(15, (epoch) => 2.6 - 0.002 * epoch),
    'validation.loss': course(15, () => 2.6),
    'train.accuracy': course(15, () => 0.1),
    'validation.accuracy': course(15, () => 0.1),
  };
  const nothing = (settings: Record<string, number | string>, inputStd = 1) =>
    classifier(flat, {
      settings,
      facts: { validationRows: 500, labelEntropy: Math.log(10), inputMean: 0, inputStd, initialLoss: 2.6 },
    });

  test('unscaled inputs come before everything else', () => {
    expect(
      first(nothing({ 'input.scaling': 'none', 'optimizer.name': 'sgd', 'optimizer.learningRate': 9 }, 200)),
    ).toMatchObject({
      setting: 'input.scaling',
      to: 'standardize',
    });
  });

  test('not where they have unit size as they are', () => {
    expect(
      first(nothing({ 'input.scaling': 'none', 'optimizer.name': 'sgd', 'optimizer.learningRate': 9 }, 1.1))?.setting,
    ).toBe('optimizer.learningRate');
  });

  test('a step far too large is lowered, one far too small is left to an adaptive method', () => {
    expect(first(nothing({ 'optimizer.name': 'sgd', 'optimizer.learningRate': 9 }))).toMatchObject({
      setting: 'optimizer.learningRate',
      direction: 'down',
    });
    expect(first(nothing({ 'optimizer.name': 'sgd', 'optimizer.learningRate': 1e-4 }))).toMatchObject({
      setting: 'optimizer.name',
      to: 'adam',
    });
  });

  test('an adaptive method with too small steps gets a wider network, or another layer where it is wide already', () => {
    const adam = { 'optimizer.name': 'adam', 'optimizer.learningRate': 1e-6, 'model.layers': 1 };
    expect(first(nothing({ ...adam, 'model.units': 100 }))).toMatchObject({ setting: 'model.units', to: 400 });
    expect(first(nothing({ ...adam, 'model.units': 200 }))).toMatchObject({ setting: 'model.layers', to: 2 });
  });
});

describe('moves for runs that diverged', () => {
  const settings = { 'optimizer.name': 'sgd', 'optimizer.learningRate': 3 };
  const nan = { 'train.loss': [2, Number.NaN], 'validation.loss': [2, Number.NaN] };
  const named = (input: RunInput) => movesOf(input).map(({ setting }) => setting);

  test('a classifier gets a smaller step first', () => {
    expect(named(classifier(nan, { settings }))).toEqual(['optimizer.learningRate', 'optimizer.name']);
    expect(first(classifier(nan, { settings }))?.to).toBe(0.1);
  });

  test('regression an adaptive method, as how small a step must be depends on the size of its labels', () => {
    expect(named(regressor(nan, { settings }))).toEqual(['optimizer.name', 'optimizer.learningRate']);
  });

  test('an adaptive method a smaller step and a limit on the gradient, unless it has one', () => {
    const adam = { 'optimizer.name': 'adam', 'optimizer.learningRate': 3 };
    expect(named(classifier(nan, { settings: adam }))).toEqual(['optimizer.learningRate', 'optimizer.clipNorm']);
    const clipped = { ...adam, 'optimizer.clipNorm': 5 };
    expect(named(classifier(nan, { settings: clipped }))).toEqual(['optimizer.learningRate']);
  });
});

describe('moves for imbalanced data', () => {
  const facts = { validationRows: 1000, labelShares: [0.9, 0.1], labelEntropy: 0.325 };
  const curve = {
    ...healthy,
    'train.balancedAccuracy': course(30, towards(0.5, 0.8, 3)),
    'validation.balancedAccuracy': course(30, towards(0.5, 0.75, 3)),
  };

  test('the rare class is copied, judged by balanced accuracy', () => {
    expect(movesOf(classifier(curve, { facts, classes: 2 })).map(({ setting }) => setting)).toContain(
      'balance.oversample',
    );
  });

  test('not where it is copied already', () => {
    const settings = { 'balance.oversample': 1 };
    expect(movesOf(classifier(curve, { facts, classes: 2, settings })).map(({ setting }) => setting)).not.toContain(
      'balance.oversample',
    );
  });

  test('nor where 32 rows only happen to be uneven', () => {
    const uneven = { ...facts, labelShares: [0.75, 0.25] };
    expect(
      movesOf(classifier(curve, { facts: uneven, classes: 2, rows: 32 })).map(({ setting }) => setting),
    ).not.toContain('balance.oversample');
  });
});

describe('what the study knows', () => {
  const settings = { 'model.units': 8, 'model.layers': 1, 'model.dropout': 0.5 };

  test('a setting that never mattered here is not proposed first, and that is said', () => {
    const unimportant = { 'model.units': 0.4 };
    const known = adviseRun(classifier(underfit, { settings, study: { unimportant } })).moves;
    const units = known.find(({ setting }) => setting === 'model.units');
    expect(units?.known.map(({ id }) => id)).toEqual(['known.unimportant']);
    expect(units?.gain).toBeLessThan(first(classifier(underfit, { settings }))?.gain ?? 0);
    expect(known[0]?.setting).not.toBe('model.units');
  });

  test('a move that another trial tried without gain is named with that trial, and comes later', () => {
    const tried = [{ trial: 12, setting: 'model.units', direction: 'up' as const, value: 32, gain: -0.01 }];
    const moves = adviseRun(classifier(underfit, { settings, study: { tried } })).moves;
    expect(moves[0]?.setting).not.toBe('model.units');
    expect(moves.find(({ setting }) => setting === 'model.units')?.known).toEqual([
      { id: 'known.tried-no-gain', values: { setting: 'model.units', trial: 12, value: '32', gain: -0.01 } },
    ]);
  });

  test('one that helped there stays first', () => {
    const tried = [{ trial: 12, setting: 'model.units', direction: 'up' as const, value: 32, gain: 0.1 }];
    expect(first(classifier(underfit, { settings, study: { tried } }))).toMatchObject({
      setting: 'model.units',
      known: [{ id: 'known.tried-gain' }],
    });
  });

  test('trials that differ in one setting alone are what was tried', () => {
    const run = { trial: 3, settings: { a: 1, b: 'x' }, score: 0.8 };
    const others = [
      run,
      { trial: 4, settings: { a: 2, b: 'x' }, score: 0.9 },
      { trial: 5, settings: { a: 0.5, b: 'x' }, score: 0.7 },
      { trial: 6, settings: { a: 1, b: 'y' }, score: Number.NaN },
      { trial: 7, settings: { a: 9, b: 'y' }, score: 1 },
    ];
    expect(triedMoves(others)(run)).toEqual([
      { trial: 4, setting: 'a', direction: 'up', value: 2, gain: expect.closeTo(0.1) },
      { trial: 5, setting: 'a', direction: 'down', value: 0.5, gain: expect.closeTo(-0.1) },
    ]);
  });
});

test('a run under way is not told to train longer: it will', () => {
  const rising = {
    'train.loss': course(12, (epoch) => 2.3 * epoch ** -0.4),
    'validation.loss': course(12, (epoch) => 2.35 * epoch ** -0.38),
    'validation.accuracy': course(12, (epoch) => 1 - 0.91 * epoch ** -0.38),
  };
  const epochsMove = (planned: number) =>
    movesOf(classifier(rising, { settings: { 'training.epochs': planned } })).find(
      ({ setting }) => setting === 'training.epochs',
    );
  expect(epochsMove(12)).toMatchObject({ to: 24 });
  expect(epochsMove(100)).toBeUndefined();
});

test('the second move is one that hardly ever does harm', () => {
  const facts = {
    validationRows: 1000,
    labelShares: Array(10).fill(0.1),
    labelEntropy: Math.log(10),
    rowsAvailable: 8000,
  };
  const moves = movesOf(classifier(underfit, { facts, settings: { 'model.units': 8, 'model.dropout': 0.6 } }));
  expect(moves.map(({ setting }) => setting)).toEqual(['model.units', 'subset.fraction']);
});

test('every move names a rule of thumb with its source', () => {
  for (const move of movesOf(classifier(underfit, { settings: { 'model.units': 8 } })))
    expect(move.source).not.toBe('');
});
