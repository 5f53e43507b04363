import { expect, test } from 'vitest';
import { createEpochRows, type EpochRow } from '#main/cli/epoch-rows.ts';

const columns = (trial: number, key: string, steps: number[], values: number[]) => ({
  trial,
  key,
  steps: Float64Array.from(steps),
  values: Float64Array.from(values),
  wallMs: new Float64Array(steps.length),
});

function collect() {
  const told: EpochRow[] = [];
  return { told, rows: createEpochRows((row) => told.push(row)) };
}

test('joins the keys of an epoch into one row, in order of epochs', () => {
  const { told, rows } = collect();
  rows.add([columns(3, 'train.loss', [2, 1], [0.4, 0.9]), columns(3, 'validation.accuracy', [1, 2], [0.5, 0.8])]);
  expect(told).toEqual([
    { trial: 3, epoch: 1, 'train.loss': 0.9, 'validation.accuracy': 0.5 },
    { trial: 3, epoch: 2, 'train.loss': 0.4, 'validation.accuracy': 0.8 },
  ]);
});

test('an epoch that comes again after a reconnect is told once', () => {
  const { told, rows } = collect();
  rows.add([columns(1, 'train.loss', [1], [1])]);
  rows.add([columns(1, 'train.loss', [1, 2], [1, 0.5])]);
  expect(told.map((row) => row.epoch)).toEqual([1, 2]);
});

test('epochs of an earlier run of the study are skipped, per trial', () => {
  const { told, rows } = collect();
  rows.skip([columns(1, 'train.loss', [1, 2], [1, 1])]);
  rows.add([columns(1, 'train.loss', [3], [0.1]), columns(2, 'train.loss', [1], [2])]);
  expect(told.map(({ trial, epoch }) => [trial, epoch])).toEqual([
    [1, 3],
    [2, 1],
  ]);
});

test('runs of a trial are told apart, and each epoch of each once', () => {
  const { told, rows } = collect();
  const second = (steps: number[]) => ({ ...columns(1, 'train.loss', steps, steps), run: 2 });
  rows.add([columns(1, 'train.loss', [1, 2], [1, 2]), second([1])]);
  rows.add([second([1, 2])]);
  expect(told).toEqual([
    { trial: 1, epoch: 1, 'train.loss': 1 },
    { trial: 1, epoch: 2, 'train.loss': 2 },
    { trial: 1, run: 2, epoch: 1, 'train.loss': 1 },
    { trial: 1, run: 2, epoch: 2, 'train.loss': 2 },
  ]);
});

test('NaN stays NaN', () => {
  const { told, rows } = collect();
  rows.add([columns(1, 'train.loss', [1], [Number.NaN])]);
  expect(told[0]?.['train.loss']).toBeNaN();
});
