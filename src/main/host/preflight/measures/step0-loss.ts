// The loss of the first batch of fresh networks.
import type { Step0Measure } from '#main/preflight/index.ts';
import type { Limits } from './limits.ts';
import { type Bench, over, withModel } from './open-model.ts';

/** Fresh networks: the start weights of one are chance. */
const networks = 4;

export function measureStep0(bench: Bench, limits: Limits): Promise<Step0Measure> {
  const { header } = bench.dataset;
  return withModel(bench, async (model) => {
    const losses: number[] = [];
    for (let at = 0; at < networks; at++) {
      await model.begin(bench.seed + at);
      // Each sees another batch.
      const { loss } = await model.stepOn(model.batchRows(at), 0);
      losses.push(loss);
      if (await over(limits)) break;
    }
    return {
      task: header.task,
      outputs: header.classes?.length ?? 1,
      losses,
      entropy: entropyOf(header.trainClassCounts, header.task),
    };
  });
}

function entropyOf(counts: readonly number[], task: Step0Measure['task']): number | null {
  if (task !== 'classification') return null;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => (count > 0 ? sum - (count / total) * Math.log(count / total) : sum), 0);
}
