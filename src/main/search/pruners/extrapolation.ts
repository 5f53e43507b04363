// Stops a trial that will hardly become the best, by where its curve is going (Domhan et al. 2015, "predictive termination criterion").
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { quantile } from '#shared/num/statistics.ts';
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import { forecast } from '../curve-fit/forecast.ts';
import type { History, ObservedTrial, Pruner } from '../search.ts';
import { bestSoFar, isDue, isWorse, shown } from './curves.ts';
import { plannedEpochsIn } from './planned.ts';

/** Fewer finite values than this say nothing about a curve. */
const fewestValues = 4;

/**
 * Stops a trial when the chance that it will beat the best complete trial with the value at its last planned epoch is below
 * 1 − `probability` (default 0.95), by `forecast` from all its values so far. It is judged from epoch `nWarmupEpochs` on, after four epochs
 * at least, at most once per `interval` epochs, once `nStartupTrials` (default 1) trials are complete, as there is nothing to beat before; a trial that has done better than
 * the best already goes on, and so does one whose planned epochs nobody knows. One whose values were all NaN or infinite is stopped. The
 * same trial at the same epoch gets the same verdict.
 */
export function extrapolationPruner({
  probability = 0.95,
  nStartupTrials = 1,
  nWarmupEpochs = 0,
  interval = 1,
}: Extract<PrunerSpec, { kind: 'extrapolation' }>): Pruner {
  return {
    kind: 'extrapolation',
    judge(trial, step, history) {
      const { direction } = history;
      const complete = history.trials.filter(({ number, state }) => state === 'complete' && number !== trial.number);
      const epochs = plannedEpochsIn(history)(trial);
      const reported = trial.steps.filter((epoch) => epoch <= step).length;
      if (complete.length < nStartupTrials || reported < fewestValues || step < nWarmupEpochs) return { prune: false };
      if (epochs === null || step >= epochs || !isDue(trial, step, nWarmupEpochs, interval)) return { prune: false };
      const soFar = bestFinite(trial, step, history);
      if (soFar === null) return { prune: true, why: `has had no finite value up to epoch ${step}` };
      const best = bestValue(complete, history);
      if (best === null || !isWorse(soFar, best, direction)) return { prune: false };
      const { steps, values } = finitePart(trial, step);
      if (values.length < fewestValues) return { prune: false };
      // Larger is better from here on, so that minimising draws as maximising does.
      const sign = direction === 'maximize' ? 1 : -1;
      const curve = { steps, values: values.map((value) => sign * value) };
      const draws = forecast(curve, epochs, randomStream(deriveSeed(trial.number, step, 'extrapolation')));
      if (draws.some(Number.isNaN)) return { prune: false };
      // Counted among one more: no finite number of draws shows that something cannot happen.
      const beating = draws.filter((value) => value > sign * best).length;
      const chance = (beating + 0.5) / (draws.length + 1);
      if (chance >= 1 - probability) return { prune: false };
      const ends = [0.1, 0.9].map((share) => sign * quantile([...draws], share));
      const percent = chance < 0.01 ? 'less than 1 %' : `${Math.round(100 * chance)} %`;
      return {
        prune: true,
        why: `the chance that it beats ${shown(best)} at epoch ${epochs} is ${percent}: by its first ${step} epochs it will come to ${shown(Math.min(...ends))} to ${shown(Math.max(...ends))}`,
      };
    },
  };
}

function finitePart({ steps, values }: ObservedTrial, step: number): { steps: number[]; values: number[] } {
  const kept = steps.flatMap((epoch, i) => (epoch <= step && Number.isFinite(values[i]) ? [i] : []));
  return { steps: kept.map((i) => steps[i] ?? 0), values: kept.map((i) => values[i] ?? 0) };
}

function bestFinite(trial: ObservedTrial, step: number, { direction }: History): number | null {
  return bestSoFar({ ...trial, ...finitePart(trial, step) }, step, direction);
}

function bestValue(trials: readonly ObservedTrial[], { direction }: History): number | null {
  let best: number | null = null;
  for (const { value } of trials) {
    if (value !== null && Number.isFinite(value) && (best === null || isWorse(best, value, direction))) best = value;
  }
  return best;
}
