// What halving over epochs and over the share of data save, and what they cost in the result: real trainings of the digits sample, the same
// trials for all (random, paired seeds). Counts of epochs, no times: the machine may be busy.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStoreReadOnly } from '#main/store/open-store.ts';
import { mean } from '#shared/num/statistics.ts';
import { epochsTrained } from '#shared/study/training-run.ts';

const seeds = 5;
const trials = 27;
const epochs = 9;

const pruners = {
  none: { kind: 'none' },
  'asha over epochs': { kind: 'asha' },
  'asha over data': { kind: 'asha', over: 'data' },
  'hyperband over epochs': { kind: 'hyperband' },
  'hyperband over data': { kind: 'hyperband', over: 'data' },
} as const;

export async function run(): Promise<{ name: string; rows: object[] }> {
  const all: { name: string; seed: number; spent: number; best: number }[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    for (const [name, pruner] of Object.entries(pruners)) all.push({ name, seed, ...(await study(pruner, seed)) });
  }
  const ofSeed = (name: string, seed: number) => all.find((one) => one.name === name && one.seed === seed);
  const rows = Object.keys(pruners).map((name) => {
    const own = all.filter((one) => one.name === name);
    const lost = own.map(({ seed, best }) => (ofSeed('none', seed)?.best ?? Number.NaN) - best);
    return {
      pruner: name,
      'epochs on all rows': Number(mean(own.map(({ spent }) => spent)).toFixed(1)),
      'share of the budget': Number((mean(own.map(({ spent }) => spent)) / (trials * epochs)).toFixed(3)),
      'validation accuracy': Number(mean(own.map(({ best }) => best)).toFixed(4)),
      'lost (mean)': Number(mean(lost).toFixed(4)),
      'lost (worst seed)': Number(Math.max(...lost).toFixed(4)),
    };
  });
  return { name: `fidelity: ${trials} trials of ${epochs} epochs, digits, ${seeds} seeds`, rows };
}

async function study(pruner: object, seed: number): Promise<{ spent: number; best: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-fidelity-'));
  try {
    const file = join(folder, 'study.json');
    writeFileSync(file, JSON.stringify(studyOf(pruner, seed)));
    const program = new URL('../../../bin/vernier.mjs', import.meta.url).pathname;
    const done = spawnSync(process.execPath, [program, 'run', file, '--data-dir', folder, '--json'], {
      encoding: 'utf8',
    });
    if (done.status !== 0) throw new Error(done.stderr);
    const store = await openStoreReadOnly(folder);
    const [{ id = '' } = {}] = await store.listStudies();
    const rows = await store.listTrials(id);
    await store.close();
    return {
      spent: rows.reduce((sum, row) => sum + epochsTrained(row), 0),
      best: Math.max(...rows.flatMap(({ state, value }) => (state === 'complete' && value !== null ? [value] : []))),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function studyOf(pruner: object, seed: number): object {
  return {
    ...{ version: 1, name: 'Fidelity', data: { source: 'sample', name: 'digits' } },
    settings: {
      'model.family': 'mlp',
      'model.units': { type: 'int', low: 8, high: 128, scale: 'log' },
      'model.dropout': { type: 'float', low: 0, high: 0.5 },
      'training.batchSize': { type: 'categorical', choices: [32, 64, 128] },
      'training.epochs': epochs,
      'optimizer.learningRate': { type: 'float', low: 1e-5, high: 0.1, scale: 'log' },
    },
    search: { ...{ sampler: { kind: 'random' }, pruner, trials, parallel: 1, seed } },
    engine: { name: 'onnx', threads: 1 },
  };
}
