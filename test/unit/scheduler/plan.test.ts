import { describe, expect, it } from 'vitest';
import type { Plan, PlanProbe } from '#main/runners/runner.ts';
import {
  candidatePlans,
  choosePlan,
  expectedSeconds,
  measuringRounds,
  resolvePlan,
  type Situation,
  shareCores,
} from '#main/scheduler/plan.ts';

const long: Situation = {
  ...{ cores: 4, memoryBytes: 16 * 2 ** 30, parallel: null, trials: 40, busy: false },
  work: { steps: 4000, flopsPerStep: 3e9, workerBytes: 300 * 2 ** 20, deviceBytes: 2 ** 30 },
};

/** Rates by threads; counts what was asked of it. */
function probe(byThreads: Record<number, number[]>): PlanProbe & { readonly asked: Plan[] } {
  const asked: Plan[] = [];
  return {
    asked,
    async measure(plans, rounds) {
      asked.push(...plans);
      expect(rounds).toBe(measuringRounds);
      return plans.map(({ threads }) => byThreads[threads] ?? [0]);
    },
  };
}

describe('plans to choose from', () => {
  it('never need more threads than there are cores, and use them all', () => {
    expect(candidatePlans(4, null)).toEqual([
      { processes: 4, threads: 1 },
      { processes: 2, threads: 2 },
      { processes: 1, threads: 4 },
    ]);
    expect(candidatePlans(6, null).map(({ processes, threads }) => processes * threads)).toEqual([6, 6, 4]);
  });

  it("keep the user's number of trials at once, even one above the cores", () => {
    expect(candidatePlans(8, 2)).toEqual([
      { processes: 2, threads: 1 },
      { processes: 2, threads: 2 },
      { processes: 2, threads: 4 },
    ]);
    expect(candidatePlans(2, 5)).toEqual([{ processes: 5, threads: 1 }]);
  });
});

describe('choosing', () => {
  const plans = candidatePlans(2, null);

  it('takes the clearly faster plan by the median of its rounds, and says the numbers', () => {
    const plan = choosePlan(plans, [
      [100, 104, 300],
      [140, 20, 150],
    ]);
    expect(plan).toMatchObject({ processes: 1, threads: 2 });
    expect(plan.why).toBe(
      'Measured steps a second: 2 trials × 1 thread 104, 1 trial × 2 threads 140; the study trains 1 trial × 2 threads.',
    );
  });

  it('stays with one thread a trial when the difference may be noise', () => {
    expect(choosePlan(plans, [[100], [104]])).toMatchObject({ processes: 2, threads: 1 });
  });
});

describe('measuring', () => {
  it('is done for a long study, and its numbers are kept', async () => {
    const own = probe({ 1: [10], 2: [30], 4: [25] });
    const plan = await resolvePlan(long, own);
    expect(own.asked).toHaveLength(3);
    expect(plan).toMatchObject({ processes: 2, threads: 2 });
    expect(plan.measured.map(({ stepsPerSecond }) => stepsPerSecond)).toEqual([10, 30, 25]);
  });

  const skipped: [string, Partial<Situation>, string][] = [
    [
      'one trial at a time, so that a study with "parallel" 1 is the same on every machine',
      { parallel: 1 },
      'one trial trains at a time',
    ],
    ['one core', { cores: 1 }, 'this machine has one core'],
    ['no core left over', { parallel: 4 }, '4 trials at once leave one core for each'],
    ['another study', { busy: true }, 'another study is training'],
    ['a short study', { trials: 2, work: { ...long.work, steps: 100 } }, 'the study is short'],
    ['too little memory', { memoryBytes: 2 ** 30 }, 'measuring would take too much memory'],
  ];
  for (const [name, change, reason] of skipped) {
    it(`is skipped: ${name}`, async () => {
      const own = probe({});
      const plan = await resolvePlan({ ...long, ...change }, own);
      expect(own.asked).toEqual([]);
      expect(plan).toMatchObject({ threads: 1, measured: [], why: `Trials train with 1 thread: ${reason}.` });
    });
  }

  it('that fails leaves the study with one thread and says why', async () => {
    const plan = await resolvePlan(long, {
      measure: () => Promise.reject(new Error('A process that measures steps ended (code 1).')),
    });
    expect(plan).toMatchObject({ processes: 4, threads: 1, measured: [] });
    expect(plan.why).toMatch(/could not be measured: A process .* ended \(code 1\)\.$/);
  });

  it('costs at most a twentieth of the study: three rounds of a quarter of a second against a minute or more', () => {
    expect(expectedSeconds(long)).toBeGreaterThan(60);
    expect(expectedSeconds({ ...long, trials: 1 })).toBeCloseTo(4000 * (3e9 / 2e10 + 2e-4));
  });
});

describe('studies that run at the same time', () => {
  const open = { threads: 1, parallel: null };

  it('share the cores that nobody named', () => {
    expect(shareCores(4, [open])).toEqual([4]);
    expect(shareCores(4, [open, open])).toEqual([2, 2]);
    expect(shareCores(5, [open, open])).toEqual([3, 2]);
    expect(shareCores(4, [{ threads: 1, parallel: 3 }, open])).toEqual([3, 1]);
    expect(shareCores(8, [{ threads: 2, parallel: null }, open])).toEqual([2, 4]);
  });

  it('have one lane each at least, and what a user names is obeyed', () => {
    expect(shareCores(2, [open, open, open])).toEqual([1, 1, 1]);
    expect(shareCores(2, [{ threads: 1, parallel: 6 }, open])).toEqual([6, 1]);
  });
});
