// Which of a study's stop rules end it now. Pure.
import type { TrialRow } from '#main/store/store.ts';
import type { Ending } from './ending.ts';
import type { PreparedStudy } from './prepared.ts';
import type { Roster } from './roster.ts';
import { isStagnant, isTimeUp, reachesTarget, sentences } from './stop-rules.ts';

type Rules = Pick<PreparedStudy, 'stop' | 'objective'>;

/** None, or more than one. `asked`: trials; null: the sampler decides. */
export function dueEndings(
  rules: Rules,
  { ended, rested, standings: { best } }: Pick<Roster, 'ended' | 'rested' | 'standings'>,
  { elapsedMs, asked }: { readonly elapsedMs: number; readonly asked: number | null },
): Ending[] {
  const { stop, objective } = rules;
  const due: (Ending | null)[] = [
    isTimeUp(stop, elapsedMs)
      ? { kind: 'stop', trials: 'time', reason: sentences.time(stop, ended.length, asked) }
      : null,
    best === null ? null : targetReached(rules, best),
    isStagnant(stop, objective, rested) ? { kind: 'drain', reason: sentences.stagnant(stop, objective, best) } : null,
  ];
  return due.filter((ending) => ending !== null);
}

export function targetReached(
  { stop, objective }: Rules,
  { number, value }: Pick<TrialRow, 'number' | 'value'>,
): Ending | null {
  if (value === null || stop.target === null || !reachesTarget(stop, objective, value)) return null;
  return { kind: 'stop', trials: 'target', reason: sentences.target(number, objective, value, stop.target) };
}
