// What is measured of the page.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { type BenchRow, framesDuring, heapMegabytes, median, percentile, repeat, row, workMeter } from './measures.ts';
import { enter, type Studio } from './studio.ts';

const repeats = 5;
const curves = '[data-chart=curves]';

/** From the click on a study's name to the frame after its last curve is drawn: median of five fresh windows. */
export async function openStudy(browser: Browser, studio: Studio, id: string, runs: number, limitMs: number) {
  const times = await repeat(repeats, async () => {
    const { context, page } = await enter(browser, studio);
    const link = page.locator(`tr[data-study="${id}"] a`).first();
    await link.waitFor();
    // What the page fetches while it is idle is there when somebody has found the study.
    await page.waitForTimeout(3000);
    await link.evaluate(watchForDrawn, { selector: curves, runs });
    const drawn = await page.waitForFunction(() => (window as unknown as { drawnMs?: number }).drawnMs);
    const ms = await drawn.evaluate((value) => value ?? Number.NaN);
    await context.close();
    return ms;
  });
  return row(`open a study of ${runs} runs × 100 epochs: click to curves`, median(times), 'ms', limitMs);
}

function watchForDrawn(link: HTMLElement | SVGElement, { selector, runs }: { selector: string; runs: number }): void {
  const from = performance.now();
  const look = () => {
    const drawn = Number(document.querySelector<HTMLElement>(selector)?.dataset.seriesDrawn ?? 0);
    if (drawn < runs) {
      requestAnimationFrame(look);
      return;
    }
    requestAnimationFrame(() => {
      setTimeout(() => {
        (window as unknown as { drawnMs?: number }).drawnMs = performance.now() - from;
      });
    });
  };
  requestAnimationFrame(look);
  (link as HTMLElement).click();
}

/** Work for a movement of the pointer or a key, until two frames later: 95th percentile. A frame has 16.7 ms. */
export async function pointing(browser: Browser, studio: Studio, id: string, runs: number): Promise<BenchRow[]> {
  const { context, page } = await openLive(browser, studio, id, runs);
  const work = await workMeter(page);
  const box = await page.locator(`${curves} .u-over`).boundingBox();
  if (!box) throw new Error('The chart has no size.');
  const chart = await repeat(120, (i) => work(() => page.mouse.move(...wave(box, i / 120))));
  const places = await page.locator('[data-run]').evaluateAll((rows) =>
    rows.slice(0, 20).map((one) => {
      const { left, top } = one.getBoundingClientRect();
      return { x: left + 40, y: top + 12 };
    }),
  );
  const list = await repeat(places.length, (i) => work(() => page.mouse.move(places[i]?.x ?? 0, places[i]?.y ?? 0)));
  const steps = await repeat(40, () => work(() => page.keyboard.press('j')));
  const idle = await repeat(40, () => work(async () => {}));
  await context.close();
  const p95 = (values: readonly number[]) => percentile(values, 0.95);
  return [
    row(`hover and scrub over the chart, ${runs} runs, p95`, p95(chart), 'ms', 16.7),
    row(`hover over the run list, ${runs} runs, p95`, p95(list), 'ms', 16.7),
    row(`select the next run, ${runs} runs, p95`, p95(steps), 'ms', null),
    row(`an idle frame, ${runs} runs, p95`, p95(idle), 'ms', null),
  ];
}

function wave(box: { x: number; y: number; width: number; height: number }, at: number): [number, number] {
  return [box.x + box.width * (0.05 + 0.9 * at), box.y + box.height * (0.3 + 0.25 * Math.sin(at * 17))];
}

/** px a second: three windows. */
const scrollSpeed = 2400;

/** Work for a turn of the wheel over the table of trials, until two frames later; and for one that goes 20 000 px far, where every row is another. */
export async function tableScroll(browser: Browser, studio: Studio, id: string, rows: number): Promise<BenchRow[]> {
  const { context, page, origin } = await enter(browser, studio);
  await page.goto(`${origin}/#/study/${id}/trials`);
  await page.locator('tbody tr[aria-rowindex]').first().waitFor();
  await page.waitForTimeout(3000);
  await page.mouse.move(700, 500);
  const work = await workMeter(page);
  const turns: number[] = [];
  const jumps: number[] = [];
  for (let i = 0; i < 100; i++) {
    const far = i % 10 === 9;
    (far ? jumps : turns).push(await work(() => page.mouse.wheel(0, far ? 20_000 : 240)));
  }
  const session = await context.newCDPSession(page);
  const steady = await framesDuring(browser, page, () =>
    session.send('Input.synthesizeScrollGesture', {
      ...{ x: 700, y: 500, yDistance: -5 * scrollSpeed, speed: scrollSpeed, gestureSourceType: 'mouse' },
    }),
  );
  await context.close();
  return [
    row(
      `frames while that table scrolls ${scrollSpeed} px a second, p95 of ${steady.length}`,
      percentile(steady, 0.95),
      'ms',
      16.7,
    ),
    row(`scroll the table of ${rows} trials, p95`, percentile(turns, 0.95), 'ms', 16.7),
    row('the same, median', median(turns), 'ms', 16.7),
    row('in jumps of 20 000 px, median', median(jumps), 'ms', 16.7),
    row('both together, p95', percentile([...turns, ...jumps], 0.95), 'ms', 16.7),
  ];
}

/** Objects and arrays of numbers of the page after its curves are drawn and garbage is collected. */
export async function pageMemory(browser: Browser, studio: Studio, id: string, runs: number): Promise<BenchRow[]> {
  const { context, page } = await openLive(browser, studio, id, runs);
  const megabytes = await heapMegabytes(page);
  await context.close();
  return [row(`memory of the page at ${runs} runs × 1 000 epochs × 4 metrics`, megabytes, 'MB', 300)];
}

async function openLive(browser: Browser, studio: Studio, id: string, runs: number) {
  const { context, page, origin } = await enter(browser, studio);
  await page.goto(`${origin}/#/study/${id}/live`);
  await page.locator(`${curves}[data-series-drawn="${runs}"]`).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(3000);
  return { context, page };
}

const workers = 16;
const epochs = 100;

/**
 * Sixteen programs report ten epochs a second each. Of every epoch of the run that leads the chart: from the moment its line was
 * written to the frame after the chart has it. And tasks of the page's main thread above 50 ms, once the page is there.
 */
export async function newEpochs(browser: Browser, studio: Studio, folder: string): Promise<BenchRow[]> {
  mkdirSync(folder, { recursive: true });
  // Each writes when it reported which epoch; the first to report an epoch moves the end of the chart.
  const program = `
    const { appendFileSync } = require('node:fs');
    let epoch = 0;
    const timer = setInterval(() => {
      epoch++;
      const line = { epoch, 'validation.accuracy': 1 - 0.6 * Math.exp(-epoch / 30) + 0.01 * Math.random(), 'train.loss': Math.exp(-epoch / 30) };
      const at = Date.now();
      console.log(JSON.stringify(line));
      appendFileSync(process.argv[1], epoch + ' ' + at + '\\n');
      if (epoch === ${epochs}) clearInterval(timer);
    }, 100);`;
  const file = {
    ...{ version: 1, id: 'epochs', name: 'Sixteen workers' },
    runner: { kind: 'command', argv: [process.execPath, '-e', program, `${folder}/{x}.txt`] },
    objective: { metric: 'validation.accuracy', direction: 'maximize' },
    settings: { x: { type: 'int', low: 1, high: 1000 }, 'training.epochs': epochs },
    search: { trials: workers, parallel: workers, seed: 1, sampler: { kind: 'random' } },
  };
  const path = join(folder, 'study.json');
  writeFileSync(path, JSON.stringify(file));
  const { context, page, origin } = await enter(browser, studio);
  await page.getByRole('button', { name: 'Open a study file' }).waitFor();
  await page.waitForTimeout(3000);
  await page.addInitScript(watchSteps, curves);
  await page.goto(`${origin}/#/studies`);
  await page.reload();
  await openFile(page, path);
  await page.getByRole('button', { name: 'Start study' }).first().click();
  await page.locator(`${curves}[data-last-step="${epochs}"]`).waitFor({ timeout: 120_000 });
  const seen = await page.evaluate(
    () => (window as unknown as { seen: { steps: [number, number][]; long: number[] } }).seen,
  );
  await context.close();
  const told = new Map<number, number>();
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.txt'))) {
    for (const line of readFileSync(join(folder, name), 'utf8').trim().split('\n')) {
      const [epoch = 0, at = 0] = line.split(' ').map(Number);
      told.set(epoch, Math.min(at, told.get(epoch) ?? Number.POSITIVE_INFINITY));
    }
  }
  // The first epochs come while sixteen programs start, and with the page's first drawing of the study.
  const delays = seen.steps.filter(([step]) => step > 5).map(([step, at]) => at - (told.get(step) ?? Number.NaN));
  return [
    row(
      `an epoch's way to the screen, ${workers} workers at 10 epochs a second, p95`,
      percentile(delays, 0.95),
      'ms',
      150,
    ),
    row(`the same, median of ${delays.length}`, median(delays), 'ms', null),
    row('longest task of the page meanwhile', Math.max(0, ...seen.long), 'ms', 50),
  ];
}

/** Notes when the chart's last step grows, and how long tasks were since curves are there. */
function watchSteps(selector: string): void {
  const seen = { steps: [] as [number, number][], long: [] as number[] };
  (window as unknown as { seen: typeof seen }).seen = seen;
  let last = 0;
  const look = () => {
    const step = Number(document.querySelector<HTMLElement>(selector)?.dataset.lastStep ?? 0);
    if (step > last) {
      for (let one = last + 1; one <= step; one++) seen.steps.push([one, Date.now()]);
      last = step;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) if (last > 5) seen.long.push(duration);
  }).observe({ type: 'longtask' });
}

async function openFile(page: Page, path: string): Promise<void> {
  await page.getByRole('button', { name: 'Open a study file' }).click();
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(path);
  await page.waitForURL(/#\/study\//);
}

/** From the first look at an empty studio to curves of the sample study: one click, and the time that training takes. */
export async function firstUse(browser: Browser, studio: Studio): Promise<BenchRow> {
  const { context, page } = await enter(browser, studio);
  const start = page.getByRole('button', { name: 'Start the sample study' });
  await start.waitFor();
  const from = Date.now();
  await start.click();
  await page.waitForFunction(
    (selector) => Number(document.querySelector<HTMLElement>(selector)?.dataset.seriesDrawn ?? 0) > 0,
    curves,
    { timeout: 120_000 },
  );
  const seconds = (Date.now() - from) / 1000;
  await context.close();
  return row('first use: one click to curves of the sample study', seconds, 's', 15);
}
