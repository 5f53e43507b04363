import { expect, test } from 'vitest';
import { scatterOf } from '../../../../../src/renderer/data-view/scatter.ts';
import { draftOf } from '../../../../../src/renderer/features/new-study/model/draft.ts';
import { factsOfProfile } from '../../../../../src/renderer/features/new-study/model/facts.ts';
import { drawHistograms } from '../../../../../src/renderer/features/new-study/model/histogram.ts';
import {
  convertRange,
  listText,
  parseListText,
} from '../../../../../src/renderer/features/new-study/model/list-text.ts';
import { checkpointBytes, planOf } from '../../../../../src/renderer/features/new-study/model/plan.ts';
import { settingRows } from '../../../../../src/renderer/features/new-study/model/setting-rows.ts';
import { stepOf } from '../../../../../src/renderer/features/new-study/model/steps.ts';
import { changeDraft, templateOf, withChanges } from '../../../../../src/renderer/features/new-study/model/template.ts';
import {
  changeOfAdvice,
  changeOfFix,
  hashOfDraft,
  parseHash,
  readChanges,
} from '../../../../../src/renderer/state/index.ts';
import type { DataProfile } from '../../../../../src/shared/contract/datasets.ts';
import type { StudySummary } from '../../../../../src/shared/contract/studies.ts';
import { parseStudyFile } from '../../../../../src/shared/study/study-file.ts';

const profile = {
  trainRows: 1000,
  task: 'classification',
  kind: 'table',
  classes: [{}, {}, {}],
  inputShape: [4],
} as unknown as DataProfile;
const plan = (file: Record<string, unknown>, spaceSize: number | null = null) =>
  planOf(file, settingRows(file, null), spaceSize, profile);

test('trials: what was asked, 20 without a word, the grid’s own number for a grid', () => {
  expect(plan({}).trials).toBe(20);
  expect(plan({ search: { trials: 7 } }).trials).toBe(7);
  expect(plan({ search: { sampler: { kind: 'grid' } } }, 27).trials).toBe(27);
  expect(plan({ search: { sampler: { kind: 'grid' } } }).trials).toBeNull();
  expect(plan({ search: { sampler: { kind: 'grid' }, trials: 100 } }, 27).trials).toBe(27);
});

test('epochs in all are known only when the epochs are fixed', () => {
  expect(plan({ search: { trials: 3 }, settings: { 'training.epochs': 10 } }).epochsInAll).toBe(30);
  const folds = { data: { source: 'sample', name: 'iris', validation: { folds: 5 } } };
  const often = { search: { trials: 3, repeats: 2 }, settings: { 'training.epochs': 10 } };
  expect(plan({ ...folds, ...often }).epochsInAll).toBe(300);
  expect(plan({ settings: { 'training.epochs': { type: 'int', low: 1, high: 9 } } }).epochsInAll).toBeNull();
});

test('epochs in all count every run: repeats, on each fold', () => {
  const file = { search: { trials: 3, repeats: 2 }, settings: { 'training.epochs': 10 } };
  expect(plan(file)).toMatchObject({ runs: 2, epochs: 10, epochsInAll: 60 });
  expect(plan({ ...file, data: { validation: { folds: 5 } } })).toMatchObject({ runs: 10, epochsInAll: 300 });
  expect(plan({}).runs).toBe(1);
  expect(stepOf('search.repeats')).toBe(4);
});

test('updates per epoch go from the largest to the smallest batch, the last one counted', () => {
  const batches = { type: 'categorical', choices: [32, 300] };
  expect(plan({ settings: { 'training.batchSize': batches } }).updates).toEqual({ low: 4, high: 32 });
  expect(plan({}).updates).toEqual({ low: 8, high: 8 });
});

test('a problem leads to the step that shows its field', () => {
  expect(stepOf('data.path')).toBe(1);
  expect(stepOf('settings.model.family')).toBe(2);
  expect(stepOf('settings.optimizer.learningRate.low')).toBe(3);
  expect(stepOf('settings.training.epochs')).toBe(4);
  expect(stepOf('search.stop.minutes')).toBe(4);
  expect(stepOf('search.enqueue[0].model.units')).toBe(5);
  expect(stepOf('engine.threads')).toBeNull();
});

test('lists of numbers: separators, none, and what is not a number', () => {
  expect(parseListText('16, 32;64  128')).toEqual([16, 32, 64, 128]);
  expect(parseListText('none, 5, x')).toEqual([null, 5, 'x']);
  expect(listText([null, 1e-5, 'x'])).toBe('none, 1e-5, x');
  expect(parseListText('')).toEqual([]);
});

test('a range becomes a list and back without losing its ends or its condition', () => {
  const when = { 'optimizer.name': ['sgd'] };
  const start = { type: 'float', low: 0, high: 1, scale: 'linear' } as const;
  const list = convertRange({ type: 'float', low: 0.1, high: 0.9, step: 0.1, when }, 'list', 'float', start);
  expect(list).toEqual({ type: 'categorical', choices: [0.1, 0.9], ordered: true, when });
  expect(convertRange(list, 'log', 'float', start)).toEqual({ type: 'float', low: 0.1, high: 0.9, scale: 'log', when });
});

test('draws of a log range fill its scale evenly, those of a wide linear one fall to the right', () => {
  const draws = (scale: string) => {
    const settings = { 'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1, scale } };
    const parsed = parseStudyFile({ version: 1, data: { source: 'sample', name: 'iris' }, settings });
    if (!parsed.ok) throw new Error('the file is right');
    const bins = drawHistograms(parsed.file, null).get('optimizer.learningRate') ?? [];
    const half = bins.slice(12).reduce((sum, count) => sum + count, 0);
    return half / 200;
  };
  expect(draws('log')).toBeGreaterThan(0.35);
  expect(draws('log')).toBeLessThan(0.65);
  expect(draws('linear')).toBeGreaterThan(0.95);
});

test('facts of a profile', () => {
  expect(factsOfProfile(profile)).toMatchObject({ kind: 'table', classes: 3 });
  expect(factsOfProfile({ ...profile, task: 'regression', kind: 'sequence', inputShape: [8, 2] })).toMatchObject({
    kind: 'sequence',
    classes: null,
  });
});

test('a template has no identity, and its relative data path becomes absolute', () => {
  const file = { version: 1, id: 'x', name: 'old', data: { source: 'csv', path: './trees.csv', label: 'kind' } };
  const summary = { name: 'Trees', path: '/home/a/trees/study.json' } as StudySummary;
  expect(templateOf({ file, summary })).toEqual({
    version: 1,
    name: 'Trees',
    data: { source: 'csv', path: '/home/a/trees/trees.csv', label: 'kind' },
  });
  expect(templateOf({ file, summary: { ...summary, path: null } }).data).toEqual(file.data);
  expect(templateOf({ file, summary: { ...summary, path: 'C:\\s\\study.json' } }).data).toMatchObject({
    path: 'C:\\s\\trees.csv',
  });
});

test('a study begun from imported trials is one that can train, and starts warm from them', () => {
  const file = {
    version: 1,
    runner: { kind: 'none' },
    settings: {},
    search: { trials: 20, sampler: { kind: 'random' } },
  };
  expect(templateOf({ file, summary: { name: 'Sweep', path: null } as StudySummary })).toEqual({
    version: 1,
    name: 'Sweep',
    settings: {},
    search: { trials: 20, sampler: { kind: 'random' }, warmStart: [{ study: 'Sweep' }] },
  });
});

test('parts in files of their own and a program keep their places, too', () => {
  const summary = { name: 'Trees', path: '/home/a/trees/study.json' } as StudySummary;
  const part = { source: 'csv', path: 'a.csv', validation: { path: 'b.csv' }, test: { path: '/c.csv' } };
  expect(templateOf({ file: { version: 1, data: part }, summary }).data).toMatchObject({
    path: '/home/a/trees/a.csv',
    validation: { path: '/home/a/trees/b.csv' },
    test: { path: '/c.csv' },
  });
  const program = { kind: 'command', argv: ['python', 'train.py'] };
  const cwd = (runner: object) => templateOf({ file: { version: 1, runner }, summary }).runner;
  expect(cwd(program)).toMatchObject({ cwd: '/home/a/trees' });
  expect(cwd({ ...program, cwd: './code' })).toMatchObject({ cwd: '/home/a/trees/code' });
});

test('changes that were proposed are made in the draft; a list takes what it has not, and what cannot be read changes nothing', () => {
  const file = { version: 1, data: { source: 'csv', exclude: ['id'] }, settings: { 'model.units': 8 } };
  const rate = { type: 'float', low: 0.001, high: 0.1, scale: 'log' } as const;
  const [query] = [
    changeOfFix({ setting: 'data.exclude', to: ['id', 'paid'] }),
    changeOfFix({ setting: 'optimizer.learningRate', to: rate }),
  ].map((change) => hashOfDraft('a b', change));
  expect(query).toMatch(/^#\/new\?from=a\+b&change=/);
  const changes = [
    ...readChanges(parseHash(query ?? '').query.change),
    changeOfFix({ setting: 'optimizer.learningRate', to: rate }),
  ];
  expect(withChanges(file, changes)).toEqual({
    version: 1,
    data: { source: 'csv', exclude: ['id', 'paid'] },
    settings: { 'model.units': 8, 'optimizer.learningRate': rate },
  });
  // A starting point that the new range does not hold would keep the study from starting.
  const points = [{ 'optimizer.learningRate': 0.5 }, { 'optimizer.learningRate': 0.01 }, { 'model.units': 4 }];
  expect(withChanges({ ...file, search: { enqueue: points } }, changes).search).toEqual({ enqueue: points.slice(1) });
  // What a fixed optimiser does not use is put aside, and its starting points lose what is not searched any more.
  const sgd = {
    'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
    'optimizer.momentum': { type: 'float', low: 0, high: 0.9 },
  };
  const enqueue = [{ 'optimizer.name': 'sgd', 'optimizer.momentum': 0.5, 'model.units': 4 }];
  const units = { 'model.units': { type: 'int', low: 2, high: 8 } };
  const draft = draftOf({ version: 1, settings: { ...sgd, ...units }, search: { enqueue } });
  expect(changeDraft(draft, [{ path: ['settings', 'optimizer.name'], to: 'adam' }]).file).toMatchObject({
    settings: { 'optimizer.name': 'adam', ...units },
    search: { enqueue: [{ 'model.units': 4 }] },
  });
  expect(changeOfAdvice({ kind: 'folds', from: null, to: 5 })).toEqual({
    path: ['data', 'validation'],
    to: { folds: 5 },
  });
  expect(changeOfAdvice({ kind: 'epochs', from: 2, to: 4 })).toBeNull();
  for (const wrong of [undefined, '', '{', '[{"path":[],"to":1}]', '[{"path":"a","to":1}]', '7']) {
    expect(readChanges(wrong)).toEqual([]);
  }
});

test('a template begins with the same studies: a path that was relative to its file becomes absolute, an id or a name stays', () => {
  const of = (warmStart: unknown, path: string | null, found?: { id: string; name: string }[]) => {
    const warm = found?.map((study) => ({ study }));
    const summary = { name: 'Trees', path, ...(warm && { warmStart: warm }) } as StudySummary;
    return templateOf({ file: { version: 1, search: { seed: 2, warmStart } }, summary }).search;
  };
  const file = '/home/a/trees/study.json';
  expect(of('./first.json', file)).toEqual({ seed: 2, warmStart: '/home/a/trees/first.json' });
  expect(of([{ study: 'old/first.json', trials: 3 }, 'first sweep', '/b/c.json'], file)).toEqual({
    seed: 2,
    warmStart: [{ study: '/home/a/trees/old/first.json', trials: 3 }, 'first sweep', '/b/c.json'],
  });
  expect(of('first.json', null)).toEqual({ seed: 2, warmStart: 'first.json' });
  expect(of('old\\first.json', 'C:\\s\\study.json')).toMatchObject({ warmStart: 'C:\\s\\old\\first.json' });
  // Once it was started it is known what was found.
  expect(of('lr/decay', file, [{ id: 'x', name: 'lr/decay' }])).toMatchObject({ warmStart: 'lr/decay' });
  expect(of('first', file, [{ id: 'x', name: 'Trees, wide' }])).toMatchObject({ warmStart: '/home/a/trees/first' });
  expect(templateOf({ file: { version: 1 }, summary: { name: 'T', path: file } as StudySummary })).not.toHaveProperty(
    'search',
  );
});

test('the small picture of a table leaves gaps out and marks classes', () => {
  const rows = [
    ['1', '10', 'a'],
    ['2', '', 'a'],
    ['3', '30', 'b'],
  ];
  expect(scatterOf(Array.from({ length: 5 }, () => rows).flat(), 100, 50)).toEqual([]);
  const many = Array.from({ length: 40 }, (_, i) => [String(i), String(i * i), i % 2 ? 'a' : 'b']);
  const points = scatterOf([...many, ['5', '', 'a']], 100, 50);
  expect(points).toHaveLength(40);
  expect(new Set(points.map(({ mark }) => mark))).toEqual(new Set([0, 1]));
  expect(points[0]).toMatchObject({ x: 3, y: 47 });
});

test('disk for checkpoints: no more than are kept, all of them where trials wait at rungs, and each stage its own', () => {
  const size = { weights: 100, optimizer: 200 };
  const bytes = (file: Record<string, unknown>, spaceSize: number | null = null) =>
    checkpointBytes(file, plan(file, spaceSize), size, 4);
  // A checkpoint has the weights and the optimizer's state; the best weights lie beside it.
  expect(bytes({ search: { trials: 10 } })).toBe(10 * 400);
  // 50 that ended early, the 3 best complete ones, 2 that train; of 3 more the weights alone.
  expect(bytes({ search: { trials: 1000, parallel: 2 } })).toBe(55 * 400 + 300);
  expect(bytes({ search: { trials: 1000 } })).toBe(57 * 400 + 300);
  expect(bytes({ search: { trials: 1000, pruner: { kind: 'asha' } } })).toBe(1000 * 400);
  const stages = [{ trials: 500 }, { trials: 500, pruner: [{ kind: 'median' }, { kind: 'patient' }] }];
  expect(bytes({ search: { parallel: 2 }, stages })).toBe(108 * 400 + 600);
  expect(bytes({ stages: [{ trials: 9 }, { trials: 300, pruner: { kind: 'hyperband' } }] })).toBe(309 * 400);
  expect(bytes({ search: { sampler: { kind: 'grid' } } })).toBeNull();
});
