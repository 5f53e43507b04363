import { expect, test } from 'vitest';
import {
  conditionsOf,
  setCondition,
  targetsFor,
} from '../../../../../src/renderer/features/new-study/model/conditions.ts';
import {
  draftOf,
  fixSetting,
  searchSetting,
  settle,
} from '../../../../../src/renderer/features/new-study/model/draft.ts';
import type { JsonObject } from '../../../../../src/renderer/features/new-study/model/json.ts';
import { type SettingRow, settingRows } from '../../../../../src/renderer/features/new-study/model/setting-rows.ts';
import { randomStream } from '../../../../../src/shared/num/random.ts';
import { buildSpace } from '../../../../../src/shared/study/build-space.ts';
import { drawPoint } from '../../../../../src/shared/study/draw.ts';
import { parseStudyFile } from '../../../../../src/shared/study/study-file.ts';

const file: JsonObject = {
  version: 1,
  data: { source: 'sample', name: 'iris' },
  settings: {
    'model.family': 'mlp',
    'model.layers': { type: 'int', low: 1, high: 3 },
    'model.units': { type: 'int', low: 8, high: 512, scale: 'log' },
    'model.dropout': { type: 'float', low: 0, high: 0.5 },
    'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam', 'rmsprop'] },
    'optimizer.momentum': { type: 'float', low: 0, high: 0.99 },
  },
};
const draft = settle(draftOf(file), null);
const rowIn = (of: JsonObject, key: string): [SettingRow, SettingRow[]] => {
  const rows = settingRows(of, null);
  const row = rows.find(({ setting }) => setting.key === key);
  if (row === undefined) throw new Error(`There is no row of ${key}.`);
  return [row, rows];
};
const rangeIn = (of: JsonObject, key: string) => (of.settings as Record<string, JsonObject>)[key];

test('a condition is written as "when", and trials keep it', () => {
  const deep = setCondition(draft, 'model.dropout', 'model.layers', [2, 3], null);
  expect(rangeIn(deep.file, 'model.dropout')).toMatchObject({ when: { 'model.layers': [2, 3] } });
  const parsed = parseStudyFile(deep.file);
  if (!parsed.ok) throw new Error('The file cannot be read.');
  const space = buildSpace(parsed.file, null);
  const random = randomStream(1);
  const draws = Array.from({ length: 60 }, () => drawPoint(space, random));
  for (const draw of draws) expect('model.dropout' in draw).toBe(draw['model.layers'] !== 1);
  expect(draws.some((draw) => draw['model.layers'] === 1)).toBe(true);
  const without = setCondition(deep, 'model.dropout', 'model.layers', undefined, null);
  expect(without.file).toEqual(draft.file);
});

test('what the model itself asks for can be narrowed and is never lost', () => {
  const [row, rows] = rowIn(draft.file, 'optimizer.momentum');
  expect(conditionsOf(row, rows)).toEqual([
    { key: 'optimizer.name', values: ['sgd', 'rmsprop'], offered: ['sgd', 'rmsprop'], needed: true },
  ]);
  const narrow = setCondition(draft, 'optimizer.momentum', 'optimizer.name', ['rmsprop'], null);
  expect(conditionsOf(...rowIn(narrow.file, 'optimizer.momentum'))).toMatchObject([
    { values: ['rmsprop'], offered: ['sgd', 'rmsprop'], needed: true },
  ]);
  const emptied = setCondition(narrow, 'optimizer.momentum', 'optimizer.name', [], null);
  expect(rangeIn(emptied.file, 'optimizer.momentum')?.when).toEqual({ 'optimizer.name': ['sgd', 'rmsprop'] });
});

test('offered are searched settings of few values that do not depend on this one', () => {
  const keys = (of: JsonObject, key: string) => targetsFor(...rowIn(of, key)).map((target) => target.key);
  expect(keys(draft.file, 'model.dropout')).toEqual(['model.layers', 'optimizer.name']);
  expect(targetsFor(...rowIn(draft.file, 'model.dropout'))[0]?.offered).toEqual([1, 2, 3]);
  const on = setCondition(draft, 'model.layers', 'optimizer.name', ['adam'], null);
  expect(keys(on.file, 'optimizer.name')).toEqual([]);
  expect(keys(on.file, 'model.layers')).toEqual([]);
  // Through another one: momentum needs the optimizer, which would then need what depends on it.
  expect(keys(setCondition(on, 'model.dropout', 'model.layers', [2], null).file, 'optimizer.name')).toEqual([]);
});

test('values that the range lost stay to be taken away; a condition comes back with its range', () => {
  const deep = setCondition(draft, 'model.dropout', 'model.layers', [3], null);
  const flat = fixSetting(deep, 'model.layers', null);
  expect(conditionsOf(...rowIn(flat.file, 'model.dropout'))).toEqual([
    { key: 'model.layers', values: [3], offered: [3], needed: false },
  ]);
  const back = searchSetting(fixSetting(deep, 'model.dropout', null), 'model.dropout', null);
  expect(rangeIn(back.file, 'model.dropout')?.when).toEqual({ 'model.layers': [3] });
});
