// One epoch: every training row once, then the measurements.
import { deriveSeed } from '#shared/num/random.ts';
import type { CompiledProgram } from '../engines/engine.ts';
import { BatchGatherer, epochOrder } from './batches.ts';
import { evaluateRows, trainSample } from './evaluate.ts';
import { pauseBetweenSteps } from './pause.ts';
import type { Recipe } from './recipe.ts';
import { rowReader } from './scaling.ts';
import { learningRateAt } from './schedules.ts';
import type { TrainRequest } from './train.ts';

export interface Divergence {
  /** Step of the epoch, counted from 1. */
  readonly step: number;
  /** "the loss is NaN". */
  readonly what: string;
  readonly lastFiniteLoss: number | null;
}

export type EpochResult =
  | {
      readonly kind: 'finished';
      readonly metrics: Readonly<Record<string, number>>;
      /** Not null when a measured loss is not finite. */
      readonly divergence: Divergence | null;
    }
  | ({ readonly kind: 'diverged' } & Divergence)
  | { readonly kind: 'aborted' };

interface Setup {
  readonly recipe: Recipe;
  readonly compiled: CompiledProgram;
  readonly batchSize: number;
  readonly evaluationBatchSize: number;
}

const progressIntervalMs = 100;

/** Trains epochs of a request; each call is one epoch, counted from 1. */
export function createEpochTrainer(request: TrainRequest, setup: Setup): (epoch: number) => Promise<EpochResult> {
  const { dataset, seed, signal } = request;
  const { compiled, recipe, batchSize, evaluationBatchSize } = setup;
  const readRow = rowReader(dataset, recipe.scaling);
  const trainBatches = new BatchGatherer(dataset, readRow, batchSize);
  const evaluationBatches = new BatchGatherer(dataset, readRow, evaluationBatchSize);
  const measuredRows = trainSample(dataset);
  const steps = Math.ceil(dataset.train.length / batchSize);
  const dropoutSeed = deriveSeed(seed, 'dropout');
  const pause = pauseBetweenSteps(signal);
  let lastFiniteLoss: number | null = null;
  let progressAt = 0;

  return async (epoch) => {
    const order = epochOrder(dataset.train, seed, epoch);
    let gradientNorms = 0;
    let learningRate = 0;
    for (let step = 1; step <= steps; step++) {
      if (await pause()) return { kind: 'aborted' };
      learningRate = learningRateAt(recipe.schedule, epoch, step, steps);
      const batch = trainBatches.gather(order, (step - 1) * batchSize);
      const { loss, gradientNorm } = await compiled.step(batch, {
        learningRate,
        step: (epoch - 1) * steps + step,
        seed: dropoutSeed,
      });
      if (!Number.isFinite(loss)) return { kind: 'diverged', step, what: `the loss is ${loss}`, lastFiniteLoss };
      lastFiniteLoss = loss;
      if (!Number.isFinite(gradientNorm)) {
        return { kind: 'diverged', step, what: `the gradient is ${gradientNorm}`, lastFiniteLoss };
      }
      gradientNorms += gradientNorm;
      const now = performance.now();
      if (now - progressAt >= progressIntervalMs) {
        progressAt = now;
        request.onProgress(epoch, step / steps);
      }
    }
    const train = await evaluateRows(compiled, evaluationBatches, dataset, measuredRows, pause);
    const validation = await evaluateRows(compiled, evaluationBatches, dataset, dataset.validation, pause);
    if (signal.aborted) return { kind: 'aborted' };
    const metrics: Record<string, number> = {
      ...named('train', train),
      ...named('validation', validation),
      'train.gradientNorm': gradientNorms / steps,
      learningRate,
    };
    const bad = (['train', 'validation'] as const).find((part) => !Number.isFinite(metrics[`${part}.loss`] ?? 0));
    const what = `the ${bad} loss at its end is ${metrics[`${bad}.loss`]}`;
    return { kind: 'finished', metrics, divergence: bad === undefined ? null : { step: steps, what, lastFiniteLoss } };
  };
}

/** Recall per class is reported for validation only. */
function named(part: 'train' | 'validation', values: Readonly<Record<string, number>> | null): Record<string, number> {
  const entries = Object.entries(values ?? {}).filter(([name]) => part === 'validation' || !name.startsWith('recall['));
  return Object.fromEntries(entries.map(([name, value]) => [`${part}.${name}`, value]));
}
