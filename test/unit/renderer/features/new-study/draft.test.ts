import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chooseOwnData,
  chooseSample,
  chooseSampleStudy,
  chooseSplitWay,
  type Draft,
  draftOf,
  fixSetting,
  nameAfterData,
  removePoint,
  searchSetting,
  setField,
  setFixed,
  setRangeField,
  settle,
  splitWayOf,
  toggleChoice,
  toggleColumn,
} from '../../../../../src/renderer/features/new-study/model/draft.ts';
import { getIn } from '../../../../../src/renderer/features/new-study/model/json.ts';
import { applySniff } from '../../../../../src/renderer/features/new-study/model/own-data.ts';
import { type DataFacts, settingsRegistry } from '../../../../../src/shared/settings/index.ts';

const images: DataFacts = { task: 'classification', kind: 'image', classes: 10, inputShape: [28, 28, 1] };
const table: DataFacts = { task: 'regression', kind: 'table', classes: null, inputShape: [4] };

const file = {
  version: 1,
  name: 'First sweep',
  data: { source: 'sample', name: 'digits', validation: { fraction: 0.1, seed: 3 } },
  settings: {
    'model.family': 'mlp',
    'model.units': { type: 'int', low: 16, high: 512, scale: 'log' },
    'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
    'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1, scale: 'log' },
    'optimizer.momentum': { type: 'float', low: 0, high: 0.99, when: { 'optimizer.name': ['sgd'] } },
    'training.epochs': 10,
  },
  constraints: ['model.units <= 256'],
  objective: { metric: 'validation.accuracy', direction: 'maximize', pick: 'best' },
  search: { sampler: { kind: 'random' }, trials: 12, enqueue: [{ 'optimizer.name': 'adam' }] },
};
const draft = draftOf(file);
const setting = (at: Draft, key: string) => getIn(at.file, ['settings', key]);

test('a study file that is opened and not touched is sent as it was, fields the form does not show included', () => {
  expect(draft.file).toBe(file);
  expect(settle(draft, images)).toBe(draft);
});

test('setting a field to what it is changes nothing', () => {
  expect(setField(draft, ['search', 'trials'], 12)).toBe(draft);
  expect(setField(draft, ['search', 'trials'], 20).file).toEqual({ ...file, search: { ...file.search, trials: 20 } });
});

test('fixing and searching again brings the same range back', () => {
  const fixed = fixSetting(draft, 'model.units', images);
  expect(setting(fixed, 'model.units')).toBeUndefined();
  expect(searchSetting(fixed, 'model.units', images).file).toEqual(file);
});

test('searching and fixing again brings the same value back', () => {
  const searched = searchSetting(draft, 'training.epochs', images);
  expect(setting(searched, 'training.epochs')).toMatchObject({ type: 'int' });
  expect(fixSetting(searched, 'training.epochs', images).file).toEqual(file);
});

test('a range that the fixed optimizer does not use leaves the file, and comes back with the optimizer', () => {
  const adam = setFixed(draft, 'optimizer.name', 'adam', images);
  expect(setting(adam, 'optimizer.momentum')).toBeUndefined();
  const again = setFixed(adam, 'optimizer.name', 'sgd', images);
  expect(setting(again, 'optimizer.momentum')).toEqual({ type: 'float', low: 0, high: 0.99 });
});

test('a range that only some trials use says when', () => {
  const searched = searchSetting(
    setField(draft, ['settings', 'optimizer.momentum'], undefined),
    'optimizer.momentum',
    images,
  );
  expect(setting(searched, 'optimizer.momentum')).toMatchObject({ when: { 'optimizer.name': ['sgd'] } });
});

test('a condition that the user wrote on another setting stays', () => {
  const own = setField(draft, ['settings', 'optimizer.momentum', 'when', 'model.family'], ['mlp']);
  const sgd = setFixed(own, 'optimizer.name', 'sgd', images);
  expect(setting(sgd, 'optimizer.momentum')).toMatchObject({ when: { 'model.family': ['mlp'] } });
});

test('a log scale takes the step away, which it cannot have', () => {
  const stepped = setRangeField(draft, 'optimizer.momentum', 'step', 0.01, images);
  expect(setting(setRangeField(stepped, 'optimizer.momentum', 'scale', 'log', images), 'optimizer.momentum')).toEqual({
    type: 'float',
    low: 0,
    high: 0.99,
    scale: 'log',
    when: { 'optimizer.name': ['sgd'] },
  });
});

test('choices keep the order of the registry, whatever the order of the presses', () => {
  const without = toggleChoice(draft, 'optimizer.name', 'sgd', images);
  expect(setting(without, 'optimizer.name')).toMatchObject({ choices: ['adam'] });
  expect(setting(without, 'optimizer.momentum')).toBeUndefined();
  const again = toggleChoice(without, 'optimizer.name', 'sgd', images);
  expect(again.file).toEqual(file);
});

test('another sample keeps the split, and drops an objective that its task does not report', () => {
  const sine = chooseSample(draft, 'noisy-sine', table);
  expect(sine.file.data).toEqual({ source: 'sample', name: 'noisy-sine', validation: { fraction: 0.1, seed: 3 } });
  expect(sine.file.objective).toBeUndefined();
  const spirals = chooseSample(draft, 'spirals', { ...table, task: 'classification', classes: 3 });
  expect(spirals.file.objective).toEqual(file.objective);
});

test('folds take the place of one validation part and give it back, with their seed', () => {
  const folds = chooseSplitWay(draft, 'folds');
  expect(getIn(folds.file, ['data', 'validation'])).toEqual({ folds: 5, seed: 3 });
  const typed = setField(folds, ['data', 'validation', 'folds'], '');
  expect(splitWayOf(typed)).toBe('folds');
  expect(getIn(chooseSplitWay(folds, 'fraction').file, ['data', 'validation'])).toEqual({ fraction: 0.2, seed: 3 });
  const plain = setField(draft, ['data', 'validation'], undefined);
  expect(chooseSplitWay(chooseSplitWay(plain, 'folds'), 'fraction').file).toEqual(plain.file);
  expect(splitWayOf(setField(draft, ['data', 'validation'], { path: 'valid.csv' }))).toBeNull();
});

test('a convolution range is parked for a table and comes back for pictures', () => {
  const cnn = searchSetting(setFixed(draft, 'model.family', 'cnn', images), 'model.filters', images);
  expect(setting(cnn, 'model.filters')).toBeDefined();
  const mlp = setFixed(cnn, 'model.family', 'mlp', images);
  expect(setting(mlp, 'model.filters')).toBeUndefined();
  expect(setting(setFixed(mlp, 'model.family', 'cnn', images), 'model.filters')).toEqual(setting(cnn, 'model.filters'));
});

test('own data come back after a look at a sample', () => {
  const own = setField(chooseOwnData(draft), ['data', 'path'], '/data/iris.csv');
  const labelled = applySniff(own, {
    source: 'csv',
    columns: ['a', 'species'],
    labelGuess: 'species',
    textGuess: null,
  });
  expect(labelled.file.data).toMatchObject({ source: 'csv', path: '/data/iris.csv', label: 'species' });
  expect(chooseOwnData(chooseSample(labelled, 'digits', images)).file.data).toEqual(labelled.file.data);
});

test('a label that the file has is kept; one that it has not gives way to the guess; IDX has none', () => {
  const own = setField(chooseOwnData(draft), ['data'], {
    source: 'csv',
    path: 'a.csv',
    label: 'b',
    task: 'regression',
  });
  const sniff = { source: 'csv', columns: ['a', 'b'], labelGuess: 'a', textGuess: null } as const;
  expect(applySniff(own, sniff).file.data).toMatchObject({ label: 'b', task: 'regression' });
  expect(applySniff(own, { ...sniff, columns: ['a'] }).file.data).toMatchObject({ label: 'a' });
  expect(applySniff(own, { source: 'idx', columns: [], labelGuess: null, textGuess: null }).file.data).toEqual({
    source: 'idx',
    path: 'a.csv',
  });
  expect(applySniff(own, { source: 'unknown', columns: [], labelGuess: null, textGuess: null })).toBe(own);
});

test('any walk of fixing and searching leaves a settled draft that names every condition it needs', () => {
  const keys = settingsRegistry.map(({ key }) => key);
  const step = fc.record({ key: fc.constantFrom(...keys), search: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const walked = steps.reduce(
        (at, { key, search }) => (search ? searchSetting(at, key, images) : fixSetting(at, key, images)),
        draft,
      );
      expect(settle(walked, images)).toBe(walked);
      expect(JSON.parse(JSON.stringify(walked.file))).toEqual(walked.file);
    }),
  );
});

test('a starting point loses the settings that are fixed, and goes when nothing is left of it', () => {
  const points = [{ 'optimizer.name': 'adam', 'model.units': 64 }, { 'model.units': 32 }];
  const enqueued = setField(draft, ['search', 'enqueue'], points);
  expect(getIn(fixSetting(enqueued, 'model.units', images).file, ['search', 'enqueue'])).toEqual([
    { 'optimizer.name': 'adam' },
  ]);
  const none = setFixed(fixSetting(enqueued, 'model.units', images), 'optimizer.name', 'sgd', images);
  expect(getIn(none.file, ['search', 'enqueue'])).toBeUndefined();
  expect(getIn(removePoint(enqueued, 0).file, ['search', 'enqueue'])).toEqual([{ 'model.units': 32 }]);
});

test('a study is named after its data until a person names it', () => {
  const made = setField(draft, ['name'], 'Digits, first sweep');
  expect(nameAfterData(made, 'Iris flowers, first sweep').file.name).toBe('Iris flowers, first sweep');
  expect(nameAfterData(setField(draft, ['name'], undefined), 'trees, first sweep').file.name).toBe(
    'trees, first sweep',
  );
  expect(nameAfterData(draft, 'Iris flowers, first sweep')).toBe(draft);
});

test('a column is left out and taken back; another file forgets columns that it has not', () => {
  const own = setField(draft, ['data'], { source: 'csv', path: 'a.csv', label: 'kind' });
  const without = toggleColumn(toggleColumn(own, 'id'), 'name');
  expect(without.file.data).toMatchObject({ exclude: ['id', 'name'] });
  expect(toggleColumn(toggleColumn(without, 'id'), 'name').file).toEqual(own.file);
  const sniff = { source: 'csv', columns: ['name', 'kind'], labelGuess: 'kind', textGuess: null } as const;
  expect(applySniff(without, sniff).file.data).toMatchObject({ exclude: ['name'] });
  expect(applySniff(without, { ...sniff, columns: ['x', 'kind'] }).file.data).not.toHaveProperty('exclude');
});

test('choosing another sample takes its own study while the draft is a sample study as it came', () => {
  const study = (name: string, family: string) => ({
    ...{ version: 1, name: `${name}, first sweep`, data: { source: 'sample', name } },
    settings: { 'model.family': family, 'training.epochs': 30 },
  });
  const files = { digits: study('digits', 'mlp'), sentences: study('sentences', 'text') };
  const texts: DataFacts = { task: 'classification', kind: 'text', classes: 3, inputShape: [30] };
  const untouched = draftOf(files.digits);
  expect(chooseSampleStudy(untouched, 'sentences', texts, files).file).toEqual({
    ...files.sentences,
    name: 'digits, first sweep',
  });
  const iris = chooseSampleStudy(draftOf(files.sentences), 'iris', table, files);
  expect(iris.file).toMatchObject({ data: { name: 'iris' }, settings: { 'model.family': 'mlp' } });
  const changed = setFixed(untouched, 'training.epochs', 7, images);
  const kept = chooseSampleStudy(changed, 'sentences', texts, files).file;
  expect(kept).toMatchObject({ data: { name: 'sentences' }, settings: { 'training.epochs': 7 } });
  expect(kept.settings).not.toHaveProperty('model.family');
});
