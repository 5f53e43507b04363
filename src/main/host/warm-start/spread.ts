// Some of many trials that stand for all of them. Pure.
import type { TrialRow } from '#main/store/store.ts';
import type { Objective } from '#shared/study/build-space.ts';
import { rankTrials } from '#shared/study/ranking.ts';

type Ended = Pick<TrialRow, 'number' | 'stage' | 'state' | 'value'>;

/**
 * `count` of the trials in order of their numbers, in equal steps over their ranking so that a model sees good and bad ones as often as there
 * are: the best is always among them, failed ones never when others are left. Of several stages the later ones stand first.
 */
export function spread<T extends Ended>(trials: readonly T[], count: number, [objective]: readonly Objective[]): T[] {
  if (trials.length <= count) return [...trials];
  const direction = objective?.direction ?? 'maximize';
  const stages = [...new Set(trials.map(({ stage }) => stage))].reverse();
  const useful = trials.filter(({ state }) => state !== 'failed');
  const ranked = stages.flatMap((stage) => {
    const own = useful.filter((trial) => trial.stage === stage);
    const complete = rankTrials(
      own.filter(({ state }) => state === 'complete'),
      direction,
    );
    const stopped = rankTrials(
      own.filter(({ state }) => state === 'stopped'),
      direction,
    );
    const placed = new Set([...complete, ...stopped]);
    return [...placed, ...own.filter((trial) => !placed.has(trial))];
  });
  if (ranked.length < count) ranked.push(...trials.filter(({ state }) => state === 'failed'));
  const step = count === 1 ? 0 : (ranked.length - 1) / (count - 1);
  const taken = new Set(Array.from({ length: count }, (_, i) => ranked[Math.round(i * step)]));
  return trials.filter((trial) => taken.has(trial));
}
