import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { entryPath } from '#main/entries.ts';
import { type BuiltinRunnerOptions, createBuiltinRunner } from '#main/runners/builtin.ts';
import { cpu, type Device, type Runner } from '#main/runners/runner.ts';
import { createWorkplace, isAlive, until, type Workplace, watch } from './support.ts';

let place: Workplace;
const runners: Runner[] = [];
beforeAll(async () => {
  place = await createWorkplace();
});
afterAll(() => place.remove());
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close();
});

function open(options: BuiltinRunnerOptions = {}): Runner {
  const runner = createBuiltinRunner(options);
  runners.push(runner);
  return runner;
}

/** A worker program of its own, for ways to go wrong that the real one does not have. */
function program(name: string, source: string): string {
  const path = join(place.folder, `${name}.mjs`);
  writeFileSync(path, source);
  return path;
}

describe('workers that start ahead of their trials', () => {
  const setup = { threads: 1, device: cpu, processes: 2 };

  it('tell the version of the engine, and the first trials are given to them', async () => {
    const runner = open();
    const loaded = await runner.load('onnx', setup);
    expect(loaded).toEqual({ version: expect.stringMatching(/^\d+\.\d+/), reason: null });
    const alone = watch(open(), 0, place.job(2));
    const ahead = [0, 1].map((slot) => watch(runner, slot, place.job(2 + slot)));
    await Promise.all([alone.ended, ...ahead.map(({ ended }) => ended)]);
    // Processes of the same program start one after the other: those that were there have lower numbers.
    for (const { seen } of ahead) expect(seen.pids[0]).toBeLessThan(alone.seen.pids[0] ?? 0);
    expect(ahead[0]?.seen.epochs).toEqual(alone.seen.epochs);
  });

  it('take a trial while they still load, and end when none comes', async () => {
    const runner = open({ idleMs: 200 });
    const loading = runner.load('onnx', { ...setup, processes: 1 });
    const { seen, ended } = watch(runner, 0, place.job(1, { 'training.epochs': 1 }));
    expect(await ended).toEqual({ kind: 'complete', epoch: 1 });
    expect((await loading).reason).toBeNull();
    await until(() => !isAlive(seen.pids[0] ?? 0));
  });

  it('say why an engine cannot be used, also when its library ends the process', async () => {
    const runner = open();
    expect(await runner.load('tfjs-nothing', setup)).toMatchObject({
      version: null,
      reason: expect.stringMatching(/^There is no engine "tfjs-nothing"/),
    });
    const entry = program(
      'crash',
      `process.send({ type: 'ready', pid: process.pid }); process.on('message', () => process.abort());`,
    );
    expect(await open({ entry }).load('tensorflow', setup)).toMatchObject({
      version: null,
      reason: expect.stringMatching(/^The engine tensorflow ends the process that loads it: .*SIGABRT/),
    });
  });

  it('ask a new process after an engine that could not be used: it may have been installed since', async () => {
    const entry = program(
      'lacks',
      `process.on('message', ({ engine }) => process.send({ type: 'loaded', engine, version: null, reason: String(process.pid) }));
      process.send({ type: 'ready', pid: process.pid });`,
    );
    const runner = open({ entry });
    const first = await runner.load('tensorflow', { ...setup, processes: 1 });
    const second = await runner.load('tensorflow', { ...setup, processes: 1 });
    expect(second.reason).not.toBe(first.reason);
  });

  it('of an engine that is not used make place for those of the next', async () => {
    const runner = open();
    await runner.load('nothing', setup);
    await runner.load('onnx', setup);
    const { seen, ended } = watch(runner, 0, place.job(1, { 'training.epochs': 1 }));
    await ended;
    const again = watch(runner, 0, place.job(2, { 'training.epochs': 1 }));
    await again.ended;
    expect(again.seen.pids).toEqual(seen.pids);
  });
});

describe('training in worker processes', () => {
  it('trains a trial, epoch by epoch, in another process', async () => {
    const { seen, ended } = watch(open(), 0, place.job(1));
    expect(await ended).toEqual({ kind: 'complete', epoch: 4 });
    expect(seen.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expect(seen.phases).toEqual(['starting', 'compiling', 'training']);
    expect(seen.pids[0]).not.toBe(process.pid);
    expect(seen.checkpoints.at(-1)).toEqual({ epoch: 4, path: `${place.job(1).checkpointPath}.4` });
    for (const { metrics } of seen.epochs) expect(metrics['validation.accuracy']).toBeGreaterThanOrEqual(0);
    const losses = seen.epochs.map(({ metrics }) => metrics['validation.loss'] ?? Number.NaN);
    const best = 1 + losses.indexOf(Math.min(...losses));
    const path = `${place.job(1).weights?.path}.${best}`;
    expect(seen.weights.at(-1)).toEqual({ epoch: best, path });
    expect(existsSync(path)).toBe(true);
  });

  it('a reused worker trains bit-equal to a fresh one', async () => {
    const other = place.job(1, { 'model.layers': 2, 'model.units': 40, 'optimizer.name': 'sgd' });
    const fresh = watch(open(), 0, place.job(2));
    await fresh.ended;
    const runner = open();
    const before = watch(runner, 0, other);
    await before.ended;
    const reused = watch(runner, 0, place.job(2));
    await reused.ended;
    expect(reused.seen.pids).toEqual(before.seen.pids);
    expect(reused.seen.epochs).toEqual(fresh.seen.epochs);
  });

  it('a worker that keeps its compiled program for a trial of the same shape trains bit-equal to a fresh one', async () => {
    const fresh = watch(open(), 0, place.job(2));
    await fresh.ended;
    const runner = open();
    const before = watch(runner, 0, place.job(1, { 'optimizer.learningRate': 0.03, 'model.dropout': 0.5 }));
    await before.ended;
    const reused = watch(runner, 0, place.job(2));
    await reused.ended;
    expect(reused.seen.pids).toEqual(before.seen.pids);
    expect(reused.seen.epochs).toEqual(fresh.seen.epochs);
    expect(before.seen.epochs).not.toEqual(fresh.seen.epochs);
  });

  it('takes a new process for another number of threads, and after its share of trials', async () => {
    const runner = open({ recycling: { maxRuns: 2 } });
    const pids: (number | undefined)[] = [];
    for (const threads of [1, 2, 2, 2]) {
      const { seen, ended } = watch(runner, 0, place.job(1, { 'training.epochs': 1 }, { threads }));
      await ended;
      pids.push(seen.pids[0]);
    }
    expect(pids[1]).not.toBe(pids[0]);
    expect(pids[2]).toBe(pids[1]);
    expect(pids[3]).not.toBe(pids[2]);
    await until(() => !isAlive(pids[0] ?? 0) && !isAlive(pids[1] ?? 0));
  });

  it('keeps the workers of two cards apart, and tells each process of one card only', async () => {
    const entry = program(
      'shows-card',
      `${talks} process.on('message', (m) => {
        if (m.type !== 'start') return process.exit(0);
        console.log(process.env.CUDA_VISIBLE_DEVICES + ' ' + process.env.TF_FORCE_GPU_ALLOW_GROWTH);
        send({ type: 'started', run: m.run, engine: { name: 'x', version: '1' } });
        setTimeout(() => send({ type: 'done', run: m.run, outcome: 'complete', epoch: 1, message: null }), 50);
      });`,
    );
    const runner = open({ entry, environment: { ...process.env, CUDA_VISIBLE_DEVICES: '0,1' } });
    const card = (uuid: string): Device => ({
      kind: 'gpu',
      gpu: { id: '0', uuid, name: 'Card', memoryBytes: null, usedBytes: null, driver: null },
    });
    const on = async (slot: number, device: Device) => {
      const { seen, ended } = watch(runner, slot, place.job(1, {}, { device }));
      await ended;
      return { pid: seen.pids[0], card: seen.log[0] };
    };
    const first = await on(0, card('GPU-a'));
    const again = await on(0, card('GPU-a'));
    const other = await on(0, card('GPU-b'));
    const processor = await on(1, cpu);
    expect(again).toEqual(first);
    expect([first, other, processor].map(({ card: seen }) => seen)).toEqual(['GPU-a true', 'GPU-b true', '-1 true']);
    expect(new Set([first, other, processor].map(({ pid }) => pid)).size).toBe(3);
  });

  it('ends an idle worker after a while', async () => {
    const { seen, ended } = watch(open({ idleMs: 50 }), 0, place.job(1, { 'training.epochs': 1 }));
    await ended;
    await until(() => !isAlive(seen.pids[0] ?? 0));
  });

  it('goes on from a checkpoint bit-equal to a trial that was never paused', async () => {
    const runner = open();
    const whole = watch(runner, 0, place.job(3, { 'training.epochs': 6 }));
    await whole.ended;
    const first = watch(runner, 0, place.job(4, { 'training.epochs': 6 }, { seed: 1003 }), (epoch) =>
      epoch === 2 ? 'pause' : 'continue',
    );
    expect(await first.ended).toEqual({ kind: 'paused', epoch: 2 });
    const resumeFrom = first.seen.checkpoints.at(-1)?.path ?? null;
    const rest = watch(open(), 0, place.job(4, { 'training.epochs': 6 }, { seed: 1003, resumeFrom }));
    expect(await rest.ended).toEqual({ kind: 'complete', epoch: 6 });
    expect([...first.seen.epochs, ...rest.seen.epochs]).toEqual(whole.seen.epochs);
  });

  it('starts again from the first epoch when the checkpoint is gone or damaged, and says so', async () => {
    const damaged = join(place.folder, 'damaged.checkpoint.2');
    writeFileSync(damaged, 'VRNCKPT\0 cut short');
    for (const resumeFrom of [join(place.folder, 'gone'), damaged]) {
      const { seen, ended } = watch(open(), 0, place.job(5, {}, { resumeFrom }));
      expect(await ended).toEqual({ kind: 'complete', epoch: 4 });
      expect(seen.epochs[0]?.epoch).toBe(1);
      expect(seen.log.join()).toMatch(/The trial starts again|the trial starts again/);
    }
  });

  it('ends a trial whose loss is not a number as diverged', async () => {
    const { ended } = watch(
      open(),
      0,
      place.job(6, { 'optimizer.name': 'sgd', 'optimizer.learningRate': 1e30, 'training.epochs': 20 }),
    );
    expect(await ended).toMatchObject({
      kind: 'diverged',
      message: expect.stringMatching(/^Diverged in epoch 1 at step/),
    });
  });
});

describe('pause and stop asked from outside', () => {
  it.each(['pause', 'stop'] as const)(
    '%s takes effect at the end of the running epoch, with a checkpoint',
    async (what) => {
      const { seen, ended } = watch(open(), 0, place.job(1, { 'training.epochs': 500 }), (epoch, running) => {
        if (epoch === 3 && what === 'pause') running().pause();
        if (epoch === 3 && what === 'stop') running().stop(20_000);
        return 'continue';
      });
      const end = await ended;
      expect(end.kind).toBe(what === 'pause' ? 'paused' : 'stopped');
      const last = seen.epochs.at(-1)?.epoch;
      expect(seen.checkpoints.at(-1)?.epoch).toBe(last);
      expect(last).toBeLessThan(6);
    },
  );

  it('kills a trial whose epoch does not end within the grace period', async () => {
    const entry = program(
      'deaf',
      `${talks} process.on('message', (m) => m.type === 'start' && send({ type: 'started', run: m.run, engine: { name: 'x', version: '1' } }));`,
    );
    const { running, seen, ended } = watch(open({ entry }), 0, place.job(1));
    await until(() => seen.pids.length > 0);
    running.stop(100);
    expect(await ended).toEqual({ kind: 'killed' });
  });
});

describe('workers that go wrong', () => {
  it('a killed worker is a crash with a sentence, and the lane works on with a new process', async () => {
    const runner = open();
    const { seen, ended } = watch(runner, 0, place.job(1, { 'training.epochs': 1000 }), (epoch) => {
      if (epoch === 2) process.kill(seen.pids[0] ?? 0, 'SIGKILL');
      return 'continue';
    });
    expect(await ended).toMatchObject({
      kind: 'crashed',
      message: expect.stringMatching(/^The worker ended unexpectedly: it was killed \(SIGKILL\)/),
    });
    expect(await watch(runner, 0, place.job(2)).ended).toEqual({ kind: 'complete', epoch: 4 });
  });

  it('a trial whose data are gone is blocked, with a sentence, and not at fault', async () => {
    const { ended } = watch(open(), 0, place.job(1, {}, { dataset: join(place.folder, 'missing.vds') }));
    expect(await ended).toEqual({
      kind: 'blocked',
      message: expect.stringMatching(/^There is no data cache at .*; start the study again to prepare its data\.$/),
    });
    expect(await watch(open(), 0, place.job(1, {}, { engine: 'nothing' })).ended).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('"nothing"'),
    });
  });

  it('keeps what a worker writes, within bounds, and quotes the line that tells why it died', async () => {
    const entry = program(
      'talker',
      `${talks} process.on('message', () => {
        for (let i = 0; i < 2000; i++) console.log('line ' + i);
        console.error('Error: the tensor has no shape');
        console.error('    at somewhere (file.js:1:1)');
        process.exitCode = 3; process.disconnect();
      });`,
    );
    const { seen, ended } = watch(open({ entry }), 0, place.job(1));
    expect(await ended).toEqual({
      kind: 'crashed',
      message: 'The worker ended unexpectedly: exit code 3 – Error: the tensor has no shape.',
    });
    expect(seen.log[0]).toBe('line 0');
    expect(seen.log).toHaveLength(501);
    expect(seen.log.at(-1)).toBe('The worker wrote more than 500 lines; the rest is not kept.');
  });

  it('gives up a worker that is alive but silent', async () => {
    const entry = program('mute', `${talks} process.on('message', () => { for (;;); });`);
    const { ended, running } = watch(open({ entry, limits: { heartbeatMs: 1500 } }), 0, place.job(1));
    expect(await ended).toMatchObject({
      kind: 'crashed',
      message: expect.stringMatching(/^The worker gave no sign of life for \d s\.$/),
    });
    await until(() => !isAlive(running.pid ?? 0));
  });

  it('does not take a long training call for silence: the heartbeat has a thread of its own', async () => {
    // The real heartbeat thread beside a main thread that computes for three seconds without a pause.
    const heartbeat = JSON.stringify(entryPath('heartbeat'));
    const entry = program(
      'deep-in-thought',
      `import { Worker } from 'node:worker_threads'; new Worker(${heartbeat}).unref(); ${talks}
      process.on('message', (m) => {
        for (const end = Date.now() + 3000; Date.now() < end; );
        send({ type: 'done', run: m.run, outcome: 'complete', epoch: 1, message: null });
      });`,
    );
    const { ended } = watch(open({ entry, limits: { heartbeatMs: 2200 } }), 0, place.job(1));
    expect(await ended).toEqual({ kind: 'complete', epoch: 1 });
  });

  it('refuses a message that is not in the protocol', async () => {
    const entry = program(
      'liar',
      `${talks} process.on('message', (m) => send({ type: 'epoch', run: m.run, epoch: 'one' }));`,
    );
    expect(await watch(open({ entry }), 0, place.job(1)).ended).toMatchObject({
      kind: 'crashed',
      message: expect.stringContaining('not in the protocol (epoch)'),
    });
  });

  it('says when Node itself cannot be started', async () => {
    const { ended } = watch(open({ execPath: join(place.folder, 'no-node') }), 0, place.job(1));
    expect(await ended).toMatchObject({
      kind: 'crashed',
      message: expect.stringMatching(/could not be started.*ENOENT/),
    });
  });
});

describe('close', () => {
  it('ends idle and running workers and leaves no process behind', async () => {
    const runner = open();
    const idle = watch(runner, 0, place.job(1, { 'training.epochs': 1 }));
    await idle.ended;
    const busy = watch(runner, 1, place.job(2, { 'training.epochs': 100_000 }));
    await until(() => busy.seen.epochs.length > 1);
    await runner.close();
    expect(await busy.ended).toEqual({ kind: 'killed' });
    expect([...idle.seen.pids, ...busy.seen.pids].filter(isAlive)).toEqual([]);
    expect(() => watch(runner, 0, place.job(1))).toThrow('closed');
  });
});

const talks = `const send = (m) => process.send(m); send({ type: 'ready', pid: process.pid });`;
