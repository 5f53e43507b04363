import { expect, it } from 'vitest';
import { trialMetrics } from '#main/export/trial-metrics.ts';
import { chunk } from '../../conformance/store/rows.ts';

const complete = { seed: 1, fold: null, share: 1, state: 'complete', value: 0 } as const;
const chunks = [
  chunk(1, 'a', [1, 2, 3], [0.1, 0.5, 0.3]),
  { ...chunk(1, 'a', [1, 2], [0.7, 0.9]), run: 2 },
  { ...chunk(1, 'b', [1, 2], [4, Number.NaN]), run: 2 },
  { ...chunk(1, 'a', [1], [100]), run: 3 },
  chunk(2, 'a', [2], [77]),
];

it('of a trial of one run are those of its best and last epoch', () => {
  expect(trialMetrics({ number: 1, bestEpoch: 2, runs: [] }, chunks)).toEqual({ best: { a: 0.5 }, last: { a: 0.3 } });
});

it('of several runs are means over the complete ones, each at its own best and last epoch', () => {
  const runs = [
    { ...complete, run: 1, bestEpoch: 2, lastEpoch: 3 },
    { ...complete, run: 2, bestEpoch: 1, lastEpoch: 2 },
    { ...complete, run: 3, state: 'running' as const, bestEpoch: 1, lastEpoch: 1 },
  ];
  const { best, last } = trialMetrics({ number: 1, bestEpoch: 2, runs }, chunks);
  expect(best).toEqual({ a: expect.closeTo(0.6, 12), b: 4 });
  expect(last).toEqual({ a: expect.closeTo(0.6, 12), b: 'NaN' });
});

it('are of trainings on all rows only', () => {
  const onShare = { ...complete, run: 2, share: 1 / 3, bestEpoch: 2, lastEpoch: 2 };
  expect(trialMetrics({ number: 1, bestEpoch: null, runs: [onShare] }, chunks)).toEqual({ best: {}, last: {} });
  const whole = { ...complete, run: 1, bestEpoch: 2, lastEpoch: 3 };
  const both = trialMetrics({ number: 1, bestEpoch: 2, runs: [onShare, whole] }, chunks);
  expect(both).toEqual({ best: { a: 0.5 }, last: { a: 0.3 } });
});
