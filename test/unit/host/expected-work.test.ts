import { expect, it } from 'vitest';
import { expectedWork } from '#main/host/expected-work.ts';

const file = { engine: { name: 'onnx', threads: 1 }, search: { parallel: 2 } };
const workers = { engine: 'onnx', threads: 1, processes: 2 };

it('is what the file names, and what the command line says instead', () => {
  expect(expectedWork(file, {})).toEqual(workers);
  expect(expectedWork({ settings: {} }, { engine: 'onnx', threads: 1, parallel: 2 })).toEqual(workers);
  expect(expectedWork(file, { engine: 'tensorflow', parallel: 3 })).toEqual({
    ...workers,
    engine: 'tensorflow',
    processes: 3,
  });
});

it.each([
  [{ ...file, engine: { name: 'auto', threads: 1 } }],
  [{ ...file, engine: { name: 'onnx', threads: 'auto' } }],
  [{ ...file, engine: { threads: 1 } }],
  [{ ...file, search: {} }],
  [{ ...file, search: { parallel: 1e9 } }],
  [{ ...file, engine: 'onnx' }],
  [{ ...file, runner: { kind: 'command', argv: ['python'] } }],
  [{ ...file, runner: { kind: 'command', argv: ['x'] } }],
  [[]],
  [null],
])('is not known of %j', (other) => {
  expect(expectedWork(other, {})).toBeUndefined();
});
