// Times a few steps at the corners of the space.
import { pauser } from '#main/data/pause.ts';
import type { Corner } from '#main/preflight/index.ts';
import { BatchGatherer } from '#main/training/loop/batches.ts';
import { trainSample } from '#main/training/loop/evaluate.ts';
import { toAppError } from '#shared/errors.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { Limits } from './limits.ts';
import { type Bench, type OpenModel, over, withModel } from './open-model.ts';

export interface CornerJob extends Omit<Corner, 'secondsPerEpoch'> {
  readonly settings: ResolvedSettings;
}

const mostSteps = 20;
/** What is quicker is repeated: a single time of less than a millisecond says nothing. */
const leastMs = 40;
const cornerMs = 700;
/** Of many points each one counts for less. */
const pointMs = 400;

export async function measureCorners(bench: Bench, jobs: readonly CornerJob[], limits: Limits): Promise<Corner[]> {
  const corners: Corner[] = [];
  for (const { settings, ...job } of jobs) {
    // The first one always: it is the study's own.
    const skip = job.refusal !== null || (corners.length > 0 && limits.late());
    const secondsPerEpoch = skip
      ? null
      : (await withModel(bench, (model) => epochTime(bench, model, limits, cornerMs), { settings })).secondsPerEpoch;
    corners.push({ ...job, secondsPerEpoch });
  }
  return corners;
}

/** All configurations together, ms; the rest is left out. The first and the last are always timed. */
const allMs = 9000;

interface PointTime {
  readonly secondsPerEpoch: number | null;
  /** To compile it and make its first step, which every trial does anew. */
  readonly openSeconds: number | null;
  readonly refusal: string | null;
}

const untimed = { secondsPerEpoch: null, openSeconds: null, refusal: null };

/**
 * One after the other; one that cannot be trained says why, and the others go on. The first is trained once more before all others, and that
 * is not counted: a program's first training loads and compiles what the later ones find, as it does in a worker for its first trial only.
 */
export async function timePoints(bench: Bench, points: readonly ResolvedSettings[]): Promise<PointTime[]> {
  const start = performance.now();
  const limits: Limits = { pause: pauser(undefined), late: () => performance.now() - start > allMs };
  const untilDone: Limits = { ...limits, late: () => false };
  const time = async (settings: ResolvedSettings, within = untilDone): Promise<PointTime> => {
    const before = performance.now();
    return withModel(bench, (model) => epochTime(bench, model, within, pointMs), { settings })
      .then(({ secondsPerEpoch, openedAt }) => ({
        ...untimed,
        ...{ secondsPerEpoch, openSeconds: Math.max(0, openedAt - before) / 1000 },
      }))
      .catch((thrown: unknown) => ({ ...untimed, refusal: toAppError(thrown).message }));
  };
  if (points[0] !== undefined) await time(points[0]);
  const times: PointTime[] = [];
  for (const settings of points) {
    const isEnd = times.length === 0 || times.length === points.length - 1;
    times.push(isEnd ? await time(settings) : limits.late() ? untimed : await time(settings, limits));
  }
  return times;
}

/** Seconds of an epoch: its steps, and the measurements at its end; and when the first step was over, less the time of a usual one. */
async function epochTime(
  { dataset }: Bench,
  model: OpenModel,
  limits: Limits,
  forMs: number,
): Promise<{ secondsPerEpoch: number; openedAt: number }> {
  await model.begin();
  // A rate of zero leaves the weights where they are: no step gets slow or diverges because of its values.
  await model.step(0);
  let steps = 0;
  const start = performance.now();
  const since = (from: number) => performance.now() - from;
  while (since(start) < (steps < mostSteps ? forMs : leastMs)) {
    await model.step(0);
    steps++;
    if (await over(limits)) break;
  }
  const stepMs = since(start) / steps;
  const { evaluationBatchSize: size } = model.sizes;
  const batch = new BatchGatherer(dataset, model.program, { scaling: model.recipe.scaling, size, training: null });
  await model.compiled.evaluate(batch.gather(dataset.train, 0));
  const before = performance.now();
  let evaluated = 0;
  while (evaluated === 0 || (since(before) < leastMs && !(await over(limits)))) {
    await model.compiled.evaluate(batch.gather(dataset.train, 0));
    evaluated++;
  }
  const evaluationMs = since(before) / evaluated;
  const evaluations = Math.ceil(trainSample(dataset).length / size) + Math.ceil(dataset.validation.length / size);
  return {
    secondsPerEpoch: (model.stepsPerEpoch * stepMs + evaluations * evaluationMs) / 1000,
    openedAt: start - stepMs,
  };
}
