import { expect, test } from 'vitest';
import { patchEngineTasks, patchTrials } from '../../../../src/renderer/data/patch.ts';
import type { EngineTask } from '../../../../src/shared/contract/engine.ts';
import { trial } from '../trials.ts';

test('a changed trial takes the place of its old self, a new one stands in order of numbers', () => {
  const list = [trial(1), trial(3)];
  const next = patchTrials(list, [trial(2, { state: 'running' }), trial(3, { value: 0.5 })]);
  expect(next.map(({ number, state, value }) => [number, state, value])).toEqual([
    [1, 'complete', null],
    [2, 'running', null],
    [3, 'complete', 0.5],
  ]);
});

test('the last of several changes of one trial counts, and no change leaves the same array', () => {
  const list = [trial(1)];
  expect(patchTrials(list, [])).toBe(list);
  expect(patchTrials(list, [trial(1, { value: 1 }), trial(1, { value: 2 })])[0]?.value).toBe(2);
});

test('work on an engine takes the place of what was done before on the same target, and late news of old work is dropped', () => {
  const task = (id: number, target: string, done = 0): EngineTask => ({
    ...{ id, target, done, work: 'install', state: 'running', phase: 'download', what: '', total: null, eta: null },
    ...{ startedAt: 0, message: null },
  });
  const overview = { engines: [], packages: [], tasks: [task(1, 'onnx'), task(2, 'tensorflow')] };
  expect(patchEngineTasks(overview, task(2, 'tensorflow', 5)).tasks.map(({ done }) => done)).toEqual([0, 5]);
  expect(patchEngineTasks(overview, task(3, 'tensorflow')).tasks.map(({ id }) => id)).toEqual([1, 3]);
  expect(patchEngineTasks(overview, task(1, 'tensorflow', 9))).toBe(overview);
});
