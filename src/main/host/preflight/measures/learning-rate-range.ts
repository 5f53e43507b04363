// Trains the default configuration with a rate that rises from step to step.
import type { RangeTestMeasure } from '#main/preflight/index.ts';
import type { Limits } from './limits.ts';
import { type Bench, type OpenModel, over, withModel } from './open-model.ts';

const [fewestSteps, mostSteps] = [40, 140];
/** Steps that show how long one takes; the first one after compiling is slower. */
const timedSteps = 2;
/** What the steps may take, within the limits of the check. */
const testMs = 3000;
const smallestBatch = 8;
const [lowest, highest] = [1e-6, 10];

/**
 * All rates are gone through, in as many steps as there is time for and, where these are too few, with smaller batches: a test that ends among small rates
 * says nothing of large ones. Ends early when the loss is no finite number, or a thousand times what it began with.
 */
export async function measureLearningRateRange(bench: Bench, limits: Limits): Promise<RangeTestMeasure> {
  const first = await withModel(bench, async (model) => {
    const stepMs = await timeOf(model);
    return stepMs * fewestSteps > testMs ? { stepMs, sizes: model.sizes } : rangeTest(model, stepMs, limits, null);
  });
  if ('rates' in first) return first;
  const { stepMs, sizes } = first;
  const affordable = Math.floor((sizes.batchSize * testMs) / (stepMs * fewestSteps));
  const batchSize = Math.max(smallestBatch, affordable);
  return withModel(bench, async (model) => rangeTest(model, await timeOf(model), limits, batchSize), { batchSize });
}

async function timeOf(model: OpenModel): Promise<number> {
  await model.begin();
  await model.step(0);
  const start = performance.now();
  for (let at = 0; at < timedSteps; at++) await model.step(0);
  return (performance.now() - start) / timedSteps;
}

/** `batch`: rows of a batch that is smaller than the study's; null: its own. */
async function rangeTest(
  model: OpenModel,
  stepMs: number,
  limits: Limits,
  batch: number | null,
): Promise<RangeTestMeasure> {
  const steps = Math.max(fewestSteps, Math.min(mostSteps, Math.floor(testMs / stepMs)));
  await model.begin();
  const rates: number[] = [];
  const losses: number[] = [];
  let late = false;
  for (let at = 0; at < steps; at++) {
    const rate = lowest * (highest / lowest) ** (at / (steps - 1));
    const { loss, gradientNorm } = await model.step(rate);
    rates.push(rate);
    losses.push(Number.isFinite(gradientNorm) ? loss : Number.NaN);
    if (!Number.isFinite(losses[at]) || loss > 1000 * (losses[0] ?? loss)) break;
    late = at < steps - 1 && (await over(limits));
    if (late) break;
  }
  return { rates, losses, optimizer: model.program.optimizer, late, batch };
}
