// Makes checks one after the other: measures, judges, and tells how each has ended. One that fails to be made is skipped with its sentence.

import type { EncodedDataset } from '#main/data/dataset.ts';
import { pauser } from '#main/data/pause.ts';
import {
  judgeClassBalance,
  judgeColumns,
  judgeDuplicates,
  judgeGradientFlow,
  judgeInputScale,
  judgeLabelNoise,
  judgeLearningRateRange,
  judgeMemoryAndTime,
  judgeMissing,
  judgeOverfit,
  judgeShuffled,
  judgeStep0Loss,
  type RateInterval,
  rateInterval,
  skipped,
} from '#main/preflight/index.ts';
import type { CheckId, Finding } from '#shared/contract/checks.ts';
import { toAppError } from '#shared/errors.ts';
import type { DataQuestion, PreflightJob, PreflightPart } from './job.ts';
import { measureColumns } from './measures/columns.ts';
import { measureClassBalance, measureInputScale, measureMissing } from './measures/data-checks.ts';
import { measureDuplicates } from './measures/duplicates.ts';
import { measureGradientFlow } from './measures/gradient-flow.ts';
import { measureLabelNoise } from './measures/label-noise.ts';
import { measureLearningRateRange } from './measures/learning-rate-range.ts';
import type { Limits } from './measures/limits.ts';
import { measureCorners } from './measures/memory-and-time.ts';
import type { Bench } from './measures/open-model.ts';
import { measureOverfit } from './measures/overfit-one-batch.ts';
import { measureShuffled } from './measures/shuffled-labels.ts';
import { measureStep0 } from './measures/step0-loss.ts';

/** Told of each check when it begins and when it has ended. */
export type Tell = (part: PreflightPart) => void;

/** How long one check may measure, ms. What is over then is judged by what there is. */
const dataMs = 3000;
const trainingMs = 5000;

async function make(
  id: CheckId,
  limitMs: number,
  signal: AbortSignal | undefined,
  tell: Tell,
  check: (limits: Limits) => Promise<Finding> | Finding,
): Promise<void> {
  tell({ kind: 'begins', id });
  const start = performance.now();
  const limits = { pause: pauser(signal), late: () => performance.now() - start > limitMs };
  const finding = await Promise.resolve()
    .then(() => check(limits))
    .catch((thrown: unknown) => {
      const { code, message } = toAppError(thrown);
      if (code === 'cancelled') throw thrown;
      return skipped('skipped.stopped', { sentence: message });
    });
  tell({ kind: 'result', result: { id, ...finding, tookMs: performance.now() - start } });
}

/** Checks of the data alone, in slices of a few milliseconds. Throws AppError('cancelled') once aborted. */
export async function checkData(
  dataset: EncodedDataset,
  question: DataQuestion,
  tell: Tell,
  signal?: AbortSignal,
): Promise<void> {
  const { profile, excluded, scaling } = question;
  const one = (id: CheckId, check: (limits: Limits) => Promise<Finding> | Finding) =>
    make(id, dataMs, signal, tell, check);
  await one('missing', () => judgeMissing(measureMissing(profile, excluded ?? [])));
  await one('columns', async (limits) => judgeColumns(await measureColumns(dataset, profile, excluded, limits)));
  await one('input-scale', () => judgeInputScale(measureInputScale(dataset, scaling)));
  await one('class-balance', () => judgeClassBalance(measureClassBalance(profile, question)));
  await one('duplicates', async (limits) => judgeDuplicates(await measureDuplicates(dataset, profile, limits)));
  await one('label-noise', async (limits) => judgeLabelNoise(await measureLabelNoise(dataset, limits)));
}

/** Checks that train. */
export async function checkTraining(bench: Bench, job: PreflightJob, tell: Tell): Promise<void> {
  const one = (id: CheckId, check: (limits: Limits) => Promise<Finding>) =>
    make(id, trainingMs, undefined, tell, check);
  const own = job.corners.find(({ point }) => point === 'default');
  const fits = own?.refusal == null;
  const training = (id: CheckId, check: (limits: Limits) => Promise<Finding>) =>
    one(id, fits ? check : async () => skipped('skipped.no-room'));
  let interval: RateInterval | null = null;
  await training('step0-loss', async (limits) => judgeStep0Loss(await measureStep0(bench, limits)));
  await training('learning-rate-range', async (limits) => {
    const measure = await measureLearningRateRange(bench, limits);
    interval = measure.late ? null : rateInterval(measure);
    return judgeLearningRateRange(measure, job.rates);
  });
  const study = { searched: job.rates.searched, searchedModel: job.searchedModel };
  await training('overfit-one-batch', async (limits) =>
    judgeOverfit(await measureOverfit(bench, interval, study, limits)),
  );
  await training('shuffled-labels', async (limits) =>
    judgeShuffled(await measureShuffled(bench, interval, job.data.profile, limits)),
  );
  await training('gradient-flow', async (limits) => judgeGradientFlow(await measureGradientFlow(bench, limits)));
  await one('memory-and-time', async (limits) =>
    judgeMemoryAndTime({ ...job.plan, corners: await measureCorners(bench, job.corners, limits) }),
  );
}
