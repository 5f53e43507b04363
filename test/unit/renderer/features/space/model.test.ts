// The Space tab's view models: rows, what was tried, drafts, what a change means.
import { describe, expect, it } from 'vitest';
import type { SpacePreview, StudySpace } from '#shared/contract/space.ts';
import type { Range, SettingEntry } from '#shared/study/ranges.ts';
import { addable } from '../../../../../src/renderer/features/space/model/addable.ts';
import { consequences } from '../../../../../src/renderer/features/space/model/consequence.ts';
import {
  backTo,
  draftOf,
  isChanged,
  onScale,
  rangeToSearch,
  rebased,
  reverted,
  valueToFix,
  withEntry,
  withStep,
} from '../../../../../src/renderer/features/space/model/draft.ts';
import {
  binCount,
  binsOf,
  heldBy,
  hullOf,
  rowsOf,
  triedOf,
} from '../../../../../src/renderer/features/space/model/rows.ts';
import { texts } from '../../../../../src/renderer/features/space/texts.ts';
import { translator } from '../../../../../src/renderer/i18n/index.ts';

const rate = 'optimizer.learningRate';
const units = 'model.units';
const rates = (low: number, high: number): Range => ({ type: 'float', low, high, scale: 'log' });
const wide = {
  [rate]: rates(1e-4, 0.1),
  [units]: { type: 'int', low: 4, high: 64, scale: 'log' },
  'model.dropout': 0.1,
} as const;
const narrow = { ...wide, [rate]: rates(1e-3, 0.01), [units]: 16 } as const;

function spaceOf(
  settings: Readonly<Record<string, SettingEntry>>,
  ...earlier: Readonly<Record<string, SettingEntry>>[]
): StudySpace {
  const version = (number: number, of: Readonly<Record<string, SettingEntry>>) => ({
    ...{ number, at: 0, by: 'studio' as const, stage: null, from: 1, back: null, inside: 0, outside: 0 },
    ...{ diff: { settings: [], added: [], removed: [] }, settings: { ...of }, constraints: [`version ${number}`] },
  });
  const all = [...earlier, settings];
  return {
    ...{
      version: all.length,
      stage: null,
      held: null,
      settings: { ...settings },
      constraints: [`version ${all.length}`],
    },
    ...{ dimensions: [], spaceSize: null, versions: all.map((one, i) => version(i + 1, one)), aside: [] },
    trials: [
      { trial: 1, version: 1, outside: null, settings: { [rate]: 0.005, [units]: 16 } },
      {
        trial: 2,
        version: 1,
        outside: { kind: 'outside', setting: rate, detail: '' },
        settings: { [rate]: 0.05, [units]: 16 },
      },
    ],
  };
}

describe('rows', () => {
  it('are drawn on all that was ever searched, and say what is inside now', () => {
    const space = spaceOf(narrow, wide);
    const { searched, fixed } = rowsOf(space, draftOf(space), false);
    expect(searched.map(({ setting }) => setting)).toEqual([rate]);
    expect(fixed.map(({ setting }) => setting)).toEqual([units, 'model.dropout']);
    const [row] = searched;
    expect(row?.scale).toMatchObject({ low: 1e-4, high: 0.1 });
    const tried = triedOf(row?.scale as Range, rate, space.trials);
    expect(tried).toEqual([
      { trial: 1, place: 0.005, value: 0.005, inside: true },
      { trial: 2, place: 0.05, value: 0.05, inside: false },
    ]);
    expect(heldBy(narrow[rate], tried)).toBe(1);
  });

  it('keep a setting that was just fixed where it stood, and say what is wrong', () => {
    const space = spaceOf(wide);
    const fixed = withEntry(draftOf(space), units, 16);
    expect(rowsOf(space, fixed, true).searched.find(({ setting }) => setting === units)).toMatchObject({
      changed: true,
      entry: 16,
    });
    const crossed = withEntry(draftOf(space), rate, rates(0.5, 0.1));
    expect(rowsOf(space, crossed, true).searched.find(({ setting }) => setting === rate)?.problem).toBe('crossed');
  });

  it('offer choices that were never searched only to be edited', () => {
    const some: Range = { type: 'categorical', choices: ['adam', 'sgd'] };
    expect(hullOf(null, some, [{ type: 'categorical', choices: ['rmsprop', 'adam'] }])).toMatchObject({
      choices: ['rmsprop', 'adam', 'sgd'],
    });
    expect((hullOf('optimizer.name', some, []) as typeof some).choices).toContain('adamw');
  });

  it('count every tried value, those beyond the scale at its ends', () => {
    const bins = binsOf([-0.5, 0, 0.5, 1, 7, Number.NaN]);
    expect(bins).toHaveLength(binCount);
    expect([bins[0], bins[binCount / 2], bins.at(-1)]).toEqual([2, 1, 2]);
  });
});

describe('a draft', () => {
  it('is the space in force until something is changed, and again when that is taken back', () => {
    const space = spaceOf(wide);
    const draft = withEntry(draftOf(space), rate, rates(1e-3, 0.1));
    expect([isChanged(draftOf(space), space), isChanged(draft, space)]).toEqual([false, true]);
    expect(isChanged(reverted(draft, rate, space), space)).toBe(false);
    expect(reverted(withEntry(draft, 'model.layers', 2), 'model.layers', space).settings).not.toHaveProperty(
      'model.layers',
    );
  });

  it('keeps what was changed, and only that, on a version that came meanwhile', () => {
    const before = spaceOf(wide);
    const changed = withEntry(draftOf(before), units, 32);
    const mine = { ...changed, constraints: [...changed.constraints, 'mine'] };
    const now = spaceOf({ ...wide, [rate]: rates(1e-3, 0.01) }, wide);
    expect(rebased(mine, now)).toEqual({
      base: 2,
      settings: { ...wide, [rate]: rates(1e-3, 0.01), [units]: 32 },
      constraints: ['version 2', 'mine'],
    });
  });

  it('goes back to a version on the one in force', () => {
    const space = spaceOf(narrow, wide);
    expect(backTo(space, 1)).toEqual({ base: 2, settings: wide, constraints: ['version 1'] });
  });

  it('searches a freed setting as it was searched, else over its usual range, else about its value', () => {
    const space = spaceOf(narrow, wide);
    expect(rangeToSearch(units, space, draftOf(space))).toEqual(wide[units]);
    expect(rangeToSearch('model.dropout', space, draftOf(space))).toMatchObject({ type: 'float', low: 0 });
    const own = spaceOf({ alpha: 0.5, layers: 8, fast: true, colour: 'red' });
    expect(rangeToSearch('alpha', own, draftOf(own))).toMatchObject({ low: 0.05, high: 5, scale: 'log' });
    expect(rangeToSearch('layers', own, draftOf(own))).toMatchObject({ type: 'int', low: 4, high: 16 });
    expect(rangeToSearch('fast', own, draftOf(own))).toMatchObject({ choices: [true, false] });
    expect(rangeToSearch('colour', own, draftOf(own))).toBeNull();
  });

  it('fixes at the best value, else at the middle of the scale', () => {
    expect(valueToFix(rates(1e-4, 0.01), undefined)).toBe(0.001);
    expect(valueToFix(rates(1e-4, 0.01), 0.0042)).toBe(0.0042);
  });

  it('has a log scale only above 0, and a step only on a linear one', () => {
    const linear: Range = { type: 'float', low: 0, high: 1, scale: 'linear', step: 0.1 };
    expect(onScale(linear, 'log')).toBeNull();
    expect(onScale({ ...linear, low: 0.1 }, 'log')).toEqual({ type: 'float', low: 0.1, high: 1, scale: 'log' });
    expect(withStep(linear, null)).not.toHaveProperty('step');
  });

  it('can search what the model uses and the study does not name', () => {
    const names = addable({ settings: { 'optimizer.name': 'adam', [rate]: 0.01 } }).map(({ setting }) => setting);
    expect(names).toContain(units);
    expect(names).not.toContain('optimizer.momentum');
    expect(names).not.toContain(rate);
    expect(addable({ settings: { colour: 'red' } })).toEqual([]);
  });
});

describe('what a change means', () => {
  const preview: SpacePreview = {
    ...{ problems: [], ok: true, dimensions: [], spaceSize: null, diff: { settings: [], added: [], removed: [] } },
    ...{ inside: 28, outside: 12, leaving: [1, 2], returning: [], queued: [], aside: [] },
  };
  const say = (change: Partial<SpacePreview>, state: 'running' | 'finished' | 'draft' = 'draft') =>
    consequences({ ...preview, ...change }, { state }, null, translator(texts, 'en'));

  it('is said before it is applied', () => {
    expect(say({})).toEqual(['2 of 40 trials fall outside and no longer count for the sampler; nothing is deleted.']);
    expect(say({ leaving: [], returning: [3] })).toEqual(['1 trial is inside again and counts.']);
    expect(say({ inside: 40, outside: 0, leaving: [] })).toEqual(['All trials stay inside.']);
    expect(say({ inside: 0, outside: 0, leaving: [] })[0]).toContain('No trial yet');
    expect(say({ queued: [7] })[1]).toBe('Trial 7, put in by hand, lies outside; it is trained all the same.');
    expect(say({ aside: [{ point: 2, values: {}, message: 'Too large.' }] })[1]).toContain('Starting point 2 waits');
    expect(say({}, 'running').at(-1)).toContain('go on with their values');
  });
});
