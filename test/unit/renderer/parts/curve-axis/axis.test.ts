import { expect, test } from 'vitest';
import type { XKind } from '../../../../../src/renderer/charts/index.ts';
import { CurveStore } from '../../../../../src/renderer/data/index.ts';
import { colouredBy, scaleOf, shareOn } from '../../../../../src/renderer/features/live/colouring.ts';
import { type AxisInput, curveX, elapsed } from '../../../../../src/renderer/parts/curve-axis/axis.ts';
import { contextLook } from '../../../../../src/renderer/state/index.ts';
import { trial } from '../../trials.ts';

const curves = new CurveStore(() => undefined);
const steps = Float64Array.of(1, 2, 3);
for (const [key, values] of [
  ['validation.loss', [3, 2, 1]],
  ['train.steps', [40, 80, 120]],
] as const) {
  const wallMs = Float64Array.of(11_000, 12_000, 73_000);
  curves.merge([{ trial: 1, key, steps, values: Float64Array.from(values), wallMs }]);
}
const input: AxisInput = {
  trials: [trial(1, { startedAt: 10_000 })],
  curves,
  language: 'en',
  words: { step: (n) => `Step ${n}`, after: (time) => `After ${time}` },
};

function places(kind: XKind, changes: Partial<AxisInput> = {}): number[] {
  const axis = curveX(kind, { ...input, ...changes });
  const columns = curves.series(1, 'validation.loss');
  return columns === undefined ? [] : [0, 1, 2].map((index) => axis.at(1, columns, index));
}

test('points stand at their epoch, their step, their time since the start, or the clock', () => {
  expect(places('epoch')).toEqual([1, 2, 3]);
  expect(places('step')).toEqual([40, 80, 120]);
  expect(places('time')).toEqual([1, 2, 63]);
  expect(places('clock')).toEqual([11_000, 12_000, 73_000]);
});

test('time at which a trial rested is not training time', () => {
  const continued = [{ epoch: 2, at: 71_000, trainedMs: 2000 }];
  expect(places('time', { trials: [trial(1, { startedAt: 10_000, continued })] })).toEqual([1, 2, 4]);
});

test('times read as seconds, minutes or hours', () => {
  expect([8.44, 83.4, 200, 3900].map((seconds) => elapsed(seconds))).toEqual(['8.4 s', '83 s', '3:20', '1:05:00']);
  expect(elapsed(30, true)).toBe('0:30');
});

test('a log setting is coloured on its log scale, choices in their order, and a run without it stays grey', () => {
  const rate = scaleOf({ name: 'lr', type: 'float', low: 1e-4, high: 1, scale: 'log' }, []);
  expect(rate && shareOn(rate, 1e-2)).toBeCloseTo(0.5);
  const choices = scaleOf({ name: 'o', type: 'categorical', choices: ['a', 'b', 'c'] }, []);
  expect(
    choices && [shareOn(choices, 'a'), shareOn(choices, 'b'), shareOn(choices, 'c'), shareOn(choices, 'd')],
  ).toEqual([0, 0.5, 1, null]);
  expect(scaleOf({ name: 'o', type: 'categorical', choices: ['a'] }, [])).toBeNull();
  const trials = [trial(1, { params: { lr: 1e-4 } }), trial(2, { params: {} })];
  const looks =
    rate && colouredBy(rate, trials, new Map([[2, { ...contextLook, focus: true }]]), (share) => `at ${share}`);
  expect(looks?.get(1)).toMatchObject({ tint: 'at 0', colour: 'at 0', focus: false });
  expect(looks?.get(2)).toMatchObject({ colour: null, focus: true });
  expect(looks?.get(2)?.tint).toBeUndefined();
});
