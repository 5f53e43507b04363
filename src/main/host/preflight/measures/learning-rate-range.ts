// Trains the default configuration with a rate that rises from step to step.
import type { RangeTestMeasure } from '#main/preflight/index.ts';
import type { Limits } from './limits.ts';
import { type Bench, over, withModel } from './open-model.ts';

const steps = 140;
const [lowest, highest] = [1e-6, 10];

/** Ends early when the loss is no finite number, or a thousand times what it began with. */
export function measureLearningRateRange(bench: Bench, limits: Limits): Promise<RangeTestMeasure> {
  return withModel(bench, async (model) => {
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
      late = await over(limits);
      if (late) break;
    }
    return { rates, losses, optimizer: model.program.optimizer, late };
  });
}
