// The ends that a study's stop rules ask for now. Pure.
import type { TrialRow } from '#main/store/store.ts';
import type { Ending } from './ending.ts';
import type { PreparedStudy } from './prepared.ts';
import type { Roster } from './roster.ts';
import { isStagnant, isTimeUp, reachesTarget, sentences } from './stop-rules.ts';

type Rules = Pick<PreparedStudy, 'stop' | 'objective'>;

/** A trial's value is good enough; null: it is not, or no target is set. */
export function targetEnding(
  { stop, objective }: Rules,
  { number, value }: Pick<TrialRow, 'number' | 'value'>,
): Ending | null {
  if (value === null || stop.target === null || !reachesTarget(stop, objective, value)) return null;
  return { kind: 'stop', trials: 'target', reason: sentences.target(number, objective, value, stop.target) };
}

export function dueEndings(
  rules: Rules,
  { roster, elapsedMs, asked }: { readonly roster: Roster; readonly elapsedMs: number; readonly asked: number | null },
): readonly Ending[] {
  const { stop, objective } = rules;
  const { best } = roster.standings;
  const due: Ending[] = [];
  if (isTimeUp(stop, elapsedMs)) {
    due.push({ kind: 'stop', trials: 'time', reason: sentences.time(stop, roster.ended.length, asked) });
  }
  const target = best && targetEnding(rules, best);
  if (target !== null) due.push(target);
  if (isStagnant(stop, objective, roster.rested)) {
    due.push({ kind: 'drain', reason: sentences.stagnant(stop, objective, best) });
  }
  return due;
}
