import { describe, expect, test } from 'vitest';
import type { ProposedSetting } from '#shared/contract/stages.ts';
import type { Range } from '#shared/study/ranges.ts';
import {
  acceptAll,
  decide,
  emptyBoard,
  keepAll,
  rowsOf,
  settingsToSend,
  tidiedSettings,
  volumeOf,
} from '../../../../../src/renderer/features/stages/model/board.ts';
import { entryOf, intervalOf, partOf, tidied } from '../../../../../src/renderer/space/index.ts';

const rate: Range = { type: 'float', low: 1e-5, high: 0.1, scale: 'log' };
const layers: Range = { type: 'int', low: 1, high: 4, scale: 'linear' };
const sizes: Range = { type: 'int', low: 16, high: 256, scale: 'linear', values: [16, 64, 256] };
const optimizer: Range = { type: 'categorical', choices: ['adam', 'sgd', 'rmsprop'], weights: [2, 1, 1] };
const momentum: Range = { type: 'float', low: 0, high: 0.9, scale: 'linear', when: { 'optimizer.name': ['sgd'] } };

function one(setting: string, parent: Range, change: Partial<ProposedSetting>): ProposedSetting {
  return { setting, parent, outcome: 'kept', entry: parent, trials: [3, 1], evidence: '', bound: null, ...change };
}

const settings = tidiedSettings([
  one('optimizer.learningRate', rate, { outcome: 'narrowed', entry: { ...rate, low: 1.23456e-4, high: 0.0123456 } }),
  one('model.layers', layers, {}),
  one('optimizer.name', optimizer, { outcome: 'fixed', entry: 'adam' }),
  one('optimizer.momentum', momentum, { outcome: 'dropped', entry: null }),
  one('training.batchSize', sizes, { outcome: 'given', entry: 64 }),
]);
const none = new Map<string, number>();

describe('rows', () => {
  test('are sorted by importance; those without one stay behind in their order', () => {
    const rows = rowsOf(
      settings,
      emptyBoard,
      new Map([
        ['model.layers', 0.2],
        ['optimizer.name', 0.7],
      ]),
    );
    expect(rows.map(({ one: { setting } }) => setting)).toEqual([
      'optimizer.name',
      'model.layers',
      'optimizer.learningRate',
      'optimizer.momentum',
      'training.batchSize',
    ]);
  });

  test('stand as proposed until something is decided, and never let the proposal change what was accepted', () => {
    const states = (board = emptyBoard) => rowsOf(settings, board, none).map(({ state }) => state);
    expect(states()).toEqual(['proposed', 'kept', 'proposed', 'proposed', 'given']);
    const accepted = acceptAll(emptyBoard, rowsOf(settings, emptyBoard, none));
    expect(states(accepted)).toEqual(['accepted', 'kept', 'accepted', 'accepted', 'given']);
    const later = settings.map((each) => (each.outcome === 'narrowed' ? { ...each, entry: rate } : each));
    expect(rowsOf(later, accepted, none)[0]?.entry).toMatchObject({ low: 1.23e-4, high: 0.0124 });
    expect(states(keepAll(accepted, rowsOf(settings, accepted, none)))).toEqual([
      'kept',
      'kept',
      'kept',
      'kept',
      'given',
    ]);
  });

  test('tell a range that reaches out of the old one, and one that nothing could have', () => {
    const edited = (entry: Range) =>
      rowsOf(settings, decide(emptyBoard, 'optimizer.learningRate', { kind: 'edited', entry }), none)[0];
    expect(edited({ ...rate, high: 0.5 })).toMatchObject({ outside: true, problem: null });
    expect(edited({ ...rate, low: 0.2 })).toMatchObject({ problem: 'crossed' });
    expect(edited({ ...rate, low: -1 })).toMatchObject({ problem: 'not-positive' });
    const empty = decide(emptyBoard, 'optimizer.name', { kind: 'edited', entry: { ...optimizer, choices: [] } });
    expect(rowsOf(settings, empty, none)[2]).toMatchObject({ problem: 'no-choice' });
  });
});

describe('what is sent', () => {
  test('is what the board shows: no dropped setting, none that the file gives, one choice as a value', () => {
    const board = decide(emptyBoard, 'optimizer.name', { kind: 'edited', entry: { ...optimizer, choices: ['sgd'] } });
    expect(settingsToSend(rowsOf(settings, board, none))).toEqual({
      'optimizer.learningRate': { ...rate, low: 1.23e-4, high: 0.0124 },
      'model.layers': layers,
      'optimizer.name': 'sgd',
    });
  });

  test('a dropped setting that is kept is searched as before', () => {
    const board = decide(emptyBoard, 'optimizer.momentum', { kind: 'kept' });
    expect(settingsToSend(rowsOf(settings, board, none))['optimizer.momentum']).toEqual(momentum);
  });
});

describe('ranges on the scale', () => {
  test('go to an interval and back; of a list the values between the jaws are left', () => {
    expect(intervalOf(sizes, { ...sizes, low: 64, values: [64, 256] })).toEqual({ low: 1, high: 2 });
    expect(entryOf('training.batchSize', sizes, { low: 0, high: 1 })).toMatchObject({
      low: 16,
      high: 64,
      values: [16, 64],
    });
    expect(entryOf('training.batchSize', sizes, { low: 1, high: 1 })).toBe(64);
    expect(entryOf('optimizer.momentum', momentum, { low: 0.1, high: 0.5 })).toEqual({
      ...momentum,
      low: 0.1,
      high: 0.5,
    });
    expect(entryOf('optimizer.learningRate', { type: 'lognormal', mean: -5, sd: 1 }, { low: 1e-3, high: 0.1 })).toEqual(
      {
        ...{ type: 'float', low: 1e-3, high: 0.1, scale: 'log' },
      },
    );
  });

  test('a proposal is rounded outwards to three digits, but not out of the old range', () => {
    expect(tidied(rate, { ...rate, low: 1.0001e-5, high: 0.0999999 })).toMatchObject({ low: 1e-5, high: 0.1 });
    expect(tidied(rate, { ...rate, low: 2.3451e-4, high: 0.1 })).toMatchObject({ low: 2.34e-4, high: 0.1 });
  });

  test('their parts multiply to the part of the space that is left', () => {
    expect(partOf(rate, { ...rate, low: 1e-3, high: 0.1 })).toBeCloseTo(0.5);
    expect(partOf(layers, { ...layers, low: 2, high: 3 })).toBeCloseTo(0.5);
    expect(partOf(optimizer, { ...optimizer, choices: ['adam'] })).toBeCloseTo(1 / 3);
    const board = decide(emptyBoard, 'model.layers', { kind: 'edited', entry: { ...layers, low: 2, high: 3 } });
    expect(volumeOf(rowsOf(settings.slice(1, 2), board, none))).toBeCloseTo(0.5);
  });
});
