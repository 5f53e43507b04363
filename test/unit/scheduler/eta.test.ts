import { describe, expect, it } from 'vitest';
import { type EtaInput, estimateEnd } from '#main/scheduler/eta.ts';
import { randomStream } from '#shared/num/random.ts';

const base: EtaInput = {
  ...{ now: 1000, lanes: 1, measured: [], running: [], queuedEpochs: [], remaining: 0 },
  later: { trials: 0, epochs: 0 },
  ...{ epochsPerTrial: 10, trainedShare: 1, limitAt: null },
};
const paced = (epochMs: number) => ({ epochMs, plannedEpochs: 10 });

describe('estimate of the end', () => {
  it('is unknown before the first measured epoch', () => {
    expect(estimateEnd({ ...base, remaining: 5 })).toBeNull();
  });

  it('is now when nothing is left', () => {
    expect(estimateEnd({ ...base, measured: [paced(100)] })).toEqual({ low: 1000, high: 1000 });
  });

  it('takes the running trial at its own pace', () => {
    const running = [{ ...paced(200), epochsLeft: 5 }];
    const eta = estimateEnd({ ...base, measured: [paced(200), paced(50)], running });
    expect(eta?.low).toBeGreaterThan(1000 + 750);
    expect(eta?.high).toBeLessThan(1000 + 1250);
  });

  it('halves with two lanes, and with half of the epochs pruned away', () => {
    const measured = [100, 100, 100, 100, 100, 100, 100, 100].map(paced);
    const middle = (change: Partial<EtaInput>) => {
      const eta = estimateEnd({ ...base, measured, remaining: 100, ...change });
      return eta === null ? 0 : (eta.low + eta.high) / 2 - 1000;
    };
    expect(middle({})).toBeCloseTo(100_000, -3);
    expect(middle({ lanes: 2 }) / middle({})).toBeCloseTo(0.5, 1);
    expect(middle({ trainedShare: 0.5 }) / middle({})).toBeCloseTo(0.5, 1);
  });

  it('counts the stages that follow', () => {
    const measured = [100, 100, 100, 100].map(paced);
    const eta = estimateEnd({ ...base, measured, remaining: 2, later: { trials: 4, epochs: 80 } });
    // 2 trials of 10 epochs and 80 more, of 100 ms.
    expect(eta?.low).toBeLessThan(1000 + 10_000);
    expect(eta?.high).toBeGreaterThan(1000 + 10_000);
  });

  it('never goes beyond the time limit', () => {
    const eta = estimateEnd({ ...base, measured: [paced(100)], remaining: 1000, limitAt: 5000 });
    expect(eta).toEqual({ low: 5000, high: 5000 });
  });

  it('narrows as trials are measured', () => {
    const width = (k: number) => {
      const measured = Array.from({ length: k }, (_, i) => paced(80 + 40 * (i % 2)));
      const eta = estimateEnd({ ...base, measured, remaining: 50 });
      return eta === null ? 0 : eta.high - eta.low;
    };
    expect(width(20)).toBeLessThan(width(5));
    expect(width(5)).toBeLessThan(width(2));
  });

  it('holds the real end about four times in five: 400 studies with log-normal epoch times on 1, 2 and 4 lanes', () => {
    const random = randomStream(5);
    let held = 0;
    const studies = 400;
    for (let study = 0; study < studies; study++) {
      const lanes = [1, 2, 4][study % 3] ?? 1;
      const epochMs = () => 100 * Math.exp(0.5 * random.normal());
      const measured = Array.from({ length: 6 }, () => paced(epochMs()));
      const loads = new Float64Array(lanes);
      for (let trial = 0; trial < 24; trial++) {
        const free = loads.indexOf(Math.min(...loads));
        loads[free] = (loads[free] ?? 0) + 10 * epochMs();
      }
      const end = 1000 + Math.max(...loads);
      const eta = estimateEnd({ ...base, lanes, measured, remaining: 24 });
      if (eta !== null && eta.low <= end && end <= eta.high) held++;
    }
    expect(held / studies).toBeGreaterThan(0.7);
    expect(held / studies).toBeLessThan(0.92);
  });
});
