// How fast the Live page is in a real Chromium: first paint, hover, stepping through runs, and the size of what is loaded.
// Run by `npm run bench -- ui`, or by itself: node test/bench/ui/ui.bench.ts [folder of the built page]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { startUiHost, type UiHost } from '../../fixtures/ui-host.ts';

export interface BenchRow {
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  /** What the project asks for; null where nothing is asked. */
  readonly limit: string | null;
  readonly pass: boolean | null;
}

const repeats = 5;
const curves = '[data-chart=curves]';

export async function run(page = process.env.VERNIER_BUILD ?? 'out'): Promise<{ name: string; rows: BenchRow[] }> {
  const built = existsSync(join(page, 'renderer')) ? resolve(page, 'renderer') : resolve(page);
  if (!existsSync(join(built, 'index.html')))
    throw new Error(`${built} holds no built page; run "npm run build" first.`);
  const { findChromium } = (await import(new URL('../../../scripts/chromium.mjs', import.meta.url).href)) as {
    findChromium(): Promise<string | null>;
  };
  const executablePath = await findChromium();
  if (!executablePath) throw new Error('There is no Chromium; set CHROMIUM_PATH to one.');
  const host = await startUiHost({ page: built });
  const browser = await chromium.launch({
    executablePath,
    // Without a frame rate limit the time to the next frame is work, not waiting for the screen.
    args: ['--no-sandbox', '--disable-background-networking', '--disable-frame-rate-limit', '--disable-gpu-vsync'],
  });
  try {
    const rows: BenchRow[] = [{ ...bundle(built) }];
    rows.push(await firstPaint(browser, host, 'hundred', 100, 500));
    rows.push(await firstPaint(browser, host, 'thousand', 1000, null));
    for (const [study, runs, limitMs] of [
      ['hundred', 100, 16],
      ['thousand', 1000, null],
    ] as const) {
      rows.push(...(await pointing(browser, host, study, runs, limitMs)));
    }
    return { name: 'ui', rows };
  } finally {
    await browser.close();
    await host.close();
  }
}

function row(name: string, value: number, unit: string, limit: number | null): BenchRow {
  return {
    case: name,
    value: Number(value.toFixed(1)),
    unit,
    limit: limit === null ? null : `≤ ${limit}`,
    pass: limit === null ? null : value <= limit,
  };
}

function bundle(built: string): BenchRow {
  const files = readdirSync(join(built, 'assets')).filter((name) => /\.(js|css)$/.test(name));
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(built, 'assets', name))).length, 0);
  return row('scripts and styles, gzip', bytes / 1000, 'kB', 450);
}

/** A window that is let in, with nothing cached from before. */
async function enter(browser: Browser, host: UiHost): Promise<{ context: BrowserContext; origin: string }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  const page = await context.newPage();
  const url = host.newUrl();
  await page.goto(url);
  await page.close();
  return { context, origin: new URL(url).origin };
}

/** From the start of the navigation to the frame after the chart has drawn every run: median of five fresh windows. */
async function firstPaint(browser: Browser, host: UiHost, study: string, runs: number, limitMs: number | null) {
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const { context, origin } = await enter(browser, host);
    const page = await context.newPage();
    await page.addInitScript(watchForDrawn, { selector: curves, runs });
    await page.goto(`${origin}/#/study/${study}/live`);
    const drawn = await page.waitForFunction(() => (window as unknown as { drawnAt?: number }).drawnAt);
    times.push(await drawn.evaluate((at) => at ?? Number.NaN));
    await context.close();
  }
  return row(`first paint of Live, ${study}`, median(times), 'ms', limitMs);
}

function watchForDrawn({ selector, runs }: { selector: string; runs: number }): void {
  const look = () => {
    const drawn = Number(document.querySelector<HTMLElement>(selector)?.dataset.seriesDrawn ?? 0);
    if (drawn < runs) {
      requestAnimationFrame(look);
      return;
    }
    requestAnimationFrame(() => {
      setTimeout(() => {
        (window as unknown as { drawnAt?: number }).drawnAt = performance.now();
      });
    });
  };
  requestAnimationFrame(look);
}

/** Time from an event to the end of the frame that shows it, 95th percentile. */
async function pointing(browser: Browser, host: UiHost, study: string, runs: number, limitMs: number | null) {
  const { context, origin } = await enter(browser, host);
  const page = await context.newPage();
  await page.goto(`${origin}/#/study/${study}/live`);
  await page.locator(`${curves}[data-series-drawn="${runs}"]`).waitFor();
  const moves = await page.evaluate(movePointer);
  const steps = await page.evaluate(pressKeys);
  const rows = [
    row(`hover over the chart, ${study}, p95`, percentile(moves.chart, 0.95), 'ms', limitMs),
    row(`hover over the run list, ${study}, p95`, percentile(moves.list, 0.95), 'ms', limitMs),
    row(`select the next run, ${study}, p95`, percentile(steps, 0.95), 'ms', null),
    row(`heap with ${study}`, await heapMegabytes(page), 'MB', null),
  ];
  await context.close();
  return rows;
}

async function movePointer(): Promise<{ chart: number[]; list: number[] }> {
  const frame = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)));
  const chart: number[] = [];
  const over = document.querySelector('[data-chart=curves] .u-over');
  const box = over?.getBoundingClientRect();
  if (!over || !box) return { chart, list: [] };
  for (let i = 0; i < 160; i++) {
    const clientX = box.left + box.width * (0.05 + 0.9 * (i / 160));
    const clientY = box.top + box.height * (0.3 + 0.25 * Math.sin(i / 7));
    await frame();
    const from = performance.now();
    over.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX, clientY }));
    await frame();
    chart.push(performance.now() - from);
  }
  const list: number[] = [];
  for (const row of document.querySelectorAll('[data-run]')) {
    await frame();
    const from = performance.now();
    row.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    await frame();
    list.push(performance.now() - from);
  }
  return { chart: chart.slice(10), list };
}

async function pressKeys(): Promise<number[]> {
  const frame = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)));
  const times: number[] = [];
  for (let i = 0; i < 40; i++) {
    await frame();
    const from = performance.now();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
    await frame();
    times.push(performance.now() - from);
  }
  return times.slice(5);
}

async function heapMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
  return usedSize / 1e6;
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

if (process.argv[1] === import.meta.filename) {
  const { rows } = await run(process.argv[2]);
  console.table(rows);
}
