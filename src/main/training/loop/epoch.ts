// One epoch: every training row once, then the measurements.
import { deriveSeed } from '#shared/num/random.ts';
import type { CompiledProgram } from '../engines/engine.ts';
import type { TrainingProgram } from '../program/program.ts';
import { augmenter } from './augment/augmentation.ts';
import { BatchGatherer } from './batches.ts';
import { classMix, classWeights, epochOrder } from './epoch-order.ts';
import { evaluateRows, trainSample } from './evaluate.ts';
import { pauseBetweenSteps } from './pause.ts';
import type { Recipe } from './recipe.ts';
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
  readonly program: TrainingProgram;
  readonly compiled: CompiledProgram;
  readonly batchSize: number;
  readonly evaluationBatchSize: number;
}

const progressIntervalMs = 100;

/** Trains one epoch, counted from 1. `drops`: how often the plateau schedule has lowered the rate before it. */
export type EpochTrainer = (epoch: number, drops: number) => Promise<EpochResult>;

export function createEpochTrainer(request: TrainRequest, setup: Setup): EpochTrainer {
  const { dataset, seed, signal } = request;
  const { compiled, program, recipe, batchSize, evaluationBatchSize } = setup;
  const { scaling, labelSmoothing, balance, augmentation } = recipe;
  const [height = 0, width = 0, channels = 0] = dataset.header.inputShape;
  const augment = augmenter(augmentation, dataset.header.kind === 'image' ? [height, width, channels] : null, seed);
  const training = { labelSmoothing, classWeights: classWeights(dataset, balance.classWeights), augment };
  const trainBatches = new BatchGatherer(dataset, program, { scaling, size: batchSize, training });
  const evaluationBatches = new BatchGatherer(dataset, program, { scaling, size: evaluationBatchSize, training: null });
  const measuredRows = trainSample(dataset);
  const orderOf = epochOrder(dataset, balance, seed, batchSize);
  const dropoutSeed = deriveSeed(seed, 'dropout');
  const pause = pauseBetweenSteps(signal);
  let lastFiniteLoss: number | null = null;
  let progressAt = 0;

  return async (epoch, drops) => {
    const order = orderOf(epoch);
    // The same in every epoch: what an epoch draws changes, not how much.
    const steps = Math.ceil(order.length / batchSize);
    let gradientNorms = 0;
    let learningRate = 0;
    for (let step = 1; step <= steps; step++) {
      if (await pause()) return { kind: 'aborted' };
      learningRate = learningRateAt(recipe.schedule, epoch, step, steps, drops);
      const batch = trainBatches.gather(order, (step - 1) * batchSize, epoch);
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
      ...classMix(dataset, order),
      learningRate,
      // Of the optimiser, since the first epoch.
      'train.steps': epoch * steps,
    };
    const bad = (['train', 'validation'] as const).find((part) => !Number.isFinite(metrics[`${part}.loss`] ?? 0));
    const what = `the ${bad} loss at its end is ${metrics[`${bad}.loss`]}`;
    return { kind: 'finished', metrics, divergence: bad === undefined ? null : { step: steps, what, lastFiniteLoss } };
  };
}

/** Recall and F1 per class are reported for validation only. */
function named(part: 'train' | 'validation', values: Readonly<Record<string, number>> | null): Record<string, number> {
  const entries = Object.entries(values ?? {}).filter(([name]) => part === 'validation' || !name.endsWith(']'));
  return Object.fromEntries(entries.map(([name, value]) => [`${part}.${name}`, value]));
}
