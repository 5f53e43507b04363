// Every metric of a trial at the epoch that counts and at the last one; of a trial of several runs their means. Pure.
import type { MetricChunk, TrialRow } from '#main/store/store.ts';
import { mean } from '#shared/num/statistics.ts';
import { onAllRows } from '#shared/study/training-run.ts';
import { lastMetrics, type MetricsAtEpoch, metricsAt } from './metrics-at-epoch.ts';

export interface TrialMetrics {
  readonly best: MetricsAtEpoch;
  readonly last: MetricsAtEpoch;
}

/**
 * Over the complete runs, each at its own epochs; while none is complete, of the one under way. A metric that one of them did not measure
 * there is the mean over the others. Nothing of a trial that was trained on shares of the rows only. `chunks`: of all runs; those of other
 * trials are left out.
 */
export function trialMetrics(
  { number, bestEpoch, runs }: Pick<TrialRow, 'number' | 'bestEpoch' | 'runs'>,
  chunks: readonly MetricChunk[],
): TrialMetrics {
  const ofRun = (run: number) => chunks.filter((chunk) => chunk.trial === number && (chunk.run ?? 1) === run);
  if (runs.length === 0) {
    const own = ofRun(1);
    return { best: metricsAt(own, number, bestEpoch), last: lastMetrics(own, number) };
  }
  const whole = onAllRows(runs);
  const complete = whole.filter(({ state }) => state === 'complete');
  const counted = (complete.length > 0 ? complete : whole.slice(-1)).map((one) => ({ one, own: ofRun(one.run) }));
  return {
    best: meanMetrics(counted.map(({ one, own }) => metricsAt(own, number, one.bestEpoch))),
    last: meanMetrics(counted.map(({ own }) => lastMetrics(own, number))),
  };
}

function meanMetrics(measured: readonly MetricsAtEpoch[]): MetricsAtEpoch {
  const keys = new Set(measured.flatMap((metrics) => Object.keys(metrics)));
  return Object.fromEntries(
    [...keys].map((key) => {
      const value = mean(measured.flatMap((metrics) => (key in metrics ? [Number(metrics[key])] : [])));
      return [key, Number.isFinite(value) ? value : String(value)];
    }),
  );
}
