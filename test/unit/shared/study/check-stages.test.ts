import { describe, expect, it } from 'vitest';
import { buildSpace, spaceKey } from '#shared/study/build-space.ts';
import { type StageRanges, stageFile } from '#shared/study/stage-file.ts';
import { errorOf, only, parsed, problemsOf, warningsOf } from './study.fixture.ts';

const settings = {
  'model.units': { type: 'int', low: 8, high: 64 },
  'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
  'optimizer.momentum': { type: 'float', low: 0, high: 0.9, when: { 'optimizer.name': ['sgd'] } },
};
const coarse = { name: 'coarse', trials: 9, settings: { 'training.epochs': 2 }, subset: { fraction: 0.5 } };
const fine = { name: 'fine', trials: 4, narrow: { from: 'coarse' }, settings: { 'training.epochs': 6 } };

const staged = (stages: unknown, fields: Record<string, unknown> = {}) => only(settings, { stages, ...fields });
const error = (stages: unknown, fields?: Record<string, unknown>) => errorOf(staged(stages, fields));

describe('stages that are wrong', () => {
  it.each<[string, unknown, Record<string, unknown> | undefined, string, string]>([
    [
      'a name twice',
      [coarse, { ...fine, name: 'coarse' }],
      undefined,
      'stages[1].name',
      'Two stages are called "coarse"; give each a name of its own.',
    ],
    [
      'trials of the whole study',
      [coarse, fine],
      { search: { trials: 20 } },
      'search.trials',
      'A study with stages takes the number of trials from each of them; leave "search.trials" (--trials) out.',
    ],
    [
      'a first stage that narrows',
      [{ ...fine, narrow: { from: 'fine' } }],
      undefined,
      'stages[0].narrow.from',
      'The first stage has none before it to narrow; leave "narrow" out.',
    ],
    [
      'a stage that is not there',
      [coarse, { ...fine, narrow: { from: 'corse' } }],
      undefined,
      'stages[1].narrow.from',
      'There is no stage "corse"; narrow one of "coarse".',
    ],
    [
      'a stage that comes later',
      [coarse, { ...fine, narrow: { from: 'last' } }, { name: 'last', trials: 1 }],
      undefined,
      'stages[1].narrow.from',
      'Stage "last" does not come before this one; narrow one of "coarse".',
    ],
    [
      '"vary" without "narrow"',
      [coarse, { name: 'fine', trials: 2, vary: ['model.units'] }],
      undefined,
      'stages[1].vary',
      '"vary" goes with "narrow", whose best trial gives the other values.',
    ],
    [
      '"vary" of what is not searched',
      [coarse, { ...fine, vary: ['model.unit'] }],
      undefined,
      'stages[1].vary[0]',
      '"vary" names "model.unit", which stage "coarse" does not search; did you mean "model.units"?',
    ],
    [
      'an unknown setting',
      [coarse, { ...fine, settings: { 'training.epoch': 3 } }],
      undefined,
      'stages[1].settings.training.epoch',
      'Unknown setting "training.epoch"; did you mean "training.epochs"?',
    ],
    [
      'a value that is not legal',
      [{ ...coarse, settings: { 'model.dropout': { type: 'float', low: 0, high: 7 } } }],
      undefined,
      'stages[0].settings.model.dropout.high',
      '',
    ],
    [
      'a margin below 0',
      [coarse, { ...fine, narrow: { from: 'coarse', margin: -0.1 } }],
      undefined,
      'stages[1].narrow.margin',
      '"stages[1].narrow.margin" must be at least 0, not -0.1.',
    ],
    ['an unknown field', [{ ...coarse, epochs: 3 }], undefined, 'stages[0].epochs', ''],
    ['no stage', [], undefined, 'stages', '"stages" must not be empty.'],
  ])('%s', (_what, stages, fields, path, message) => {
    const [at, said] = error(stages, fields);
    expect(at).toBe(path);
    if (message !== '') expect(said).toBe(message);
  });

  it('says what is wrong with the study itself once, not for every stage', () => {
    const file = only({ 'model.unitz': 3 }, { stages: [coarse, fine] });
    expect(problemsOf(file).map(({ path }) => path)).toEqual(['settings.model.unitz']);
  });

  it('warns of a stage that asks for more trials than its space has', () => {
    const tiny = { name: 'tiny', trials: 9, settings: { 'model.units': 8, 'optimizer.momentum': 0 } };
    expect(warningsOf(staged([tiny]))).toEqual([
      'The search ends after 2 of the 9 trials asked for: the space has no more different configurations.',
    ]);
  });
});

describe('the study of one stage', () => {
  const file = parsed(staged([coarse, fine], { search: { seed: 3, enqueue: [{ 'model.units': 9 }] } }));
  const nothing = () => null;

  it('has its own epochs, subset and trials; starting points are of the first', () => {
    const first = stageFile(file, 'coarse', nothing);
    expect(first.settings['training.epochs']).toBe(2);
    expect(first.data?.subset).toEqual({ fraction: 0.5 });
    expect(first.search).toMatchObject({ trials: 9, enqueue: [{ 'model.units': 9 }] });
    const second = stageFile(file, 'fine', nothing);
    expect(second.settings['training.epochs']).toBe(6);
    expect(second.data?.subset).toBeUndefined();
    expect(second.search).toMatchObject({ trials: 4, enqueue: [] });
    expect(second.stages).toBeUndefined();
  });

  it('does not search what its own settings leave no use for', () => {
    const adam = parsed(staged([{ ...coarse, settings: { 'optimizer.name': 'adam' } }, fine]));
    expect(Object.keys(stageFile(adam, 'coarse', nothing).settings)).toEqual(['model.units', 'optimizer.name']);
    // A stage's own settings are its own: the one that narrows it searches the study's again.
    expect('optimizer.name' in stageFile(adam, 'fine', nothing).settings).toBe(true);
  });

  it('searches the ranges that were settled, without what they rule out', () => {
    const ranges = {
      'model.units': { type: 'int', low: 20, high: 30, scale: 'linear' },
      'optimizer.name': 'adam',
    } as const;
    const second = stageFile(file, 'fine', () => ({ ranges, dropped: ['optimizer.momentum'] }));
    expect(buildSpace(second, null).dimensions).toEqual([{ name: 'model.units', ...ranges['model.units'] }]);
  });
});

it('what a stage has fixed stays fixed in the stage that narrows it', () => {
  const last = { name: 'last', trials: 1, narrow: { from: 'fine' } };
  const file = parsed(staged([coarse, { ...fine, vary: ['model.units'] }, last]));
  const units = { type: 'int', low: 20, high: 30, scale: 'linear' } as const;
  const settled: Record<string, StageRanges> = {
    fine: { ranges: { 'model.units': units, 'optimizer.name': 'adam' }, dropped: ['optimizer.momentum'] },
    last: { ranges: { 'model.units': { ...units, high: 25 } }, dropped: [] },
  };
  const { settings: own } = stageFile(file, 'last', (stage) => settled[stage] ?? null);
  expect(own).toEqual({ 'model.units': { ...units, high: 25 }, 'optimizer.name': 'adam' });
});

it('a study stays the same study when a stage gets more trials or accepts by itself, and no longer when it narrows otherwise', () => {
  const key = (stage: object) => spaceKey(parsed(staged([coarse, stage])));
  expect(key({ ...fine, trials: 40, narrow: { from: 'coarse', accept: 'ask' } })).toBe(key(fine));
  expect(key({ ...fine, narrow: { from: 'coarse', margin: 0.2 } })).not.toBe(key(fine));
  expect(key({ ...fine, subset: { fraction: 0.9 } })).not.toBe(key(fine));
});
