import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CommandRunnerOptions, createCommandRunner } from '#main/runners/command/index.ts';
import { type Command, cpu, type RunningTrial, type TrialJob } from '#main/runners/runner.ts';
import type { EpochDecision } from '#main/training/loop/train.ts';
import { isAlive, until, watch } from './support.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-command-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const runners: ReturnType<typeof createCommandRunner>[] = [];
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close();
});

let lastTrial = 0;
/** A job whose program is this JavaScript. */
function job(code: string, change: Partial<TrialJob> = {}, command: Partial<Command> = {}): TrialJob {
  const trial = ++lastTrial;
  return {
    ...{ studyId: 's', trial, run: 1, fold: null, seed: 1000 + trial },
    ...{ settings: { lr: 0.01 }, engine: 'command', threads: 2, device: cpu },
    ...{
      workers: 1,
      dataset: null,
      goal: { metric: 'accuracy', direction: 'maximize' },
      resumeFrom: null,
      weights: null,
    },
    checkpointPath: join(folder, `trial-${trial}.checkpoint`),
    command: { argv: [process.execPath, '-e', code], cwd: folder, env: {}, silenceMinutes: 60, ...command },
    ...change,
  };
}

type Decide = (epoch: number, running: () => RunningTrial) => EpochDecision | Promise<EpochDecision>;

function start(one: TrialJob, decide?: Decide, options: CommandRunnerOptions = {}) {
  const runner = createCommandRunner(options);
  runners.push(runner);
  return watch({ ...runner, load: async () => ({ version: '', reason: null }) }, 0, one, decide);
}

/** Prints an epoch each 20 ms. */
const epochs = (n: number) =>
  `let e = 0; const t = setInterval(() => { e++; console.log(JSON.stringify({ epoch: e, accuracy: e / 100 })); if (e === ${n}) clearInterval(t); }, 20);`;

describe('a program of the user', () => {
  it('is told its settings, seed and share of the machine, and its lines become epochs and a log', async () => {
    const code = `
      const { readFileSync, existsSync } = require('node:fs');
      console.log('hello from', process.cwd());
      console.error('careful');
      const e = process.env;
      console.log(JSON.stringify({ params: JSON.parse(readFileSync(e.VERNIER_PARAMS, 'utf8')), seed: e.VERNIER_SEED, device: e.VERNIER_DEVICE,
        folder: existsSync(e.VERNIER_CHECKPOINT_DIR), threads: e.OMP_NUM_THREADS, card: e.CUDA_VISIBLE_DEVICES, mine: e.MINE, argv: process.argv.slice(1) }));
      console.log('{"epoch": 1, "accuracy": 0.5, "train.loss": NaN}');
      console.log('{"epoch": 4, "accuracy": "Infinity", "train.loss": 1e400}');
    `;
    const one = job(code, { settings: { lr: 1e-7, on: true } });
    const { seen, ended } = start({
      ...one,
      command: {
        ...(one.command as Command),
        argv: [...(one.command?.argv ?? []), '--', '--lr', '{lr}', '--momentum', '{momentum}', '--on={on}'],
        env: { MINE: 'yes' },
      },
    });
    expect(await ended).toEqual({ kind: 'complete', epoch: 4 });
    expect(seen.epochs).toEqual([
      { epoch: 1, metrics: { accuracy: 0.5, 'train.loss': Number.NaN } },
      { epoch: 4, metrics: { accuracy: Number.POSITIVE_INFINITY, 'train.loss': Number.POSITIVE_INFINITY } },
    ]);
    expect(seen.log).toContain(`hello from ${folder}`);
    expect(seen.log).toContain('careful');
    const told = JSON.parse(seen.log.find((line) => line.startsWith('{')) ?? '');
    expect(told).toEqual({
      ...{ params: { lr: 1e-7, on: true }, seed: String(one.seed), device: 'cpu', folder: true, threads: '2' },
      ...{ card: '-1', mine: 'yes', argv: ['--lr', '1e-7', '--on=true'] },
    });
    expect(seen.phases).toEqual(['starting', 'training']);
    expect(existsSync(`${one.checkpointPath}.run`)).toBe(false);
  });

  it('that fails says so with its exit code and the last line of its errors', async () => {
    const { ended } = start(job('console.error("one"); throw new RangeError("lr is too large")'));
    expect(await ended).toEqual({
      kind: 'failed',
      message: 'The program ended with exit code 1: RangeError: lr is too large',
    });
  });

  it('that prints nothing has failed, with a line to copy', async () => {
    expect(await start(job('')).ended).toEqual({
      kind: 'failed',
      message:
        'The program printed no result; it must print one JSON object a line, like {"epoch": 1, "accuracy": 0.5}.',
    });
  });

  it('that never prints the objective hears what it printed instead', async () => {
    const { ended } = start(job('console.log(JSON.stringify({ epoch: 1, accurracy: 1 }))'));
    expect(await ended).toEqual({
      kind: 'failed',
      message: 'The program never printed "accuracy", which is the objective; did you mean "accurracy"?',
    });
  });

  it('whose objective is never a number has diverged', async () => {
    const { ended } = start(job('console.log(\'{"epoch": 1, "accuracy": NaN}\')'));
    expect(await ended).toEqual({ kind: 'diverged', epoch: 1, message: '"accuracy" was never a finite number.' });
  });

  it('may tell epochs doubled, out of order, from 0 or as broken JSON: each is said once, and the others count', async () => {
    const lines = [
      '{"epoch": 0, "accuracy": 0.1}',
      '{"epoch": 1, "accuracy": 0.1}',
      '{"epoch": 3, "accuracy": 0.3}',
      '{"epoch": 3, "accuracy": 0.9}',
      '{"epoch": 3, "accuracy": 0.9}',
      '{"epoch": 2, "accuracy": 0.9}',
      '{"epoch": 4, "accuracy": 0.4',
      '{"epoch": 5, "accuracy": 0.5, "note": "fine"}',
      '{"accuracy": 0.6}',
      '{"level": "info"}',
    ];
    const { seen, ended } = start(job(`console.log(${JSON.stringify(lines.join('\n'))})`));
    expect(await ended).toEqual({ kind: 'complete', epoch: 6 });
    expect(seen.epochs.map(({ epoch, metrics }) => [epoch, metrics.accuracy])).toEqual([
      [1, 0.1],
      [3, 0.3],
      [5, 0.5],
      [6, 0.6],
    ]);
    expect(seen.log).toEqual([
      '"epoch" is 0 in a line, which is not taken: epochs are whole numbers from 1.',
      'Epoch 3 was told twice, and the first time counts; print all metrics of an epoch in one line.',
      'Epoch 2 was told after epoch 3 and is not taken; tell epochs in their order.',
      'A line is not JSON and counts as log: {"epoch": 4, "accuracy": 0.4',
      '"note" is no number or a reserved word, and is left out.',
      '{"level": "info"}',
    ]);
  });

  it('that cannot be started makes the study wait; one that a setting names fails its trial', async () => {
    const nowhere = await start(job('', {}, { argv: ['no-such-program'] })).ended;
    expect(nowhere).toEqual({
      kind: 'blocked',
      message: `The program "no-such-program" cannot be started in ${folder}: there is no such program or folder; check "runner.argv" and "runner.cwd".`,
    });
    const named = await start(job('', { settings: { tool: 'no-such' } }, { argv: ['{tool}'] })).ended;
    expect(named).toMatchObject({ kind: 'failed' });
    writeFileSync(join(folder, 'plain.txt'), 'x');
    expect(await start(job('', {}, { argv: ['./plain.txt'] })).ended).toMatchObject({
      kind: 'blocked',
      message: expect.stringContaining('make it executable'),
    });
  });

  it('that floods its output costs bounded memory, and its epochs all count', async () => {
    const code = `
      const line = 'x'.repeat(1000) + '\\n';
      let n = 0;
      const more = () => { while (n < 60000) { n++; if (!process.stdout.write(line)) return process.stdout.once('drain', more); }
        process.stdout.write('y'.repeat(3000000));
        process.stdout.write('\\n' + JSON.stringify({ epoch: 1, accuracy: 1 }) + '\\n'); };
      more();
    `;
    const before = process.memoryUsage().rss;
    const { seen, ended } = start(job(code));
    expect(await ended).toEqual({ kind: 'complete', epoch: 1 });
    expect(seen.log).toHaveLength(501);
    expect(seen.log.at(-1)).toBe('The program wrote more than 500 lines; the rest is not kept.');
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });

  it('that draws a progress bar leaves one line of it', async () => {
    const code = `for (let i = 0; i <= 100; i++) process.stderr.write('\\r' + i + ' %'); process.stderr.write('\\n'); console.log('{"epoch":1,"accuracy":1}');`;
    const { seen, ended } = start(job(code));
    await ended;
    expect(seen.log).toEqual(['100 %']);
  });

  it('waits while the host is behind', async () => {
    let open = 0;
    let most = 0;
    const { ended, seen } = start(
      job('for (let e = 1; e <= 300; e++) console.log(JSON.stringify({ epoch: e, accuracy: 1 }))'),
      async () => {
        most = Math.max(most, ++open);
        await new Promise((resolve) => setTimeout(resolve, 1));
        open--;
        return 'continue' as const;
      },
    );
    expect(await ended).toEqual({ kind: 'complete', epoch: 300 });
    expect(seen.epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(most).toBe(1);
  });
});

const polite = `process.on('SIGTERM', () => { require('node:fs').writeFileSync(process.env.VERNIER_CHECKPOINT_DIR + '/state', 'x'); process.exit(0); });`;

describe('ending a program', () => {
  it('a pruned trial ends at the epoch at which it was decided, whatever the program still prints', async () => {
    const stubborn = `process.on('SIGTERM', () => setTimeout(() => process.exit(0), 200)); ${epochs(1000)}`;
    const { seen, ended } = start(job(stubborn), (epoch) => (epoch === 3 ? 'stop' : 'continue'));
    expect(await ended).toEqual({ kind: 'stopped', epoch: 3 });
    expect(seen.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  });

  it('a paused program may save when it is asked, and finds its files again', async () => {
    const one = job(polite + epochs(1000));
    const { seen, ended } = start(one, (epoch) => (epoch === 2 ? 'pause' : 'continue'));
    expect(await ended).toEqual({ kind: 'paused', epoch: 2 });
    expect(seen.checkpoints).toEqual([{ epoch: 2, path: one.checkpointPath }]);
    const look = `const names = require('node:fs').readdirSync(process.env.VERNIER_CHECKPOINT_DIR); console.log(JSON.stringify({ epoch: 3, accuracy: names.length }));`;
    const again = start({ ...job(look), checkpointPath: one.checkpointPath, resumeFrom: one.checkpointPath });
    expect(await again.ended).toEqual({ kind: 'complete', epoch: 3 });
    expect(again.seen.epochs).toEqual([{ epoch: 3, metrics: { accuracy: 1 } }]);
  });

  it('one that was ahead when its trial had to wait leaves no hole in the curve, and may have to wait again before it is started', async () => {
    const code = `
      const { existsSync, readFileSync, writeFileSync } = require('node:fs');
      const state = process.env.VERNIER_CHECKPOINT_DIR + '/done';
      let done = existsSync(state) ? Number(readFileSync(state, 'utf8')) : 0;
      const ahead = done === 0 ? 6 : 9;
      process.on('SIGTERM', () => {});
      while (done < ahead) { done++; console.log('{"epoch": ' + done + ', "accuracy": ' + done / 10 + ', "other": Infinity}'); }
      writeFileSync(state, String(done));`;
    const first = job(code);
    const wait = (at: number) => (epoch: number) => (epoch === at ? ('pause' as const) : ('continue' as const));
    const one = start(first, wait(2));
    expect(await one.ended).toEqual({ kind: 'paused', epoch: 2 });
    // The program writes it at the end of its run, which may be before the first epoch is taken in.
    expect(one.seen.checkpoints).toEqual([{ epoch: expect.any(Number), path: first.checkpointPath }]);
    const again = { ...first, resumeFrom: first.checkpointPath };
    const two = start(again, wait(4));
    expect(await two.ended).toEqual({ kind: 'paused', epoch: 4 });
    expect(two.seen.pids).toEqual([]);
    const three = start(again);
    expect(await three.ended).toEqual({ kind: 'complete', epoch: 9 });
    const told = [one, two, three].flatMap(({ seen }) => seen.epochs.map(({ epoch }) => epoch));
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(three.seen.epochs[0]).toEqual({ epoch: 5, metrics: { accuracy: 0.5, other: Number.POSITIVE_INFINITY } });
    expect(readdirSync(first.checkpointPath)).toEqual(['done']);
  });

  it('one that ignores SIGTERM is killed after the grace period, with all that it started', async () => {
    const code = `
      process.on('SIGTERM', () => {});
      const child = require('node:child_process').spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: 'inherit' });
      console.log('child ' + child.pid);
      ${epochs(10000)}`;
    const { seen, running, ended } = start(job(code));
    await until(() => seen.epochs.length > 2 && seen.log.length > 0);
    const pids = [seen.pids[0] ?? 0, Number(seen.log[0]?.split(' ')[1])];
    running.stop(300);
    expect(await ended).toEqual({ kind: 'killed' });
    await until(() => !pids.some(isAlive));
  });

  it('one that hangs is given up after its silence, and said to be', async () => {
    const { ended } = start(job('setInterval(() => {}, 1000)', {}, { silenceMinutes: 0.005 }), undefined, {
      watchIntervalMs: 50,
    });
    expect(await ended).toEqual({
      kind: 'crashed',
      message:
        'The program printed nothing for 0.005 min and was killed; a longer silence is allowed by "runner.silenceMinutes".',
    });
  });

  it('one killed by somebody else is a crash, and what it left running is ended', async () => {
    const code = `
      const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      console.log('child ' + child.pid); ${epochs(10000)}`;
    const { seen, ended } = start(job(code));
    await until(() => seen.epochs.length > 0);
    process.kill(seen.pids[0] ?? 0, 'SIGKILL');
    expect(await ended).toMatchObject({ kind: 'crashed', message: expect.stringContaining('it was killed (SIGKILL)') });
    await until(() => !isAlive(Number(seen.log[0]?.split(' ')[1])));
  });

  it('one that is killed while it is being started is not started, or ended at once', async () => {
    const { running, ended, seen } = start(job(epochs(10000)));
    running.kill();
    expect(await ended).toEqual({ kind: 'killed' });
    expect(seen.epochs).toEqual([]);
  });

  it('closing the runner ends all programs', async () => {
    const { seen, ended } = start(job(epochs(10000)));
    await until(() => seen.epochs.length > 0);
    await runners[0]?.close();
    expect(await ended).toEqual({ kind: 'killed' });
    expect(isAlive(seen.pids[0] ?? 0)).toBe(false);
  });

  it('on Windows a file asks it to end', async () => {
    const code = `const { existsSync } = require('node:fs');
      setInterval(() => { if (existsSync(process.env.VERNIER_STOP_FILE)) process.exit(0); }, 20); ${epochs(10000)}`;
    const { ended } = start(job(code), (epoch) => (epoch === 2 ? 'pause' : 'continue'), { platform: 'win32' });
    expect(await ended).toEqual({ kind: 'paused', epoch: 2 });
  });
});

it('files that cannot be written make the study wait', async () => {
  writeFileSync(join(folder, 'file'), '');
  const { ended } = start(job('', { checkpointPath: join(folder, 'file', 'trial-1.checkpoint') }));
  expect(await ended).toMatchObject({
    kind: 'blocked',
    message: expect.stringMatching(/^The trial's files cannot be written \(ENOTDIR\)/),
  });
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('');
  expect(readdirSync(folder).some((name) => name.endsWith('.run'))).toBe(false);
});
