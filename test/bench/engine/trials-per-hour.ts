// Eight MLP trials of one epoch over 60 000 images on two processes: `vernier run` as a user starts it, against Optuna and PyTorch.
// Both sides' wall time from the command to its end, on the same files; the build and the data's first preparation are left out.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { randomStream } from '#shared/num/random.ts';
import { median } from '#shared/num/statistics.ts';

const [trials, trainRows, validationRows] = [8, 60_000, 6000];
const launcher = fileURLToPath(new URL('../../../bin/vernier.mjs', import.meta.url));
const peer = fileURLToPath(new URL('peer_trials.py', import.meta.url));
const repeats = 3;

export async function trialsPerHour(engines: readonly string[]): Promise<Record<string, string | number>[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-trials-'));
  const python = process.env.VERNIER_PEER_PYTHON;
  try {
    writeImages(folder);
    const seconds = new Map<string, number[]>();
    const note = (name: string, value: number) => seconds.set(name, [...(seconds.get(name) ?? []), value]);
    for (const engine of engines) ownSeconds(folder, engine);
    for (let round = 0; round < repeats; round++) {
      for (const engine of engines) note(engine, ownSeconds(folder, engine));
      if (python !== undefined) note('Optuna + PyTorch', await peerSeconds(python, folder));
    }
    const other = seconds.get('Optuna + PyTorch');
    return [...seconds].map(([name, values]) => ({
      what: `8 MLP trials × 1 epoch × 60 000 images, 2 processes: ${name}`,
      seconds: Number(median(values).toFixed(1)),
      'trials/h': Math.round((3600 * trials) / median(values)),
      'times Optuna + PyTorch': other === undefined ? '' : Number((median(other) / median(values)).toFixed(2)),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ownSeconds(folder: string, engine: string): number {
  const started = performance.now();
  const options = { stdio: 'ignore', env: { ...process.env, VERNIER_DATA_DIR: join(folder, 'data') } } as const;
  const study = join(folder, 'study.json');
  execFileSync(process.execPath, [launcher, 'run', study, '--new', '--engine', engine, '--skip-checks'], options);
  return (performance.now() - started) / 1000;
}

async function peerSeconds(python: string, images: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-optuna-'));
  try {
    const parts = [peer, folder, images, trials, trainRows, validationRows].map(String);
    return Number((await promisify(execFile)(python, parts)).stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Random bytes in IDX files, and the study. */
function writeImages(folder: string): void {
  const rows = trainRows + validationRows;
  const random = randomStream(1);
  const images = Buffer.alloc(16 + rows * 784);
  for (const [i, value] of [0x803, rows, 28, 28].entries()) images.writeUInt32BE(value, 4 * i);
  for (let i = 16; i < images.length; i++) images[i] = random.int(0, 255);
  const labels = Buffer.alloc(8 + rows);
  for (const [i, value] of [0x801, rows].entries()) labels.writeUInt32BE(value, 4 * i);
  for (let i = 8; i < labels.length; i++) labels[i] = random.int(0, 9);
  writeFileSync(join(folder, 'images'), images);
  writeFileSync(join(folder, 'labels'), labels);
  const study = {
    version: 1,
    name: 'trials per hour',
    data: { source: 'idx', images: 'images', labels: 'labels', validation: { fraction: validationRows / rows } },
    settings: {
      ...{ 'model.family': 'mlp', 'model.layers': 2, 'model.units': 256, 'model.unitsShape': 'halving' },
      ...{ 'training.batchSize': 128, 'training.epochs': 1 },
      'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1e-2, scale: 'log' },
    },
    search: { trials, parallel: 2, seed: 1 },
    engine: { name: 'auto', threads: 1 },
  };
  writeFileSync(join(folder, 'study.json'), JSON.stringify(study));
}
