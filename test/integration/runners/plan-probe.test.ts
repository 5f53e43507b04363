import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlanProbe } from '#main/runners/plan-probe.ts';
import { createWorkplace, type Workplace } from './support.ts';

let place: Workplace;
beforeAll(async () => {
  place = await createWorkplace();
});
afterAll(() => place.remove());

const probeOf = (change: Record<string, unknown> = {}) => {
  const { settings, engine } = place.job(1);
  const job = { settings: { ...settings }, engine, dataset: place.dataset, ...change };
  return createPlanProbe({ execPath: process.execPath, platform: process.platform, environment: process.env, job });
};

describe('measuring plans with real processes', () => {
  it('gives a rate for each plan and round, within a few seconds', async () => {
    const startedAt = performance.now();
    const plans = [
      { processes: 2, threads: 1 },
      { processes: 1, threads: 2 },
    ];
    const rates = await probeOf().measure(plans, 3);
    expect(rates.map((rounds) => rounds.length)).toEqual([3, 3]);
    for (const rate of rates.flat()) expect(rate).toBeGreaterThan(10);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('a process that cannot train is an error, not a wait', async () => {
    const broken = probeOf({ dataset: '/nowhere.vds' });
    await expect(broken.measure([{ processes: 1, threads: 1 }], 1)).rejects.toThrow(
      /A process that measures steps ended \(code 1\)/,
    );
  });
});
