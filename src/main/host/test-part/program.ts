// A program of its own: measures a trial's weights on the validation part, which must give what is stored, and then on the test part.
// With the trial's own engine and threads and the loop's own evaluation. Running a model blocks the event loop, which the host must not.
import { openDatasetCache } from '#main/data/cache.ts';
import { getEngine } from '#main/training/engines/index.ts';
import { batchSizesOf, loadWeights, measureWeights, readRecipe } from '#main/training/loop/index.ts';
import { pauseBetweenSteps } from '#main/training/loop/pause.ts';
import { fileMapOf } from '#main/training/map-file.ts';
import { buildProgram } from '#main/training/program/build.ts';
import { initialState } from '#main/training/program/initial-state.ts';
import { AppError } from '#shared/errors.ts';
import { serveJob } from '../job-program/serve.ts';
import { requireStoredMetrics } from '../stored-metrics.ts';
import { metricIntervals } from './intervals.ts';
import { type TestResult, testJob } from './job.ts';

/** The host ends this program by killing it; the pause only lets what was said go out. */
const pause = pauseBetweenSteps(new AbortController().signal);

serveJob(testJob, async (job, tell): Promise<TestResult> => {
  const engine = await getEngine(job.engine);
  const reason = await engine.unavailable();
  if (reason !== null) throw new AppError('unavailable', reason);
  const dataset = openDatasetCache(job.dataset, fileMapOf(process.platform));
  const { header, train, validation, test } = dataset;
  const program = buildProgram(job.settings, header);
  const { batchSize: wanted, scaling } = readRecipe(job.settings, 0);
  const { path, seed, epoch } = job.weights;
  const weights = await loadWeights(path, { fingerprint: header.fingerprint, seed, epoch }, program.state);
  const sizes = batchSizesOf(wanted, { train: train.length, validation: validation.length });
  const compiled = await engine.compile(program, { threads: job.threads, ...sizes });
  try {
    await compiled.write(new Map([...initialState(program, seed), ...weights]));
    const all = validation.length + test.length;
    let measured = 0;
    const measure = async (part: 'validation' | 'test') => {
      const found = await measureWeights({
        ...{ dataset, program, scaling, part, batchSize: sizes.evaluationBatchSize },
        async evaluate(batch) {
          await pause();
          tell((0.5 * measured) / all);
          measured += batch.size;
          return compiled.evaluate(batch);
        },
      });
      if (found === null) throw new AppError('invalid', `The data set has no ${part} rows.`);
      return found;
    };
    const before = await measure('validation');
    requireStoredMetrics({ metric: job.metric, expected: job.expected, header }, 'validation', before);
    const found = await measure('test');
    const intervals = await metricIntervals({
      ...{ dataset, measured: found },
      between(done) {
        tell(0.5 + 0.5 * done);
        return pause();
      },
    });
    return {
      validation: named('validation', before.metrics, asJson),
      rows: found.rows.length,
      metrics: named('test', found.metrics, (value, name) => ({
        value: asJson(value),
        interval: intervals[name] ?? null,
      })),
    };
  } finally {
    await compiled.dispose();
  }
});

function named<T>(part: string, metrics: Readonly<Record<string, number>>, take: (value: number, name: string) => T) {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`${part}.${name}`, take(value, name)]));
}

function asJson(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
