// Numbers of the page's benchmark: medians, percentiles, frames and long tasks of a page.
import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

export interface BenchRow {
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  /** What the project asks for; null where nothing is asked. */
  readonly limit: string | null;
  readonly pass: boolean | null;
}

export function row(name: string, value: number, unit: string, limit: number | null): BenchRow {
  return {
    case: name,
    value: Number(value.toFixed(1)),
    unit,
    limit: limit === null ? null : `≤ ${limit}`,
    pass: limit === null ? null : value <= limit,
  };
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export async function repeat(count: number, measure: (i: number) => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let i = 0; i < count; i++) values.push(await measure(i));
  return values;
}

/** Work of the page's main thread (scripts, styles, layout, paint) for an action and the two frames after it, ms. */
export type Meter = (act: () => Promise<unknown>) => Promise<number>;

/** Processor time of the main thread's tasks: other programs do not disturb it, and waiting for the screen is not work. */
export async function workMeter(page: Page): Promise<Meter> {
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

const traceFile = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      tdur: z.number().optional(),
      args: z.looseObject({ name: z.unknown().optional() }).optional(),
    }),
  ),
});

/** Processor time of the page's main thread in each of its frames while `act` goes on (events, scripts, styles, layout, paint), ms. */
export async function framesDuring(browser: Browser, page: Page, act: () => Promise<unknown>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['cc', '__metadata'] });
  await act();
  const { traceEvents } = traceFile.parse(JSON.parse((await browser.stopTracing()).toString('utf8')));
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const isMain = new Set(mains.map(({ pid, tid }) => `${pid} ${tid}`));
  return traceEvents.flatMap(({ name, ph, pid, tid, tdur }) =>
    name === 'ProxyMain::BeginMainFrame' && ph === 'X' && tdur !== undefined && isMain.has(`${pid} ${tid}`)
      ? [tdur / 1000]
      : [],
  );
}

/** What the page's objects and its arrays of numbers take after a collection, MB. */
export async function heapMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const usage = (await session.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number };
  return (usage.usedSize + (usage.backingStorageSize ?? 0)) / 1e6;
}
