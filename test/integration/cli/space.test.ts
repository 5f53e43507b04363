// `vernier space`: the versions of a study's space, and a change taken in while another program runs the study and is killed.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startVernier, temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const rate = 'optimizer.learningRate';
const rates = { type: 'float', low: 1e-4, high: 0.1, scale: 'log' };
const digits = {
  ...{ version: 1, id: 'edited', name: 'Digits edited', data: { source: 'sample', name: 'digits' } },
  settings: { 'model.family': 'mlp', 'model.units': 64, [rate]: rates, 'training.epochs': 40 },
  search: { sampler: { kind: 'random' }, trials: 6, parallel: 1, seed: 4 },
  engine: { name: 'onnx', threads: 1 },
};
const narrowed = {
  ...digits,
  settings: { ...digits.settings, [rate]: { ...rates, high: 0.001 }, 'training.epochs': 2 },
};

interface Listed {
  readonly trial: number;
  readonly spaceVersion?: number;
  readonly state: string;
  readonly params: Readonly<Record<string, number>>;
}

const listed = async (data: string) =>
  JSON.parse((await vernier(data, 'trials', 'edited', '--json')).stdout) as Listed[];

test('a change while the study runs is on disk: its killed host is followed by one with the version in force', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const file = writeJson(folder, 'digits.json', digits);
  const changed = writeJson(folder, 'changed.json', narrowed);
  const host = startVernier(data, ['run', file, '--skip-checks', '--json']);
  await host.line((line) => line.includes('"event":"epoch"'));

  const refused = await vernier(
    data,
    'space',
    'edited',
    '--from',
    writeJson(folder, 'wrong.json', {
      ...{ settings: { ...narrowed.settings, [rate]: { ...rates, low: 1 } } },
    }),
  );
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(`"settings.${rate}.low" is 1 and must be smaller than high`);

  const told = await vernier(data, 'space', 'edited', '--from', changed);
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toContain('version 2');
  expect(told.stdout).toContain(`${rate} 0.0001–0.1 (log) → 0.0001–0.001 (log)`);
  host.process.kill('SIGKILL');
  await host.done;

  const again = await vernier(data, 'run', file, '--skip-checks', '--json');
  expect(again.code).toBe(0);
  expect(again.events().at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 6 });
  const [space] = (await vernier(data, 'space', 'edited', '--json')).events();
  expect(space).toMatchObject({
    version: 2,
    versions: [
      { version: 1, by: 'file' },
      {
        ...{ version: 2, by: 'command-line', from: expect.any(Number) },
        settings: expect.arrayContaining([expect.objectContaining({ setting: rate })]),
      },
    ],
  });
  const { versions } = space as { versions: { from: number }[] };
  const from = versions[1]?.from ?? 0;
  const trials = await listed(data);
  expect(from).toBeGreaterThan(1);
  expect(from).toBeLessThan(6);
  expect(trials.map(({ spaceVersion }) => spaceVersion)).toEqual(trials.map(({ trial }) => (trial < from ? 1 : 2)));
  for (const { params } of trials.slice(from - 1)) expect(params[rate]).toBeLessThanOrEqual(0.001);

  const best: unknown = JSON.parse((await vernier(data, 'best', 'edited')).stdout);
  expect(best).toMatchObject({ spaceVersion: expect.any(Number), searchSpace: { [rate]: expect.any(Object) } });
  expect((await vernier(data, 'show', 'edited')).stdout).toMatch(/space +version 2 since/);

  // Its changed file opens it, too; one with another space says what can be done.
  expect((await vernier(data, 'run', changed, '--skip-checks')).code).toBe(0);
  const third = writeJson(folder, 'digits.json', { ...digits, settings: { ...digits.settings, 'model.units': 32 } });
  const conflict = await vernier(data, 'run', third, '--skip-checks');
  expect(conflict.code).toBe(2);
  expect(conflict.stderr).toContain('vernier space edited --from FILE');
  expect((await vernier(data, 'list')).stdout.match(/Digits edited/g)).toHaveLength(1);
}, 120_000);
