// What a trial may rely on, on every engine that is here and through real workers: killed in the middle of an epoch it goes on from its
// last checkpoint as if nothing had happened, under every schedule; and a worker does not grow with the steps it takes.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createBuiltinRunner } from '#main/runners/builtin.ts';
import type { Runner } from '#main/runners/runner.ts';
import { findSetting } from '#shared/settings/index.ts';
import { availableEngines } from '../../conformance/available-engines.ts';
import { createWorkplace, type Workplace, watch } from './support.ts';

let place: Workplace;
const runners: Runner[] = [];
beforeAll(async () => {
  place = await createWorkplace();
});
afterAll(() => place.remove());
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close();
});

function open(): Runner {
  const runner = createBuiltinRunner();
  runners.push(runner);
  return runner;
}

const engines = (await availableEngines()).map(({ name }) => name);
const kind = findSetting('schedule.kind')?.kind;
const schedules = kind?.type === 'choice' ? kind.choices : [];
const optimizers = ['adam', 'sgd', 'adamw', 'rmsprop', 'adagrad', 'adamax', 'adadelta'];

describe.each(engines)('%s', (engine) => {
  it.each(schedules.map((schedule, at) => [schedule, optimizers[at % optimizers.length] ?? 'adam']))(
    'with the schedule %s and %s: killed and resumed it is bit-equal to a trial that never was',
    { timeout: 60_000 },
    async (schedule, optimizer) => {
      const settings = {
        ...{ 'training.epochs': 5, 'model.units': 16, 'model.dropout': 0.3, 'model.normalization': 'batch' },
        ...{ 'optimizer.name': optimizer, 'schedule.kind': schedule, 'schedule.warmupEpochs': 1 },
      };
      const whole = watch(open(), 0, place.job(1, settings, { engine }));
      expect(await whole.ended).toEqual({ kind: 'complete', epoch: 5 });

      const first = watch(open(), 0, place.job(2, settings, { engine, seed: 1001 }), (epoch) => {
        if (epoch === 3) process.kill(first.seen.pids[0] ?? 0, 'SIGKILL');
        return 'continue';
      });
      expect(await first.ended).toMatchObject({ kind: 'crashed' });
      const saved = first.seen.checkpoints.at(-1);
      const kept = saved?.epoch ?? 0;
      // Small trials save seldom, so epochs after it are trained again.
      expect([1, 2]).toContain(kept);
      const rest = watch(open(), 0, place.job(2, settings, { engine, seed: 1001, resumeFrom: saved?.path ?? null }));
      expect(await rest.ended).toEqual({ kind: 'complete', epoch: 5 });
      expect([...first.seen.epochs.slice(0, kept), ...rest.seen.epochs]).toEqual(whole.seen.epochs);
    },
  );

  it.skipIf(process.platform !== 'linux')('does not grow over 2 000 steps', { timeout: 120_000 }, async () => {
    // 320 training rows in batches of 16: 20 steps an epoch, measured after 20 epochs and after 120.
    const resident = new Map<number, number>();
    const settings = { 'training.epochs': 120, 'training.batchSize': 16, 'model.units': 16, 'model.layers': 2 };
    const { seen, ended } = watch(open(), 0, place.job(3, settings, { engine }), (epoch) => {
      if (epoch % 10 === 0) resident.set(epoch, residentBytes(seen.pids[0] ?? 0));
      return 'continue';
    });
    expect(await ended).toEqual({ kind: 'complete', epoch: 120 });
    const early = resident.get(20) ?? 0;
    expect(early).toBeGreaterThan(20e6);
    expect((resident.get(120) ?? Number.POSITIVE_INFINITY) - early).toBeLessThan(60e6);
  });
});

function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}
