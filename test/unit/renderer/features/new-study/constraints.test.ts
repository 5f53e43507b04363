import { expect, test } from 'vitest';
import {
  complete,
  completionsFor,
  wordAt,
} from '../../../../../src/renderer/features/new-study/model/constraint-completion.ts';
import {
  addConstraint,
  constraintsIn,
  exampleConstraints,
  insertConstraint,
  judgeConstraint,
  keptShares,
  removeConstraint,
  setConstraint,
} from '../../../../../src/renderer/features/new-study/model/constraints.ts';
import { draftOf } from '../../../../../src/renderer/features/new-study/model/draft.ts';
import { settingRows } from '../../../../../src/renderer/features/new-study/model/setting-rows.ts';
import { type DraftSpace, drawsOf, spaceOf } from '../../../../../src/renderer/features/new-study/model/space-draws.ts';

const file = {
  data: { source: 'sample', name: 'iris' },
  settings: {
    'model.layers': { type: 'int', low: 1, high: 4 },
    'model.units': { type: 'int', low: 8, high: 512, scale: 'log' },
    'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
    'optimizer.momentum': { type: 'float', low: 0, high: 0.9, when: { 'optimizer.name': ['sgd'] } },
  },
};

function space(of: Record<string, unknown> = file): DraftSpace {
  const found = spaceOf(of, null);
  if (found === null) throw new Error('The settings are wrong.');
  return found;
}

test('constraints are added, changed, removed and put back where they were; the last one takes the field with it', () => {
  const one = addConstraint(addConstraint(draftOf(file), 'model.layers <= 2'), 'model.units >= 16');
  expect(constraintsIn(one.file)).toEqual(['model.layers <= 2', 'model.units >= 16']);
  expect(addConstraint(one, 'model.units >= 16')).toBe(one);
  expect(constraintsIn(setConstraint(one, 1, 'model.units >=').file)[1]).toBe('model.units >=');
  const left = removeConstraint(one, 0);
  expect(constraintsIn(left.file)).toEqual(['model.units >= 16']);
  expect(insertConstraint(left, 0, 'model.layers <= 2').file).toEqual(one.file);
  expect('constraints' in removeConstraint(left, 0).file).toBe(false);
});

test('a wrong constraint says what is wrong and at which character, also of a name that is none', () => {
  expect(judgeConstraint('model.layers * model.units <= 1024', space())).toBeNull();
  expect(judgeConstraint('model.layers <= ', space())).toMatchObject({ severity: 'error', column: 17 });
  expect(judgeConstraint('model.layers & 2', space())).toMatchObject({ column: 14 });
  const unknown = judgeConstraint('model.layers <= 2 or model.unit > 8', space());
  expect(unknown).toMatchObject({ severity: 'error', column: 22 });
  expect(unknown?.message).toContain('did you mean "model.units"');
  expect(judgeConstraint('optimizer.name == "adm"', space())).toMatchObject({ severity: 'warning' });
  // The settings are being written: only the form can be judged.
  expect(judgeConstraint('model.unit > 8', null)).toBeNull();
});

test('shares: each alone, all together, what is not used counts as kept, what cannot be read counts not at all', () => {
  const draws = drawsOf(space().space, 1, 2000);
  const { each, all, kept } = keptShares(
    ['model.layers <= 2', 'optimizer.momentum > 2', 'model.layers <=', 'model.unit > 8'],
    space(),
    draws,
  );
  expect(each[0]).toBeCloseTo(0.5, 1);
  // Only sgd uses momentum.
  expect(each[1]).toBeCloseTo(0.5, 1);
  expect(each.slice(2)).toEqual([null, null]);
  expect(all).toBeCloseTo(0.25, 1);
  expect(kept.filter((one) => one).length / kept.length).toBe(all);
  expect(keptShares([], space(), draws).all).toBe(1);
});

test('the space can be drawn while the rest of the draft is wrong, and not while a setting is', () => {
  expect(spaceOf({ ...file, constraints: ['<'], search: { trials: 'many' } }, null)).not.toBeNull();
  expect(spaceOf({ ...file, settings: { 'model.units': { type: 'int', low: 9, high: 2 } } }, null)).toBeNull();
});

test('examples are about what is searched, can be used as they are, and are offered once', () => {
  const rows = settingRows(file, null);
  const offered = exampleConstraints(rows, []);
  expect(offered.map(({ kind }) => kind)).toEqual(['size', 'widthByDepth']);
  for (const { text } of offered) expect(judgeConstraint(text, space())).toBeNull();
  expect(exampleConstraints(rows, [offered[0]?.text ?? '']).map(({ kind }) => kind)).toEqual(['widthByDepth']);
  expect(exampleConstraints(settingRows({}, null), [])).toEqual([]);
});

test('completion: the name at the caret, by key or title, never inside quotes or once it is whole', () => {
  const options = [
    { text: 'model.layers', note: 'Hidden layers' },
    { text: 'model.units', note: 'Units per layer' },
    { text: 'log()', note: '' },
  ];
  const offered = (text: string, caret = text.length) =>
    completionsFor(wordAt(text, caret), options).map((option) => option.text);
  expect(offered('2 * mod')).toEqual(['model.layers', 'model.units']);
  expect(offered('uni')).toEqual(['model.units']);
  expect(offered('hidden')).toEqual(['model.layers']);
  expect(offered('model.units')).toEqual([]);
  expect(offered('optimizer.name == "mod')).toEqual([]);
  expect(offered('2 <= ')).toEqual([]);
  const text = 'mod <= 3';
  const word = wordAt(text, 3);
  expect(word).not.toBeNull();
  if (word === null) return;
  expect(complete(text, word, { text: 'model.layers', note: '' })).toEqual({ text: 'model.layers <= 3', caret: 12 });
  expect(complete('lo', { from: 0, to: 2, begun: 'lo' }, { text: 'log()', note: '' })).toEqual({
    text: 'log()',
    caret: 4,
  });
});
