// The program's side of measuring a trial's weights: with its own engine and threads, by the loop's own evaluation. On the validation part
// first, where they must have what is stored. Running a model blocks the event loop, which the host must not: programs alone import this.
import { openDatasetCache } from '#main/data/cache.ts';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { getEngine } from '#main/training/engines/index.ts';
import {
  batchSizesOf,
  loadWeights,
  type MeasuredWeights,
  measureWeights,
  readRecipe,
} from '#main/training/loop/index.ts';
import { pauseBetweenSteps } from '#main/training/loop/pause.ts';
import { fileMapOf } from '#main/training/map-file.ts';
import { buildProgram } from '#main/training/program/build.ts';
import { initialState } from '#main/training/program/initial-state.ts';
import { AppError } from '#shared/errors.ts';
import { requireStoredMetrics } from '../stored-metrics.ts';
import type { WeightsJob } from './weights-job.ts';

/** The host ends the program by killing it; the pause only lets what was said go out. */
export const pause = pauseBetweenSteps(new AbortController().signal);

export interface WithWeights {
  readonly dataset: EncodedDataset;
  /** On the validation part. */
  readonly validation: MeasuredWeights;
  /** Throws AppError('invalid') for a part without rows. */
  measure(part: 'validation' | 'test'): Promise<MeasuredWeights>;
}

/** `onRows` hears how many rows were measured so far. */
export async function withWeights<R>(
  job: WeightsJob,
  onRows: (rows: number, dataset: EncodedDataset) => void,
  use: (measured: WithWeights) => Promise<R>,
): Promise<R> {
  const engine = await getEngine(job.engine);
  const reason = await engine.unavailable();
  if (reason !== null) throw new AppError('unavailable', reason);
  const dataset = openDatasetCache(job.dataset, fileMapOf(process.platform));
  const { header, train, validation } = dataset;
  const program = buildProgram(job.settings, header);
  const { batchSize: wanted, scaling } = readRecipe(job.settings, 0);
  const { path, seed, epoch } = job.weights;
  const weights = await loadWeights(path, { fingerprint: header.fingerprint, seed, epoch }, program.state);
  const sizes = batchSizesOf(wanted, { train: train.length, validation: validation.length });
  const compiled = await engine.compile(program, { threads: job.threads, ...sizes });
  try {
    await compiled.write(new Map([...initialState(program, seed), ...weights]));
    let rows = 0;
    const measure = async (part: 'validation' | 'test') => {
      const found = await measureWeights({
        ...{ dataset, program, scaling, part, batchSize: sizes.evaluationBatchSize },
        async evaluate(batch) {
          await pause();
          onRows(rows, dataset);
          rows += batch.size;
          return compiled.evaluate(batch);
        },
      });
      if (found === null) throw new AppError('invalid', `The data set has no ${part} rows.`);
      return found;
    };
    const before = await measure('validation');
    requireStoredMetrics({ metric: job.metric, expected: job.expected, header }, 'validation', before);
    return await use({ dataset, validation: before, measure });
  } finally {
    await compiled.dispose();
  }
}
