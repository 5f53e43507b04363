import { expect, test } from 'vitest';
import { draftOf, searchSetting, setField } from '../../../../../src/renderer/features/new-study/model/draft.ts';
import { planOf } from '../../../../../src/renderer/features/new-study/model/plan.ts';
import { settingRows } from '../../../../../src/renderer/features/new-study/model/setting-rows.ts';
import {
  followsPlan,
  planStages,
  replanned,
  trialsInStages,
  withStages,
} from '../../../../../src/renderer/features/new-study/model/stage-plan.ts';
import type { DataFacts } from '../../../../../src/shared/settings/index.ts';
import { parseStudyFile } from '../../../../../src/shared/study/study-file.ts';

const facts: DataFacts = { task: 'classification', kind: 'image', classes: 10, inputShape: [8, 8, 1] };
const rate = { type: 'float', low: 1e-4, high: 1, scale: 'log' };
const base = {
  ...{ version: 1, data: { source: 'sample', name: 'digits' }, search: { trials: 30 } },
  settings: {
    'model.family': 'mlp',
    'optimizer.learningRate': rate,
    'training.batchSize': { type: 'categorical', choices: [32, 64], ordered: true },
    'model.units': { type: 'int', low: 16, high: 64, scale: 'log' },
    'model.dropout': { type: 'float', low: 0, high: 0.7 },
    'training.epochs': 20,
  },
};

/** What the check says of the file that would be started. */
function problemsOf(file: object): string[] {
  const parsed = parseStudyFile(file);
  return parsed.problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

test('learning rate and batch size first, the others fixed near their usual values; then those; then all with all epochs', () => {
  const planned = withStages(draftOf(base), planStages(draftOf(base), facts));
  expect(planned.file.stages).toEqual([
    {
      ...{ name: 'important', trials: 12 },
      settings: { 'training.epochs': 10, 'model.units': 64, 'model.dropout': 0 },
    },
    {
      ...{ name: 'others', trials: 12, narrow: { from: 'important' } },
      settings: {
        'training.epochs': 10,
        'model.units': base.settings['model.units'],
        'model.dropout': base.settings['model.dropout'],
      },
    },
    { name: 'fine', trials: 6, narrow: { from: 'others' }, settings: { 'training.epochs': 20 } },
  ]);
  expect(planned.file.search).toEqual({});
  expect(problemsOf(planned.file)).toEqual([]);
  expect(planOf(planned.file, settingRows(planned.file, facts), null, null)).toMatchObject({
    trials: 30,
    epochsInAll: 12 * 10 + 12 * 10 + 6 * 20,
  });
  expect(withStages(planned, null).file).toEqual(base);
});

test('what decides whether the learning rate is used is searched with it', () => {
  const settings = {
    ...base.settings,
    'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
    'optimizer.momentum': { type: 'float', low: 0, high: 0.99, when: { 'optimizer.name': ['sgd'] } },
  };
  const draft = draftOf({ ...base, settings });
  const planned = withStages(draft, planStages(draft, facts));
  expect(planned.file.stages).toMatchObject([
    { settings: { 'optimizer.name': 'adam', 'optimizer.momentum': 0 } },
    {},
    {},
  ]);
  expect(problemsOf(planned.file)).toEqual([]);
  const pair = { 'optimizer.name': settings['optimizer.name'], 'optimizer.momentum': settings['optimizer.momentum'] };
  const two = draftOf({ ...base, settings: pair });
  expect(planStages(two, facts)).toMatchObject([{ name: 'important' }, { name: 'fine' }]);
  expect(problemsOf(withStages(two, planStages(two, facts)).file)).toEqual([]);
});

test('planned stages follow the space and keep the numbers of trials that somebody gave them; written ones stay', () => {
  const planned = withStages(draftOf(base), planStages(draftOf(base), facts));
  const counted = setField(
    planned,
    ['stages'],
    [{ ...(planned.file.stages as object[])[0], trials: 5 }, ...(planned.file.stages as object[]).slice(1)],
  );
  expect(followsPlan(counted, facts)).toBe(true);
  const wider = replanned(counted, searchSetting(counted, 'optimizer.clipNorm', facts), facts);
  expect(wider.file.stages).toMatchObject([{ trials: 5 }, { trials: 12 }, { trials: 6 }]);
  expect((wider.file.stages as { settings: object }[])[1]?.settings).toHaveProperty(['optimizer.clipNorm', 'type']);
  expect(problemsOf(wider.file)).toEqual([]);
  expect(trialsInStages(wider.file)).toBe(23);

  const own = setField(planned, ['stages'], [{ name: 'mine', trials: 3 }]);
  expect(replanned(own, searchSetting(own, 'optimizer.clipNorm', facts), facts).file.stages).toEqual(own.file.stages);
});

test('there is nothing to plan with fewer than two searched settings, or for a grid; the plan goes when too few are left', () => {
  expect(planStages(draftOf({ settings: { 'optimizer.learningRate': rate } }), facts)).toBeNull();
  expect(planStages(draftOf({ ...base, search: { sampler: { kind: 'grid' } } }), facts)).toBeNull();
  const planned = withStages(draftOf(base), planStages(draftOf(base), facts));
  const grid = replanned(planned, setField(planned, ['search', 'sampler'], { kind: 'grid' }), facts);
  expect(grid.file.stages).toBeUndefined();
});
