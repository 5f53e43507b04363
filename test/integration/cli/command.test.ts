// Studies that run a program of the user's own, headless: the examples, interruption, a killed host, bad input.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startVernier, temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';
import { pythonWith } from '../export/python.ts';
import { isAlive, until } from '../runners/support.ts';

type Event = Record<string, unknown>;
const examples = new URL('../../../examples/', import.meta.url).pathname;

/** A program that counts to `epochs`, saves after each, and leaves its process id; the trial's value is its `x`. */
const program = `
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
const { x, epochs } = JSON.parse(readFileSync(process.env.VERNIER_PARAMS, 'utf8'));
const state = process.env.VERNIER_CHECKPOINT_DIR + '/done';
let done = existsSync(state) ? Number(readFileSync(state, 'utf8')) : 0;
appendFileSync('starts.txt', process.pid + ' ' + process.env.VERNIER_TRIAL + ' ' + done + '\\n');
while (done < epochs) {
  await new Promise((resolve) => setTimeout(resolve, 30));
  done++;
  writeFileSync(state, String(done));
  console.log(JSON.stringify({ epoch: done, score: x + done / 1000 }));
}
`;

const counting = {
  version: 1,
  name: 'Counting',
  runner: { kind: 'command', argv: [process.execPath, 'count.mjs'] },
  settings: { x: { type: 'float', low: 0, high: 1 }, epochs: 12 },
  objective: { metric: 'score', direction: 'maximize', pick: 'last' },
  search: { sampler: { kind: 'random' }, trials: 4, parallel: 2, seed: 5 },
};

function place(study: Record<string, unknown> = counting) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'count.mjs'), program);
  const starts = () =>
    existsSync(join(folder, 'starts.txt'))
      ? readFileSync(join(folder, 'starts.txt'), 'utf8')
          .trim()
          .split('\n')
          .map((line) => {
            const [pid = 0, trial = 0, done = 0] = line.split(' ').map(Number);
            return { pid, trial, done };
          })
      : [];
  return { folder, data: join(folder, 'data'), file: writeJson(folder, 'study.json', study), starts };
}

async function trialsOf(data: string, file: string): Promise<Event[]> {
  return JSON.parse((await vernier(data, 'trials', file, '--format', 'json')).stdout) as Event[];
}

/** Epochs as the events tell them: "trial/epoch". */
const epochsOf = (events: readonly Event[]) =>
  events.filter((one) => one.event === 'epoch').map((one) => `${one.trial}/${one.epoch}`);

describe('vernier run with a program of the user', () => {
  test('the Node example: curves, pruning and the best configuration, which gives the same value again', async () => {
    const data = join(temporaryFolder(), 'data');
    const file = join(examples, 'node', 'fit_curve.study.json');
    const run = await vernier(data, 'run', file, '--json', '--trials', '12', '--parallel', '1');
    expect(run.code, run.stderr).toBe(0);
    const done = run.events().at(-1) as { best: { trial: number; value: number }; trials: number };
    expect(done.trials).toBe(12);
    expect(done.best.value).toBeLessThan(0.3);
    const rows = run.events().filter((one) => one.event === 'epoch' && one.trial === done.best.trial);
    expect(rows.at(-1)).toMatchObject({ epoch: 20, 'train.rmse': expect.any(Number) });
    const trials = await trialsOf(data, file);
    expect(trials.map((trial) => trial.state)).toContain('stopped');
    for (const trial of trials) {
      const params = trial.params as Event;
      expect('momentum' in params).toBe(params.method === 'momentum');
    }

    const best = join(data, 'best.json');
    expect((await vernier(data, 'best', file, '-o', best)).code).toBe(0);
    const again = await vernier(data, 'run', best, '--json');
    expect(again.code, again.stderr).toBe(0);
    expect((again.events().at(-1) as typeof done).best.value).toBe(done.best.value);
  });

  const python = pythonWith('sklearn') ?? pythonWith('json');
  if (python === null) console.log('The Python example of a command is not tested: there is no Python (python3).');
  test('a trial says why the sampler chose it, and the study why its best one was', async () => {
    const search = { sampler: { kind: 'auto', nStartupTrials: 4 }, trials: 8, parallel: 1 };
    const { data, file } = place({ ...counting, settings: { ...counting.settings, epochs: 1 }, search });
    expect((await vernier(data, 'run', file)).code).toBe(0);
    const trials = await trialsOf(data, file);
    expect(trials[0]?.why).toMatch(/Sobol/);
    expect(trials[7]?.why).toMatch(/^Gaussian process: expects [\d.]+ ± [\d.e-]+ here; nearest are trial \d/);
    const best = trials.toSorted((a, b) => Number(b.value) - Number(a.value))[0];
    expect((await vernier(data, 'show', file)).stdout).toContain(`\nchosen     ${best?.why}\n`);
  });

  test('the trial that reached the target is the best of the study, and what "best" writes', async () => {
    const search = { ...counting.search, parallel: 1, trials: 9, stop: { target: 0.7 } };
    const { data, file } = place({ ...counting, search, settings: { x: counting.settings.x, epochs: 2 } });
    const run = await vernier(data, 'run', file, '--json');
    const done = run.events().at(-1) as { best: { trial: number; value: number } };
    const last = (await trialsOf(data, file)).at(-1);
    expect(last).toMatchObject({ state: 'stopped', reason: 'target' });
    expect(done.best).toEqual({ trial: last?.trial, value: last?.value });
    expect(JSON.parse((await vernier(data, 'best', file)).stdout)).toMatchObject({ trial: last?.trial });
  });

  test.skipIf(python === null)('the Python example learns', async () => {
    const folder = temporaryFolder();
    const example = join(examples, 'python');
    const study = JSON.parse(readFileSync(join(example, 'train_digits.study.json'), 'utf8'));
    const runner = { ...study.runner, argv: [python, 'train_digits.py'], cwd: example };
    const file = writeJson(folder, 'study.json', {
      ...study,
      runner,
      settings: { ...study.settings, 'training.epochs': 4 },
    });
    const run = await vernier(join(folder, 'data'), 'run', file, '--json', '--trials', '5');
    expect(run.code, run.stderr).toBe(0);
    const done = run.events().at(-1) as { best: { value: number } };
    expect(done.best.value).toBeGreaterThan(0.8);
  });

  test('trials run side by side, and one that knows its number of epochs alone is complete with them', async () => {
    const { data, file, starts } = place();
    const run = await vernier(data, 'run', file, '--json');
    expect(run.code, run.stderr).toBe(0);
    expect(starts()).toHaveLength(4);
    // The second was started before the first had ended.
    const events = run.events().filter((one) => one.event === 'trial');
    const second = events.findIndex((one) => one.trial === 2 && one.state === 'running');
    const ended = events.findIndex((one) => one.state === 'complete');
    expect(second).toBeLessThan(ended);
    const shown = await vernier(data, 'trials', file);
    expect(shown.stdout).toContain('12');
    const trials = await trialsOf(data, file);
    for (const trial of trials)
      expect(trial).toMatchObject({ state: 'complete', epoch: 12, last: { score: trial.value } });
    expect(epochsOf(run.events())).toHaveLength(48);
  });

  test('Ctrl-C ends the programs with 130; the same command goes on where they saved, each epoch once', async () => {
    const { data, folder, file, starts } = place({ ...counting, settings: { ...counting.settings, epochs: 40 } });
    // However late the signal comes: until then no trial ends.
    const waits = `  while (done === 20 && !existsSync('go')) await new Promise((resolve) => setTimeout(resolve, 30));\n`;
    writeFileSync(join(folder, 'count.mjs'), program.replace('  await', `${waits}  await`));
    const first = startVernier(data, ['run', file, '--json']);
    await first.line((line) => line.includes('"epoch":5,'));
    first.process.kill('SIGINT');
    const interrupted = await first.done;
    expect(interrupted.code).toBe(130);
    await until(() => !starts().some(({ pid }) => isAlive(pid)));
    writeFileSync(join(folder, 'go'), '');
    const rest = await vernier(data, 'run', file, '--json');
    expect(rest.code, rest.stderr).toBe(0);
    const resumed = starts().filter(({ done }) => done > 0);
    expect(resumed.length).toBeGreaterThan(0);
    const told = [...epochsOf(interrupted.events()), ...epochsOf(rest.events())];
    expect(new Set(told).size).toBe(told.length);
    const trials = await trialsOf(data, file);
    expect(trials.map(({ state, epoch }) => [state, epoch])).toEqual(Array(4).fill(['complete', 40]));
  });

  test.skipIf(process.platform === 'win32')(
    'programs of a host that is killed end with it, and the study goes on',
    async () => {
      const { folder, data, file, starts } = place();
      // One that hangs, and does not mind that nobody reads what it says.
      const stubborn = `process.stdout.on('error', () => undefined);\n`;
      const hanging = program.replace(
        '  await',
        '  if (done === 5) await new Promise(() => setInterval(() => undefined, 1000));\n  await',
      );
      writeFileSync(join(folder, 'count.mjs'), stubborn + hanging);
      const first = startVernier(data, ['run', file, '--json']);
      await first.line((line) => line.includes('"epoch":5,'));
      first.process.kill('SIGKILL');
      await first.done;
      await until(() => !starts().some(({ pid }) => isAlive(pid)));
      const begun = starts().length;
      writeFileSync(join(folder, 'count.mjs'), program);
      const rest = await vernier(data, 'run', file, '--json');
      expect(rest.code, rest.stderr).toBe(0);
      expect(
        starts()
          .slice(begun)
          .some(({ done }) => done === 5),
      ).toBe(true);
      expect((await trialsOf(data, file)).map(({ state, epoch }) => [state, epoch])).toEqual(
        Array(4).fill(['complete', 12]),
      );
    },
  );

  test('a program that crashes goes on from what it saved, once; one that fails is not tried again', async () => {
    const { data, folder, file, starts } = place({ ...counting, search: { ...counting.search, trials: 1 } });
    const crash = `if (done === 0) setTimeout(() => process.kill(process.pid, 'SIGSEGV'), 200);\n`;
    writeFileSync(join(folder, 'count.mjs'), program.replace('while (', `${crash}while (`));
    const run = await vernier(data, 'run', file, '--json');
    expect(run.code, run.stderr).toBe(0);
    expect(starts()).toHaveLength(2);
    expect(starts()[1]?.done).toBeGreaterThan(0);
    expect(run.stderr).toMatch(
      /The program ended unexpectedly, signal SIGSEGV.*\. Trial 1 is tried again from epoch \d+\./,
    );
    expect(run.events().at(-1)).toMatchObject({ state: 'finished', best: { trial: 1 } });

    const bad = place({ ...counting, search: { ...counting.search, trials: 2, parallel: 1 } });
    writeFileSync(join(bad.folder, 'count.mjs'), 'console.error("CUDA error: no card"); process.exit(3);');
    const failed = await vernier(bad.data, 'run', bad.file, '--json');
    expect(failed.code).toBe(0);
    expect((await trialsOf(bad.data, bad.file)).map(({ state, reason }) => [state, reason])).toEqual(
      Array(2).fill(['failed', 'The program ended with exit code 3: CUDA error: no card']),
    );
    const best = await vernier(bad.data, 'best', bad.file);
    expect(best.code).toBe(1);
  });

  test('what cannot be started is refused with one sentence, and nothing is begun', async () => {
    const { data, folder } = place();
    const cases: [Record<string, unknown>, RegExp][] = [
      [
        { argv: ['no-such-program'] },
        /^vernier: runner\.argv\[0\]: There is no program "no-such-program" that can be run on the PATH; .*\n$/,
      ],
      [
        { argv: ['./missing'] },
        /^vernier: runner\.argv\[0\]: There is no program ".\/missing" that can be run at that place, .*\n$/,
      ],
      [{ argv: ['node'], cwd: 'nowhere' }, /^vernier: runner\.cwd: The folder .*nowhere does not exist; .*\n$/],
      [{ argv: ['node', '{y}'] }, /^vernier: runner\.argv\[1\]: .* names \{y\}, which is not in "settings": .*\n$/],
    ];
    for (const [i, [runner, sentence]] of cases.entries()) {
      const file = writeJson(folder, `bad-${i}.json`, { ...counting, runner: { kind: 'command', ...runner } });
      const check = await vernier(data, 'check', file);
      expect(check.stderr).toMatch(sentence);
      expect(check.code).not.toBe(0);
      const run = await vernier(data, 'run', file, '--json');
      expect(run.code).not.toBe(0);
      expect(run.stderr).toMatch(sentence);
      expect(run.events().filter((one) => one.event === 'trial')).toEqual([]);
    }
  });

  test('a model and source code of such a study are refused with one sentence', async () => {
    const { data, folder, file } = place({ ...counting, search: { ...counting.search, trials: 1 } });
    expect((await vernier(data, 'run', file, '--json')).code).toBe(0);
    const keras = await vernier(data, 'best', file, '--format', 'keras');
    expect(keras).toMatchObject({ code: 2, stdout: '' });
    expect(keras.stderr).toMatch(/^vernier: Study "Counting" runs a program of its own, .*\n$/);
    const onnx = await vernier(data, 'export', file, '--format', 'onnx', '-o', join(folder, 'x.onnx'));
    expect(onnx.code).toBe(2);
    expect(onnx.stderr).toMatch(/^vernier: Study "Counting" runs a program of its own, .*\n$/);
    expect(readdirSync(folder).filter((name) => name.startsWith('x.onnx'))).toEqual([]);
  });
});
