// A trial for which the system has no memory left, on real engines: between two trials the worker's address space is limited to little
// more than it uses.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createBuiltinRunner } from '#main/runners/builtin.ts';
import { availableEngines } from '../../conformance/available-engines.ts';
import { createWorkplace, type Workplace, watch } from '../runners/support.ts';

let place: Workplace;
beforeAll(async () => {
  place = await createWorkplace();
});
afterAll(() => place.remove());

const engines = (await availableEngines()).filter(({ name }) => name !== 'reference');
const canLimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

function leaveFree(pid: number, bytes: number): void {
  const mapped = Number(/^VmSize:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
  expect(spawnSync('prlimit', ['--pid', String(pid), `--as=${mapped + bytes}`]).status).toBe(0);
}

describe.skipIf(!canLimit)('a machine without memory for a trial', () => {
  it.each(engines)(
    '$name: the trial is exhausted, with what the engine said',
    { timeout: 60_000 },
    async ({ name }) => {
      const runner = createBuiltinRunner();
      onTestFinished(() => runner.close());
      const small = watch(runner, 0, place.job(1, { 'training.epochs': 1 }, { engine: name }));
      expect(await small.ended).toEqual({ kind: 'complete', epoch: 1 });
      leaveFree(small.seen.pids[0] ?? 0, 300 * 2 ** 20);
      // Two layers of 6 000 units: 137 MB of weights, four times that in all.
      const settings = {
        'model.layers': 2,
        'model.units': 6000,
        'model.initializer': 'uniform',
        'optimizer.name': 'adam',
      };
      const large = watch(runner, 0, place.job(2, settings, { engine: name }));
      expect(await large.ended).toMatchObject({ kind: 'exhausted', message: expect.stringMatching(/alloc/i) });
      expect(large.running.pid).toBe(small.running.pid);
      // What is left of the process is not trusted with another trial.
      const next = watch(runner, 0, place.job(3, { 'training.epochs': 1 }, { engine: name }));
      expect(await next.ended).toEqual({ kind: 'complete', epoch: 1 });
      expect(next.running.pid).not.toBe(small.running.pid);
    },
  );
});
