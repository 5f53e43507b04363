// What a new study says that it will take, read from its page as a person reads it, against what it then takes.
// Run by `npm run bench -- budget` on a built page; VERNIER_BENCH_CASES='a;b' picks cases,
// VERNIER_BENCH_SEED=2 has other trials drawn.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { enter, type Studio, startStudio } from '../ui/studio.ts';
import { type BudgetCase, cases } from './cases.ts';

const execute = promisify(execFile);
const one = { name: 'onnx', threads: 1 };

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
  const wanted = process.env.VERNIER_BENCH_CASES?.split(';');
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
  { data, settings, search }: BudgetCase,
  studio: Studio,
  { page, context, origin }: { page: Page; context: BrowserContext; origin: string },
): Promise<BudgetRow> {
  const file = {
    name,
    data,
    settings: { 'model.family': 'mlp', ...settings },
    search: { seed: Number(process.env.VERNIER_BENCH_SEED ?? 1), ...search },
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
