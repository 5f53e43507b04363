// A program of its own: measures a trial's weights on the validation part, which must give what is stored, and then on the test part.
import { serveJob } from '../job-program/serve.ts';
import { weightsJob } from '../job-program/weights-job.ts';
import { pause, withWeights } from '../job-program/with-weights.ts';
import { metricIntervals } from './intervals.ts';
import type { TestResult } from './job.ts';

serveJob(weightsJob, (job, tell): Promise<TestResult> => {
  const half = (rows: number, { validation, test }: { validation: Uint32Array; test: Uint32Array }) =>
    tell((0.5 * rows) / (validation.length + test.length));
  return withWeights(job, half, async ({ dataset, validation, measure }) => {
    const found = await measure('test');
    const intervals = await metricIntervals({
      ...{ dataset, measured: found },
      between(done) {
        tell(0.5 + 0.5 * done);
        return pause();
      },
    });
    return {
      validation: named('validation', validation.metrics, asJson),
      rows: found.rows.length,
      metrics: named('test', found.metrics, (value, name) => ({
        value: asJson(value),
        interval: intervals[name] ?? null,
      })),
    };
  });
});

function named<T>(part: string, metrics: Readonly<Record<string, number>>, take: (value: number, name: string) => T) {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`${part}.${name}`, take(value, name)]));
}

function asJson(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
