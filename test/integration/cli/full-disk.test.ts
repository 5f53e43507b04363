// A disk without room, played by the system's limit on the size of a file: writes beyond it are cut short and then refused,
// as on a full disk, and only large files meet it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vernier, writeJson } from '../../support/vernier.ts';

const entry = new URL('../../../src/main/cli.ts', import.meta.url).pathname;
/** Checkpoints of 0.9 MB, data and database far below the limit of 400 KB. */
const study = {
  version: 1,
  name: 'Large',
  data: { source: 'sample', name: 'iris' },
  settings: {
    'model.units': 9000,
    'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1e-2, scale: 'log' },
    'training.epochs': 3,
  },
  search: { trials: 3, parallel: 1, seed: 3 },
};

async function runWithin(kilobytes: number, data: string, file: string) {
  const limited = `ulimit -f ${kilobytes * 2}; exec "$0" "$@"`;
  const args = ['-c', limited, process.execPath, entry, 'run', file, '--json', '--data-dir', data];
  const child = spawn('sh', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const events = stdout.split('\n').filter((line) => line !== '');
  return { code, stderr, events: events.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test.skipIf(process.platform === 'win32')(
  'a checkpoint that finds no room pauses the study instead of failing one trial after the other, and nothing half-written stays',
  async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const file = writeJson(folder, 'study.json', study);
    const full = await runWithin(400, data, file);
    expect(full.stderr).toMatch(/^vernier: The checkpoint .* cannot be written \(EFBIG.*\); free disk space.*\n$/);
    expect(full.code).toBe(1);
    expect(full.events.at(-1)).toMatchObject({ event: 'done', state: 'paused', trials: 0 });
    const left = readdirSync(join(data, 'checkpoints'), { recursive: true, withFileTypes: true });
    // The weights alone found room.
    expect(left.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(['trial-1.weights.1']);

    const rest = await vernier(data, 'run', file, '--json');
    expect(rest.events().at(-1)).toMatchObject({ event: 'done', state: 'finished', trials: 3 });
    const trials = JSON.parse((await vernier(data, 'trials', file, '--json')).stdout) as { state: string }[];
    expect(trials.map((trial) => trial.state)).toEqual(['complete', 'complete', 'complete']);
  },
);
