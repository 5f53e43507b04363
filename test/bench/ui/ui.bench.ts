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
  const host = await startUiHost({ page: built, validate: false });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
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

/**
 * Work of the page's main thread (scripts, styles, layout, paint) from a movement or key until two frames later, 95th
 * percentile. A frame has 16 ms; waiting for the screen is not work.
 */
async function pointing(browser: Browser, host: UiHost, study: string, runs: number, limitMs: number | null) {
  const { context, origin } = await enter(browser, host);
  const page = await context.newPage();
  await page.goto(`${origin}/#/study/${study}/live`);
  await page.locator(`${curves}[data-series-drawn="${runs}"]`).waitFor();
  await page.waitForTimeout(3000);
  const work = await workMeter(page);
  const idle = await repeat(40, () => work(async () => {}));

  const box = await page.locator(`${curves} .u-over`).boundingBox();
  if (!box) throw new Error('The chart has no size.');
  const chart = await repeat(120, (i) =>
    work(() =>
      page.mouse.move(
        box.x + box.width * (0.05 + 0.9 * (i / 120)),
        box.y + box.height * (0.3 + 0.25 * Math.sin(i / 7)),
      ),
    ),
  );
  const places = await page.locator('[data-run]').evaluateAll((rows) =>
    rows.slice(0, 20).map((row) => {
      const { left, top } = row.getBoundingClientRect();
      return { x: left + 40, y: top + 12 };
    }),
  );
  const list = await repeat(places.length, (i) => work(() => page.mouse.move(places[i]?.x ?? 0, places[i]?.y ?? 0)));
  const steps = await repeat(40, () => work(() => page.keyboard.press('j')));
  const result = [
    row(`an idle frame, ${study}, p95`, percentile(idle, 0.95), 'ms', null),
    row(`hover over the chart, ${study}, p95`, percentile(chart, 0.95), 'ms', limitMs),
    row(`hover over the run list, ${study}, p95`, percentile(list, 0.95), 'ms', limitMs),
    row(`select the next run, ${study}, p95`, percentile(steps, 0.95), 'ms', null),
    row(`heap with ${study}`, await heapMegabytes(page), 'MB', null),
  ];
  await context.close();
  return result;
}

type Meter = (act: () => Promise<unknown>) => Promise<number>;

/** Processor time of the main thread's tasks during an action and the two frames after it: other programs do not disturb it. */
async function workMeter(page: Page): Promise<Meter> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
  };
  const frames = () =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return async (act) => {
    await frames();
    const before = await busyMs();
    await act();
    await frames();
    return (await busyMs()) - before;
  };
}

async function repeat(count: number, measure: (i: number) => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let i = 0; i < count; i++) values.push(await measure(i));
  return values;
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
