// What a new study says that it will take, read from its page as a person reads it, against what it then takes.
// Run by `npm run bench -- budget` on a built page; VERNIER_BENCH_CASES=a,b picks cases.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { enter, type Studio, startStudio } from '../ui/studio.ts';

const execute = promisify(execFile);
const rate = { type: 'float', low: 1e-4, high: 0.1, scale: 'log' };
const units = (low: number, high: number) => ({ type: 'int', low, high, scale: 'log' });
const digits = { source: 'sample', name: 'digits' };
const one = { name: 'onnx', threads: 1 };

/** Of different networks, spaces, numbers of trials and rules; each takes about 3 to 80 s on two cores. */
const cases: Readonly<Record<string, { data: object; settings: object; search: object }>> = {
  'wide range of units': {
    data: digits,
    settings: { 'model.units': units(16, 1024), 'optimizer.learningRate': rate, 'training.epochs': 20 },
    search: { trials: 30, parallel: 2 },
  },
  'small and many': {
    data: { source: 'sample', name: 'iris' },
    settings: { 'model.units': units(8, 64), 'optimizer.learningRate': rate, 'training.epochs': 30 },
    search: { trials: 120, parallel: 2 },
  },
  convolutions: {
    data: digits,
    settings: {
      ...{ 'model.family': 'cnn', 'model.filters': { type: 'int', low: 4, high: 16 } },
      ...{ 'optimizer.learningRate': rate, 'training.epochs': 6 },
    },
    search: { trials: 12, parallel: 2 },
  },
  'one at a time': {
    data: digits,
    settings: { 'model.units': units(64, 512), 'optimizer.learningRate': rate, 'training.epochs': 15 },
    search: { trials: 15, parallel: 1 },
  },
  'halving (asha)': {
    data: digits,
    settings: { 'model.units': units(32, 512), 'optimizer.learningRate': rate, 'training.epochs': 40 },
    search: { trials: 40, parallel: 2, pruner: { kind: 'asha' } },
  },
  'median rule': {
    data: digits,
    settings: { 'model.units': units(32, 512), 'optimizer.learningRate': rate, 'training.epochs': 30 },
    search: { trials: 24, parallel: 2, pruner: { kind: 'median' } },
  },
  'searched batch and layers': {
    data: digits,
    settings: {
      ...{
        'model.layers': { type: 'int', low: 1, high: 4 },
        'training.batchSize': { type: 'categorical', choices: [16, 64, 256] },
      },
      ...{ 'optimizer.learningRate': rate, 'training.epochs': 12 },
    },
    search: { trials: 20, parallel: 2 },
  },
  texts: {
    data: { source: 'sample', name: 'sentences' },
    settings: { 'model.family': 'text', 'optimizer.learningRate': rate, 'training.epochs': 5 },
    search: { trials: 10, parallel: 2 },
  },
  // From here on: studies on which nothing of the estimate was ever chosen. Let it stay so, or add others.
  'penguins, random': {
    data: { source: 'sample', name: 'penguins' },
    settings: { 'model.units': units(16, 256), 'optimizer.learningRate': rate, 'training.epochs': 40 },
    search: { trials: 80, parallel: 2, sampler: { kind: 'random' } },
  },
  'vowels, recurrent': {
    data: { source: 'sample', name: 'vowels' },
    settings: { 'model.family': 'rnn', 'optimizer.learningRate': rate, 'training.epochs': 5 },
    search: { trials: 10, parallel: 2 },
  },
  'spirals, tpe': {
    data: { source: 'sample', name: 'spirals' },
    settings: {
      'model.layers': { type: 'int', low: 1, high: 3 },
      'model.units': units(16, 256),
      'optimizer.learningRate': rate,
      'training.epochs': 40,
    },
    search: { trials: 40, parallel: 2, sampler: { kind: 'tpe' } },
  },
  'sine, gp': {
    data: { source: 'sample', name: 'noisy-sine' },
    settings: { 'model.units': units(8, 128), 'optimizer.learningRate': rate, 'training.epochs': 40 },
    search: { trials: 40, parallel: 2, sampler: { kind: 'gp' } },
  },
  'digits, grid': {
    data: digits,
    settings: {
      'model.units': { type: 'categorical', choices: [32, 128, 512] },
      'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
      'training.epochs': 15,
    },
    search: { parallel: 2, sampler: { kind: 'grid' } },
  },
  'digits, hyperband': {
    data: digits,
    settings: { 'model.units': units(32, 512), 'optimizer.learningRate': rate, 'training.epochs': 27 },
    search: { trials: 30, parallel: 2, pruner: { kind: 'hyperband' } },
  },
  'digits, three seeds': {
    data: digits,
    settings: { 'model.units': units(32, 256), 'optimizer.learningRate': rate, 'training.epochs': 10 },
    search: { trials: 8, parallel: 2, repeats: 3 },
  },
  'digits, folds': {
    data: { ...digits, validation: { folds: 3 } },
    settings: { 'model.units': units(32, 256), 'optimizer.learningRate': rate, 'training.epochs': 10 },
    search: { trials: 8, parallel: 2 },
  },
};

export interface BudgetRow {
  readonly case: string;
  /** Seconds, as the page says it. */
  readonly said: string;
  readonly took: number;
  readonly within: boolean;
  /** What it took, as a multiple of the middle of what was said (geometric mean of the ends). */
  readonly ratio: number;
}

export async function run(build = process.env.VERNIER_BUILD ?? 'out'): Promise<{ name: string; rows: BudgetRow[] }> {
  const { findChromium } = (await import(new URL('../../../scripts/chromium.mjs', import.meta.url).href)) as {
    findChromium(): Promise<string | null>;
  };
  const executablePath = await findChromium();
  if (!executablePath) throw new Error('There is no Chromium; set CHROMIUM_PATH to one.');
  const folder = mkdtempSync(join(tmpdir(), 'vernier-bench-budget-'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const wanted = process.env.VERNIER_BENCH_CASES?.split(',');
  const rows: BudgetRow[] = [];
  try {
    const studio = await startStudio(resolve(build), join(folder, 'data'));
    try {
      for (const [name, study] of Object.entries(cases)) {
        if (wanted && !wanted.some((part) => name.includes(part))) continue;
        const row = await oneCase(name, study, studio, await enter(browser, studio));
        rows.push(row);
        process.stderr.write(`${JSON.stringify(row)}\n`);
      }
    } finally {
      await studio.end();
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return { name: 'budget', rows };
}

async function oneCase(
  name: string,
  { data, settings, search }: (typeof cases)[string],
  studio: Studio,
  { page, context, origin }: { page: Page; context: BrowserContext; origin: string },
): Promise<BudgetRow> {
  const file = {
    name,
    data,
    settings: { 'model.family': 'mlp', ...settings },
    search: { seed: 1, ...search },
    engine: one,
  };
  const changes = Object.entries(file).map(([field, to]) => ({ path: [field], to }));
  await page.goto(`${origin}/#/new?change=${encodeURIComponent(JSON.stringify(changes))}`);
  await page.locator('[data-step="4"]').getByRole('button', { name: 'Change' }).click();
  const time = page.getByRole('region', { name: 'Budget', exact: true }).first();
  await time.getByRole('button', { name: 'Measure on this machine' }).click();
  const takes = time.locator('b').first();
  await takes.waitFor({ timeout: 60_000 });
  while ((await time.locator('[aria-busy]').count()) > 0) await wait(100);
  const said = (await takes.textContent()) ?? '';
  await page.getByRole('button', { name: 'Start study' }).first().click();
  await page.waitForURL(/#\/study\/[^/]+\/live/, { timeout: 60_000 });
  const id = /study\/([^/]+)\//.exec(page.url())?.[1] ?? '';
  // A page that draws takes a part of the machine of which the estimate knows nothing.
  await context.close();
  for (;;) {
    await wait(1000);
    const show = await execute(process.execPath, [studio.cli, 'show', id, '--json', '--data-dir', studio.dataDir]);
    const { summary } = JSON.parse(show.stdout) as { summary: { state: string; elapsedMs: number } };
    if (summary.state === 'finished') return rowOf(name, said, summary.elapsedMs / 1000);
    if (summary.state === 'failed') throw new Error(`"${name}" failed.`);
  }
}

function rowOf(name: string, said: string, took: number): BudgetRow {
  const [, low = '', high = '', unit = ''] = /([\d.]+)–([\d.]+) (s|min)/.exec(said) ?? [];
  const [from, to] = [low, high].map((end) => Number(end) * (unit === 'min' ? 60 : 1));
  if (!from || !to) throw new Error(`What the page says cannot be read: "${said}".`);
  return {
    ...{ case: name, said: `${low}–${high} ${unit}`, took: Number(took.toFixed(1)) },
    ...{ within: took >= from && took <= to, ratio: Number((took / Math.sqrt(from * to)).toFixed(2)) },
  };
}
