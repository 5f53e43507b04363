// `vernier test`: the locked test part by the command line, alone, beside a studio and while the study runs.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startVernier, temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const iris = {
  ...{ version: 1, name: 'Iris', data: { source: 'sample', name: 'iris', test: { fraction: 0.2 } } },
  settings: { 'optimizer.learningRate': 0.02, 'training.epochs': 4, 'model.units': { type: 'int', low: 4, high: 40 } },
  ...{ search: { trials: 3, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
};
const isUrl = (line: string) => line.startsWith('http://127.0.0.1:');

test('prints each metric with its interval beside the validation value, and show and best tell it from then on', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', iris);
  expect((await vernier(data, 'run', file)).code).toBe(0);
  const best = JSON.parse((await vernier(data, 'best', file)).stdout) as Record<string, never>;
  expect(best).not.toHaveProperty('test');
  expect((await vernier(data, 'show', file)).stdout).not.toContain('\ntest ');

  const printed = await vernier(data, 'test', file);
  expect(printed.code, printed.stderr).toBe(0);
  expect(printed.stderr).toBe('The test part was opened once.\n');
  expect(printed.stdout).toMatch(
    new RegExp(
      `^Trial ${best.trial} of "Iris", epoch ${best.epoch}, on 30 test rows\nmetric +test +95 % interval +validation\n`,
    ),
  );
  expect(printed.stdout).toMatch(/^accuracy +[\d.]+ +[\d.]+ to [\d.]+ +[\d.]+$/m);

  const again = await vernier(data, 'test', 'Iris', '--json');
  expect(again.code).toBe(0);
  const [answer] = again.events();
  expect(answer).toMatchObject({ trial: best.trial, rows: 30, again: true, openings: 1, by: 'command line' });
  const { validation, metrics } = answer as { validation: object; metrics: Record<string, { value: number }> };
  expect(best.metrics).toMatchObject({ best: validation });

  const other = [1, 2, 3].find((number) => number !== Number(best.trial));
  const second = await vernier(data, 'test', file, '--trial', String(other));
  expect(second.stderr).toBe('Opened 2 times for 2 configurations; a choice among them makes its figure optimistic.\n');
  const shown = (await vernier(data, 'show', file)).stdout;
  expect(
    shown.match(
      /^test +trial \d, epoch \d: test\.accuracy [\d.]+ \(.* to .*\) on 30 rows; opened .* by the command line$/gm,
    ),
  ).toHaveLength(2);
  expect((await vernier(data, 'show', file, '--json')).events()).toMatchObject([{ test: { openings: 2 } }]);
  const after = JSON.parse((await vernier(data, 'best', file)).stdout) as object;
  expect(after).toMatchObject({
    test: { openings: 2, rows: 30, metrics: { 'test.loss': metrics['test.loss']?.value } },
  });

  // A best configuration that tells of an opening is trained again like any other.
  const written = writeJson(folder, 'best.json', after);
  expect((await vernier(join(folder, 'other'), 'run', written)).code).toBe(0);
});

test('wrong usage is exit 2 and a study without a value exit 1, each with a sentence', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const run = async (name: string, study: object) => {
    const file = writeJson(folder, `${name}.json`, { ...iris, name, ...study });
    await vernier(data, 'run', file);
    return (...args: string[]) => vernier(data, 'test', name, ...args);
  };
  const unlocked = await run('unlocked', { data: { source: 'sample', name: 'iris' } });
  const none = await unlocked();
  expect([none.code, none.stdout]).toEqual([2, '']);
  expect(none.stderr).toMatch(
    /^vernier: Study "unlocked" has no test part\. Lock one before the search: .* \(--new\)\.\n$/,
  );

  const locked = await run('locked', { search: { trials: 1 } });
  const unknown = await locked('--trial', '7');
  expect([unknown.code, unknown.stderr]).toEqual([2, 'vernier: This study has no trial 7.\n']);
  expect((await vernier(data, 'test', 'nothing')).code).toBe(2);
  expect((await locked('--trial', 'x')).code).toBe(2);

  const diverging = await run('diverging', { settings: { 'optimizer.learningRate': 1e30 }, search: { trials: 1 } });
  const worthless = await diverging();
  expect(worthless.code).toBe(1);
  expect(worthless.stderr).toBe(
    'vernier: Study "diverging" has no best configuration: 1 of 1 trials diverged and 0 failed.\n',
  );

  const help = await vernier(data, 'test', '--help');
  expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('locked test part')]);
});

test('an open studio counts what the command line opens, and the other way round', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'study.json', iris);
  expect((await vernier(data, 'run', file)).code).toBe(0);
  const studio = startVernier(data, ['studio', '--browser', '--no-open']);
  await studio.line(isUrl);
  expect((await vernier(data, 'test', file, '--json')).events()).toMatchObject([{ openings: 1, again: false }]);
  studio.process.kill('SIGINT');
  await studio.done;
  expect((await vernier(data, 'test', file, '--json')).events()).toMatchObject([{ openings: 1, again: true }]);
});

test('a finished trial is measured while the study runs, which goes on', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const settings = { ...iris.settings, 'training.batchSize': 4, 'training.epochs': 60 };
  const file = writeJson(folder, 'study.json', { ...iris, settings, search: { ...iris.search, trials: 6 } });
  const run = startVernier(data, ['run', file, '--json']);
  await run.line((line) => line.includes('"trial":1,"state":"complete"'));
  const measured = await vernier(data, 'test', file, '--trial', '1', '--json');
  expect(measured.code, measured.stderr).toBe(0);
  expect(measured.events()).toMatchObject([{ trial: 1, openings: 1 }]);
  expect((await run.done).events().at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 6 });
});

test('Ctrl-C ends it and counts nothing', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const settings = { 'optimizer.learningRate': 0.001, 'training.batchSize': 1, 'training.epochs': 40 };
  const file = writeJson(folder, 'study.json', { ...iris, settings, search: { trials: 1 } });
  expect((await vernier(data, 'run', file)).code).toBe(0);
  const again = startVernier(data, ['test', file, '--retrain', '--json']);
  const { stderr } = again.process;
  await new Promise<void>((resolve) =>
    stderr?.on('data', (text) => String(text).includes('trained again') && resolve()),
  );
  again.process.kill('SIGINT');
  const { code, stdout } = await again.done;
  expect([code, stdout]).toEqual([130, '']);
  expect((await vernier(data, 'show', file, '--json')).events()[0]).not.toHaveProperty('test');
});
