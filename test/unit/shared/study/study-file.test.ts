import { describe, expect, it } from 'vitest';
import { detectFileKind, parseStudyFile } from '#shared/study/study-file.ts';
import { changed, errorOf, example, only, parsed, problemsOf, warningsOf } from './study.fixture.ts';

describe('a sound study file', () => {
  it('of the interface specification passes without a word', () => {
    expect(problemsOf(example)).toEqual([]);
  });

  it('gets its defaults', () => {
    const file = parsed({ version: 1, data: { source: 'sample', name: 'digits' } });
    expect(file).toMatchObject({
      settings: {},
      constraints: [],
      search: {
        sampler: { kind: 'auto' },
        pruner: { kind: 'none' },
        trials: null,
        parallel: null,
        seed: 0,
        repeats: 1,
      },
      engine: { name: 'auto', threads: 'auto', devices: [] },
      runner: { kind: 'builtin' },
    });
  });

  it('may hold stages, several pruners, and a subset', () => {
    const file = parsed(
      changed(
        {},
        {
          subset: { fraction: 0.25 },
          search: { pruner: [{ kind: 'median' }, { kind: 'patient', patience: 5 }] },
          stages: [
            { name: 'coarse', trials: 40, settings: { 'training.epochs': 5 }, subset: { fraction: 0.25 } },
            { name: 'fine', trials: 8, narrow: { from: 'coarse' }, vary: ['optimizer.learningRate'], repeats: 3 },
          ],
        },
      ),
    );
    expect(file.data?.subset).toEqual({ fraction: 0.25 });
    expect(file.stages?.[1]?.narrow).toEqual({ from: 'coarse', keepBest: 6, margin: 0.15, accept: 'auto' });
  });

  it('may run a command with settings of its own', () => {
    const file = parsed({
      version: 1,
      settings: { lr: { type: 'float', low: 1e-4, high: 1, scale: 'log' }, 'my.thing': 'x' },
      constraints: ['lr < 0.5'],
      objective: { metric: 'score', direction: 'maximize' },
      runner: { kind: 'command', argv: ['python', 'train.py', '--lr', '{lr}'] },
    });
    expect(file.runner).toMatchObject({ kind: 'command', cwd: '.', env: {} });
  });

  it.each(['../other', '..', 'a/b', 'a\\b', '.hidden', 'ü'])('has no id that could be another folder: %s', (id) => {
    expect(errorOf({ ...example, id })).toEqual(['id', expect.stringMatching(/"id" must be of letters, digits/)]);
  });

  it('parses again to itself', () => {
    const file = parsed(changed({}, { subset: { rows: 500 } }));
    expect(parsed(structuredClone(file))).toEqual(file);
  });

  it('takes null for "none" where a setting has such a choice', () => {
    const file = parsed(
      only({ 'model.normalization': null, 'optimizer.clipNorm': { type: 'categorical', choices: [null, 5] } }),
    );
    expect(file.settings['model.normalization']).toBe('none');
    expect(file.settings['optimizer.clipNorm']).toMatchObject({ choices: [null, 5] });
  });
});

describe('names that are not known', () => {
  it.each<[string, unknown, string, string]>([
    ['a field', { ...example, serach: {} }, 'serach', 'Unknown field "serach"; did you mean "search"?'],
    [
      'a field further in',
      { ...example, search: { trails: 3 } },
      'search.trails',
      'Unknown field "search.trails"; did you mean "trials"?',
    ],
    [
      'a setting',
      changed({ 'optimizer.learnigRate': 0.1 }),
      'settings.optimizer.learnigRate',
      'Unknown setting "optimizer.learnigRate"; did you mean "optimizer.learningRate"?',
    ],
    [
      'a field of a range',
      changed({ 'model.units': { type: 'int', low: 1, hihg: 9, high: 9 } }),
      'settings.model.units.hihg',
      'Unknown field "settings.model.units.hihg"; did you mean "high"?',
    ],
    [
      'a type of range',
      changed({ 'model.units': { type: 'integer', low: 1, high: 9 } }),
      'settings.model.units.type',
      '"settings.model.units.type" is "integer", which is not known; did you mean "int"?',
    ],
    [
      'a choice',
      changed({ 'model.activation': 'rleu' }),
      'settings.model.activation',
      '"model.activation" must be one of "relu", "elu", "gelu", "selu", "tanh", "sigmoid", "leakyRelu", not "rleu"; did you mean "relu"?',
    ],
    [
      'a sampler',
      { ...example, search: { sampler: { kind: 'gird' } } },
      'search.sampler.kind',
      '"search.sampler.kind" is "gird", which is not known; did you mean "grid"?',
    ],
    [
      'an option of a pruner',
      { ...example, search: { pruner: [{ kind: 'median', nWarmupEpoch: 3 }] } },
      'search.pruner[0].nWarmupEpoch',
      'Unknown field "search.pruner[0].nWarmupEpoch"; did you mean "nWarmupEpochs"?',
    ],
    [
      'a metric',
      { ...example, objective: { metric: 'validation.acuracy' } },
      'objective.metric',
      'Unknown metric "validation.acuracy"; did you mean "validation.accuracy"?',
    ],
    [
      'an engine',
      { ...example, engine: { name: 'onx' } },
      'engine.name',
      '"engine.name" must be one of "auto", "onnx", "tensorflow", "tfjs", "reference", not "onx"; did you mean "onnx"?',
    ],
  ])('%s', (_, input, path, message) => {
    expect(errorOf(input)).toEqual([path, message]);
  });

  it('are all told at once', () => {
    const paths = problemsOf({ ...example, nmae: 'x', search: { trails: 3, trials: 0 } }).map(({ path }) => path);
    expect(paths.sort()).toEqual(['nmae', 'search.trails', 'search.trials']);
  });
});

describe('forms that are wrong', () => {
  it.each<[unknown, string]>([
    [[], 'A study file is one object { … }, not a list of 0.'],
    [3, 'The file must be an object { … }, not 3.'],
    [null, 'The file must be an object { … }, not null.'],
    [{ ...example, version: 2 }, '"version" must be 1, not 2.'],
    [{ ...example, search: { trials: 0 } }, '"search.trials" must be at least 1, not 0.'],
    [{ ...example, search: { seed: 1.5 } }, '"search.seed" must be a whole number, not 1.5.'],
    [{ ...example, search: { parallel: 'two' } }, '"search.parallel" must be a number, not "two".'],
    [
      changed({ 'model.layers': [1, 2] }),
      '"settings.model.layers" is a list; write { "type": "categorical", "choices": [ … ] } to search over it.',
    ],
    [
      { version: 1, settings: {} },
      'The study has no "data"; add for example { "source": "sample", "name": "digits" }.',
    ],
    [{ version: 1, kind: 'vernier-best' }, 'This is a best configuration, not a study file.'],
  ])('%j', (input, message) => {
    expect(errorOf(input)[1]).toBe(message);
  });

  it('never throws, whatever JSON it gets', () => {
    const odd: unknown[] = ['', 'x', true, {}, { version: 1, settings: [] }, { version: 1, settings: { a: {} } }, [[]]];
    for (const input of odd) expect(parseStudyFile(input).ok).toBe(false);
  });
});

describe('ranges', () => {
  const rate = (range: object) => changed({ 'optimizer.learningRate': { type: 'float', ...range } });
  const units = (range: object) => changed({ 'model.units': { type: 'int', ...range } });

  it.each<[unknown, string, string]>([
    [
      rate({ low: 1, high: 0.1 }),
      'low',
      '"settings.optimizer.learningRate.low" is 1 and must be smaller than high, which is 0.1.',
    ],
    [
      rate({ low: 1, high: 1 }),
      'low',
      '"settings.optimizer.learningRate.low" is 1 and must be smaller than high, which is 1.',
    ],
    [
      rate({ low: 0, high: 1, scale: 'log' }),
      'low',
      '"settings.optimizer.learningRate.low" must be above 0 on a log scale, not 0.',
    ],
    [
      rate({ low: 0.1, high: 1, scale: 'log', step: 0.1 }),
      'step',
      '"settings.optimizer.learningRate.step" goes with a linear scale only; on a log scale leave it out or give "points".',
    ],
    [rate({ low: 0.1, high: 1, step: 0 }), 'step', '"settings.optimizer.learningRate.step" must be above 0, not 0.'],
    [
      rate({ low: 0.1, high: 1, values: [0.1, 5] }),
      'values[1]',
      '"settings.optimizer.learningRate.values[1]" is 5, outside the range from 0.1 to 1.',
    ],
    [rate({ low: 0.1 }), 'high', '"settings.optimizer.learningRate.high" is missing; a range needs low and high.'],
    [rate({ low: 'a', high: 1 }), 'low', '"settings.optimizer.learningRate.low" must be a number, not "a".'],
    [units({ low: 1.5, high: 9 }), 'low', '"settings.model.units.low" must be a whole number, not 1.5.'],
  ])('%#: %j', (input, field, message) => {
    const [path, told] = errorOf(input);
    expect(path.endsWith(`.${field}`)).toBe(true);
    expect(told).toBe(message);
  });

  it('of choices need as many weights as choices, and no choice twice', () => {
    const choices = (more: object) => changed({ 'optimizer.name': { type: 'categorical', ...more } });
    expect(errorOf(choices({ choices: ['sgd', 'adam'], weights: [1] }))[1]).toContain('1 weights for 2 choices');
    expect(errorOf(choices({ choices: ['sgd', 'adam', 'sgd'] }))[1]).toContain('repeats "sgd"');
    expect(errorOf(choices({ choices: [] }))[1]).toContain('must not be empty');
  });

  it('must fit the setting: whole numbers, choices, legal ends', () => {
    expect(errorOf(changed({ 'model.units': { type: 'float', low: 1, high: 9 } }))[1]).toContain('"type": "int"');
    expect(errorOf(only({ 'optimizer.name': { type: 'float', low: 1, high: 9 } }))[1]).toContain(
      '"type": "categorical"',
    );
    expect(errorOf(changed({ 'model.dropout': { type: 'float', low: 0, high: 1 } }))).toEqual([
      'settings.model.dropout.high',
      '"model.dropout" must be a number of at least 0 and below 1, not 1.',
    ]);
  });

  const far = 'than can be computed with; narrow the range.';
  const ofLogarithm = 'they are the mean and sd of the logarithm.';
  it.each<[object, string, string]>([
    [{ low: -1e308, high: 1e308 }, 'high', `is 1e+308, farther from low, which is -1e+308, ${far}`],
    [{ low: 1e-320, high: 1, scale: 'log' }, 'high', `is 1, farther from low, which is 1e-320, ${far}`],
    [
      { type: 'normal', mean: 0, sd: 1e308 },
      'mean',
      'give values that are too large or too small to be computed with.',
    ],
    [{ type: 'lognormal', mean: 800, sd: 1 }, 'mean', ofLogarithm],
    [{ type: 'lognormal', mean: 0, sd: 500 }, 'mean', ofLogarithm],
    [{ type: 'normal', mean: 0, sd: 1, step: 10 }, 'step', 'only one value within three sd of its mean.'],
    [{ type: 'lognormal', mean: 0, sd: 0.1, step: 3 }, 'step', 'only one value within three sd of its mean.'],
  ])('must be one that doubles can tell apart: %j', (range, field, sentence) => {
    const [path, message] = errorOf(only({ 'optimizer.learningRate': { type: 'float', ...range } }));
    expect(path).toBe(`settings.optimizer.learningRate.${field}`);
    expect(message).toContain(sentence);
  });

  it('may be a list of values without ends', () => {
    const file = parsed(rate({ values: [0.1, 0.001, 0.01] }));
    expect(file.settings['optimizer.learningRate']).toMatchObject({
      low: 0.001,
      high: 0.1,
      values: [0.001, 0.01, 0.1],
    });
  });

  it('that are unusual are legal with a warning', () => {
    expect(warningsOf(changed({ 'optimizer.learningRate': 1e4, 'optimizer.name': 'sgd' }))).toContain(
      '"optimizer.learningRate" is 10000; values outside 1e-8 to 10 are very unusual.',
    );
  });
});

describe('settings that nothing uses', () => {
  it('a range on one is an error that names the condition', () => {
    expect(
      errorOf(
        changed(
          { 'optimizer.name': 'adam', 'optimizer.momentum': { type: 'float', low: 0, high: 0.9 } },
          { search: {} },
        ),
      ),
    ).toEqual([
      'settings.optimizer.momentum',
      '"optimizer.momentum" is searched but never used: it applies when optimizer.name is "sgd" or "rmsprop", and optimizer.name is "adam"; fix that or drop the range.',
    ]);
    expect(errorOf(changed({ 'model.filters': { type: 'int', low: 8, high: 64 } }))[1]).toContain(
      'it applies when model.family is "cnn", and model.family is "mlp"',
    );
  });

  it('so is one whose own condition never holds', () => {
    const dropout = { type: 'float', low: 0, high: 0.5, when: { 'model.layers': [7] } };
    expect(errorOf(changed({ 'model.dropout': dropout }))[1]).toContain(
      'the range of model.layers holds no such value',
    );
  });

  it('a fixed value gets a warning', () => {
    expect(warningsOf(only({ 'optimizer.name': 'adam', 'optimizer.momentum': 0.9 }))).toEqual([
      '"optimizer.momentum" is used only when optimizer.name is "sgd" or "rmsprop"; its value is ignored.',
    ]);
  });
});

describe('conditions', () => {
  const dropout = (when: object) => changed({ 'model.dropout': { type: 'float', low: 0, high: 0.5, when } });

  it('on a setting that does not exist name the nearest', () => {
    expect(errorOf(dropout({ 'model.layres': [1] }))).toEqual([
      'settings.model.dropout.when.model.layres',
      '"model.dropout" depends on "model.layres", which is not a setting; did you mean "model.layers"?',
    ]);
  });

  it('on what only the data can tell wait for the data', () => {
    const dropout = { type: 'float', low: 0, high: 0.5, when: { 'model.family': ['cnn'] } };
    expect(problemsOf(only({ 'model.dropout': dropout }, { data: { source: 'npy', x: 'x.npy', y: 'y.npy' } }))).toEqual(
      [],
    );
  });

  it('must not go in a circle', () => {
    const input = changed({
      'model.dropout': { type: 'float', low: 0, high: 0.5, when: { 'model.layers': [2] } },
      'model.layers': { type: 'int', low: 1, high: 3, when: { 'model.dropout': [0.5] } },
    });
    expect(errorOf(input)[1]).toMatch(/circle; drop one "when"/);
    const layers = { type: 'int', low: 1, high: 3, when: { 'model.layers': [2] } };
    expect(errorOf(changed({ 'model.layers': layers }))[1]).toBe(
      'The condition of "model.layers" depends on "model.layers" itself; drop it from "when".',
    );
  });

  it('must not ask for what rules out the setting that they name', () => {
    const input = changed({
      'model.layers': { type: 'int', low: 1, high: 3 },
      'model.dropout': { type: 'float', low: 0, high: 0.5, points: 2, when: { 'model.layers': [1, 2] } },
      'model.units': { type: 'int', low: 8, high: 64, when: { 'model.dropout': [0.5], 'model.layers': [3] } },
    });
    expect(errorOf(input)).toEqual([
      'settings.model.units',
      '"model.units" is searched but never used: it applies when model.dropout is 0.5 and model.layers is 3, and these settings are used together with no value of model.layers; fix that or drop the range.',
    ]);
  });
});

describe('constraints', () => {
  it.each<[string, string]>([
    [
      'model.units * 3 < = 2',
      'Constraint "model.units * 3 < = 2", column 19: "=" is not understood here; write "==" to compare.',
    ],
    [
      'model.unit < 3',
      'Constraint "model.unit < 3" names "model.unit", which is not a setting; did you mean "model.units"?',
    ],
    [
      'model.units > 1000000',
      'None of 10000 points drawn from the search space satisfies "model.units > 1000000"; widen the ranges or relax the constraint.',
    ],
    ['optimizer.name > 3', 'Constraint "optimizer.name > 3", column 1: ">" needs a number, not a text.'],
  ])('%s', (constraint, message) => {
    expect(errorOf({ ...example, constraints: [constraint] })[1]).toBe(message);
  });

  it('with a text that their setting never is get a warning', () => {
    const warnings = (constraint: string) => warningsOf({ ...example, constraints: [constraint] });
    expect(warnings('optimizer.name != "sdg" or model.layers < 3')).toEqual([
      'Constraint "optimizer.name != "sdg" or model.layers < 3" compares "optimizer.name" with "sdg", which it never is; did you mean "sgd"?',
    ]);
    // A choice that this study does not try is one all the same.
    expect(warnings('not (optimizer.name == "rmsprop" and model.layers > 2)')).toEqual([]);
  });

  it('on a default that follows a searched setting ask for a value', () => {
    const input = only(
      { 'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] } },
      {
        constraints: ['optimizer.learningRate < 0.05'],
      },
    );
    expect(errorOf(input)[1]).toContain('whose default depends on a searched setting; give it a value');
  });

  it('are looked for on the grid when a grid is asked for', () => {
    const input = only(
      { 'model.layers': { type: 'int', low: 1, high: 3 }, 'model.units': { type: 'int', low: 1, high: 101 } },
      { constraints: ['model.units == 2'], search: { sampler: { kind: 'grid' } } },
    );
    expect(errorOf(input)[1]).toContain('Nothing in the grid satisfies "model.units == 2"');
  });
});

describe('starting points', () => {
  const start = (point: object) => ({ ...example, search: { enqueue: [point] } });

  it.each<[object, string]>([
    [
      { 'optimizer.learningRate': 7 },
      'Starting point 1 has optimizer.learningRate 7, which its range from 0.0001 to 1 does not contain.',
    ],
    [
      { 'training.batchSize': 100 },
      'Starting point 1 has training.batchSize 100, which its choices (32, 64, 128, 256) does not contain.',
    ],
    [
      { 'model.layers': 3, 'model.units': 512 },
      'Starting point 1 breaks the constraint "model.layers * model.units <= 1024".',
    ],
    [
      { 'training.epochs': 3 },
      'Starting point 1 sets training.epochs to 3, but the study does not search training.epochs; make it a range or leave it out.',
    ],
    [
      { 'optimizer.mometum': 0.5 },
      'Starting point 1 names "optimizer.mometum", which is not a setting; did you mean "optimizer.momentum"?',
    ],
  ])('%j', (point, message) => {
    expect(errorOf(start(point))[1]).toBe(message);
  });

  it('may repeat a fixed value, and lose an inactive one with a warning', () => {
    expect(problemsOf(start({ 'training.epochs': 10 }))).toEqual([]);
    expect(warningsOf(start({ 'optimizer.name': 'adam', 'optimizer.momentum': 0.5 }))).toEqual([
      'Starting point 1 sets optimizer.momentum, which is used only when optimizer.name is "sgd"; it is left out.',
    ]);
  });
});

describe('budgets', () => {
  it('larger than the grid get a warning with the number of points', () => {
    const input = only(
      {
        'model.layers': { type: 'int', low: 1, high: 2 },
        'optimizer.learningRate': { type: 'float', values: [0.1, 0.01, 0.001] },
      },
      { search: { sampler: { kind: 'grid' }, trials: 100 } },
    );
    expect(warningsOf(input)).toEqual([
      'The grid ends after 6 of the 100 trials asked for: it has no more combinations.',
    ]);
  });
});

it('objectives without a better side need a direction', () => {
  expect(errorOf({ ...example, objective: { metric: 'train.gradientNorm' } })[1]).toContain('add "direction"');
  expect(problemsOf({ ...example, objective: { metric: 'validation.recall[cat]' } })).toEqual([]);
});

it('tells a study from a best configuration', () => {
  expect(detectFileKind(example)).toBe('study');
  expect(detectFileKind({ version: 1, kind: 'vernier-best' })).toBe('best');
  expect(detectFileKind({ hello: 1 })).toBe('unknown');
  expect(detectFileKind([])).toBe('unknown');
});
