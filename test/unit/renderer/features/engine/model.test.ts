import { describe, expect, test } from 'vitest';
import {
  cleanPath,
  fileWouldHelp,
  leftOf,
  meanMsPerStep,
  newsOf,
  shareOf,
  shownReason,
  speedTable,
  stateOf,
  taskKey,
  viewsOf,
  whyChosen,
} from '../../../../../src/renderer/features/engine/model.ts';
import type {
  EngineBenchmarkRow,
  EngineInfo,
  EnginePackage,
  EngineTask,
} from '../../../../../src/shared/contract/engine.ts';

const engine = (name: string, rest: Partial<EngineInfo> = {}): EngineInfo => ({
  ...{ name, available: true, version: '1.0', devices: ['CPU'], selfTest: null, testedAt: null, reason: null },
  ...{ startToFirstStepMs: null, bench: [], measuredAt: null, gpus: [], chosen: false },
  ...rest,
});
const tensorflow: EnginePackage = {
  ...{ name: 'tensorflow', engine: 'tensorflow', installed: null, downloadedBytes: 0 },
  ...{ refusal: null, cudaIsChoice: true, usedBy: null },
};
const installed = { version: '2.21.0', cuda: false, bytes: 1, installedAt: 1 };
const task = (rest: Partial<EngineTask> = {}): EngineTask => ({
  ...{ id: 1, work: 'install', target: 'tensorflow', state: 'running', phase: 'download', what: '' },
  ...{ done: 0, total: null, eta: null, startedAt: 100, message: null },
  ...rest,
});
const cell = (model: string, batch: number, threads: number, msPerStep: number): EngineBenchmarkRow => ({
  ...{ model, batch, threads, msPerStep, optimizer: 'adam' },
});
const passed = { passed: 200, failed: 0 };

describe('how an engine is here', () => {
  const absent = engine('tensorflow', { available: false, version: null, devices: [] });

  test('what is not there can be installed, or not on this computer', () => {
    expect(stateOf(absent, tensorflow)).toBe('notInstalled');
    expect(stateOf(absent, { ...tensorflow, refusal: 'Not on win32.' })).toBe('unavailable');
  });

  test('what is there and does not work has failed', () => {
    expect(stateOf(absent, { ...tensorflow, installed })).toBe('failed');
    expect(stateOf(engine('tensorflow', { available: false }), tensorflow)).toBe('failed');
    expect(stateOf(engine('onnx', { available: false, version: null }), null)).toBe('failed');
  });

  test('what works is ready, tested or not', () => expect(stateOf(engine('onnx'), null)).toBe('ready'));
});

describe('what stands beside an engine', () => {
  const engines = [engine('tensorflow'), engine('tfjs')];
  const packages: EnginePackage[] = [tensorflow, { ...tensorflow, name: 'tfjs-node-gpu', engine: 'tfjs' }];

  test('the work on the engine and on the package that it comes from', () => {
    const tasks = [task(), task({ id: 2, target: 'tfjs', work: 'measure' }), task({ id: 3, target: 'tfjs-node-gpu' })];
    const views = viewsOf({ engines, packages, tasks }, new Set());
    expect(views.map(({ running }) => running.map(({ id }) => id))).toEqual([[1], [2, 3]]);
    expect(views.map((view) => view.package?.name)).toEqual(['tensorflow', 'tfjs-node-gpu']);
  });

  test('an end goes when it is put away, and does not say twice what the engine says', () => {
    const failed = task({ state: 'failed', message: 'No space.' });
    const shown = (reason: string | null, dismissed: string[] = []) =>
      viewsOf({ engines: [engine('tensorflow', { reason })], packages, tasks: [failed] }, new Set(dismissed))[0]?.ended;
    expect(shown(null)).toEqual([failed]);
    expect(shown('No space.')).toEqual([]);
    expect(shown(null, [taskKey(failed)])).toEqual([]);
    // Another run of the host counts from 1 again.
    expect(shown(null, [taskKey({ ...failed, startedAt: 99 })])).toEqual([failed]);
  });
});

test('that an installation is done is not said any more after the package was removed', () => {
  const shown = (own: EnginePackage) =>
    viewsOf({ engines: [engine('tensorflow')], packages: [own], tasks: [task({ state: 'done' })] }, new Set())[0]
      ?.ended;
  expect(shown({ ...tensorflow, installed })).toHaveLength(1);
  expect(shown(tensorflow)).toEqual([]);
});

describe('why auto means an engine', () => {
  const bench = (ms: number) => [cell('mlp', 32, 1, ms), cell('cnn', 32, 1, ms * 4), cell('mlp', 32, 2, 1e9)];

  test('by measured speed where both were measured; threads are not mixed', () => {
    const onnx = engine('onnx', { selfTest: passed, bench: bench(3) });
    const other = engine('tensorflow', { selfTest: passed, bench: bench(1) });
    expect(meanMsPerStep(onnx.bench)).toBeCloseTo(6);
    expect(whyChosen(other, [onnx, other])).toMatchObject({ why: 'fastest', other: 'onnx', otherMsPerStep: 6 });
  });

  test('by habit where one was not', () => {
    const onnx = engine('onnx', { selfTest: passed });
    const other = engine('tensorflow', { selfTest: passed, bench: bench(1) });
    expect(whyChosen(other, [onnx, other])).toEqual({ why: 'preferred', other: 'onnx' });
  });

  test('alone where no other passed, whatever engines passed that auto never takes', () => {
    const onnx = engine('onnx');
    const others = [engine('tensorflow'), engine('tfjs', { selfTest: passed, bench: bench(0.1) })];
    expect(whyChosen(onnx, [onnx, ...others])).toEqual({ why: 'alone' });
  });
});

test('a reason that only names the command of the button beside it is not shown', () => {
  expect(shownReason('TensorFlow is not installed; bring it with "vernier engines install tensorflow".')).toBe(null);
  expect(shownReason('Its self-test failed here')).toBe('Its self-test failed here');
});

test('speeds stand by model and batch, one thread only, holes kept', () => {
  const rows = [cell('mlp', 128, 1, 2), cell('mlp', 128, 2, 1), cell('mlp', 32, 1, 0.5), cell('cnn', 128, 1, 9)];
  expect(speedTable(rows)).toEqual({
    models: ['mlp', 'cnn'],
    rows: [
      { batch: 32, msPerStep: [0.5, null] },
      { batch: 128, msPerStep: [2, 9] },
    ],
  });
  expect(speedTable([])).toEqual({ models: [], rows: [] });
});

test('a share only where the whole is known, and never beyond it', () => {
  expect([shareOf({ done: 3, total: null }), shareOf({ done: 0, total: 0 })]).toEqual([null, null]);
  expect([shareOf({ done: 1, total: 4 }), shareOf({ done: 5, total: 4 })]).toEqual([0.25, 1]);
});

test('the time that is left has one unit for both ends, and is never promised shorter than it is', () => {
  expect(leftOf({ low: 12_900, high: 95_100 })).toEqual({ from: 12, to: 96, unit: 'seconds' });
  expect(leftOf({ low: 59_000, high: 180_001 })).toEqual({ from: 0, to: 4, unit: 'minutes' });
});

test('a pasted path loses its quotes and outer spaces only', () => {
  expect(['  /a b/x.whl ', '"/a b/x.whl"', "'/a/x.whl'", '"', '/a"b'].map(cleanPath)).toEqual([
    ...['/a b/x.whl', '/a b/x.whl', '/a/x.whl', '"', '/a"b'],
  ]);
});

test('a file is offered after a failed download of what a file can bring', () => {
  const failed = task({ state: 'failed' });
  expect(fileWouldHelp(failed)).toBe(true);
  expect(fileWouldHelp({ ...failed, phase: 'unpack' })).toBe(false);
  expect(fileWouldHelp({ ...failed, target: 'tfjs-node-gpu' })).toBe(false);
  expect(fileWouldHelp(task())).toBe(false);
});

test('news: beginnings, phases and ends, no progress in between, and no end that was there before', () => {
  const running = task();
  expect(newsOf([], [running])).toEqual([running]);
  expect(newsOf([running], [{ ...running, done: 7 }])).toEqual([]);
  expect(newsOf([running], [{ ...running, phase: 'unpack' }])).toHaveLength(1);
  expect(newsOf([running], [{ ...running, state: 'failed' }])).toHaveLength(1);
  expect(newsOf([], [{ ...running, state: 'done' }])).toEqual([]);
});
