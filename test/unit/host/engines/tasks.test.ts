import { expect, it } from 'vitest';
import { createEngineTasks, type TaskStep } from '#main/host/engines/tasks.ts';
import type { EngineTask } from '#shared/contract/engine.ts';
import { AppError } from '#shared/errors.ts';

function setUp() {
  const told: EngineTask[] = [];
  const clock = { now: 0 };
  const tasks = createEngineTasks(
    (task) => told.push(task),
    () => clock.now,
  );
  return { told, clock, tasks };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
const unpacked = (done: number): TaskStep => ({ phase: 'unpack', what: 'lib.so', done, total: 100 });

it('work is told at its begin, at most ten times a second, at each new phase and at its end', async () => {
  const { told, clock, tasks } = setUp();
  const begun = tasks.begin('install', 'tensorflow', async (_signal, step) => {
    step({ phase: 'download', what: 'x.whl', done: 1, total: null });
    for (let done = 0; done <= 100; done++) {
      clock.now += 10;
      step(unpacked(done));
    }
  });
  expect(begun).toMatchObject({ work: 'install', target: 'tensorflow', state: 'running', message: null });
  await settled();
  const states = told.map(({ state, phase }) => `${state} ${phase}`);
  expect(states.slice(0, 3)).toEqual(['running waiting', 'running download', 'running unpack']);
  expect(states.at(-1)).toBe('done unpack');
  expect(told.length).toBeLessThanOrEqual(15);
  expect(told.length).toBeGreaterThan(8);
  expect(tasks.list()).toEqual([told.at(-1)]);
});

it('one work at a time per target; another target does not wait', async () => {
  const { tasks } = setUp();
  const forever = (signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new AppError('cancelled', 'cancelled')));
    });
  tasks.begin('measure', 'onnx', forever);
  expect(() => tasks.begin('self-test', 'onnx', forever)).toThrow(
    'onnx is being measured now; wait until that is done, or cancel it.',
  );
  tasks.begin('install', 'tensorflow', forever);
  await tasks.close();
  expect(tasks.list().map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
});

it('work that runs is cancelled through its signal', async () => {
  const { tasks } = setUp();
  const { id } = tasks.begin(
    'measure',
    'onnx',
    (signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new AppError('cancelled', 'cancelled')));
      }),
  );
  await settled();
  tasks.cancel(id);
  await settled();
  expect(tasks.list()).toMatchObject([{ id, state: 'cancelled' }]);
});

it('a failure keeps its sentence until the next begin; what has ended cannot be cancelled', async () => {
  const { tasks } = setUp();
  const fail = async () => {
    throw new AppError('invalid', 'x.whl is damaged.');
  };
  const { id } = tasks.begin('install', 'tensorflow', fail);
  await settled();
  expect(tasks.list()).toMatchObject([{ id, state: 'failed', message: 'x.whl is damaged.' }]);
  expect(() => tasks.cancel(id)).toThrow('does not run any more');
  tasks.begin('install', 'tensorflow', async () => undefined);
  expect(tasks.list()).toMatchObject([{ state: 'running', message: null }]);
  await tasks.close();
});
