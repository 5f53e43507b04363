// Asynchronous successive halving on one or several ladders: what `asha` and `hyperband` have in common.
import type { History, ObservedTrial, Promotion, Pruner, Verdict } from '../search.ts';
import { isWorse } from './curves.ts';
import {
  comesBefore,
  describeStanding,
  type Ladder,
  nameOfRung,
  reachedRung,
  rungAt,
  type Standing,
  standingAt,
  valueAtRung,
} from './ladder.ts';

/** A trial's ladder; trials are compared with those on the same one, by its name. */
export interface Bracket extends Ladder {
  readonly name: number;
}

/** The brackets of a history's trials; null: nothing can be said of the trial yet. */
export type Brackets = (history: History) => (trial: ObservedTrial) => Bracket | null;

/**
 * With promotion (Li et al. 2020, "A System for Massively Parallel Hyperparameter Tuning", algorithm 2): a trial that reaches a rung goes
 * on at once when it is among the best ⌊m / factor⌋ of the m trials that have reached it so far, else it waits; `promote` names the best
 * waiting one that now is among them, from the highest rung. Of equal values the earlier trial comes first. `last`: at least one of a
 * rung counts as among the best, as in synchronous halving, so that a small study too has a trial that is trained to its end.
 */
export function promotingHalving(kind: string, brackets: Brackets): Pruner {
  return {
    kind,
    judge(trial, step, history) {
      return atRung(trial, step, history, brackets, (value, { rung, factor }, { count, better, equalEarlier }) => {
        const kept = Math.floor(count / factor);
        const place = better + equalEarlier + 1;
        if (place <= kept) return { prune: false };
        return { prune: 'pause', why: describeStanding(value, rung, place, count, kept) };
      });
    },
    promote: (history, last) => promotable(history, last, brackets),
    hopeless: (history, coming) => hopeless(history, coming, brackets),
  };
}

/**
 * Where a trial that ended cannot go on (Li et al. 2018, arXiv 1810.05934, without promotion): one that reaches a rung goes on when it is
 * among the best ⌊m / factor⌋ of the m that have reached it, equal values counting for it; else it is stopped. While no trial is complete
 * at least one counts as among the best, as in Optuna's SuccessiveHalvingPruner, so that the first trials lead to one that is; later the
 * first ones to come to a rung would take the epochs of many short trainings only because there are few to compare them with.
 */
export function stopOnlyHalving(kind: string, brackets: Brackets): Pruner {
  return {
    kind,
    judge(trial, step, history) {
      return atRung(trial, step, history, brackets, (value, { rung, factor }, { count, better }) => {
        const isFirst = history.trials.every(({ state }) => state !== 'complete');
        const kept = Math.max(isFirst ? 1 : 0, Math.floor(count / factor));
        if (better < kept) return { prune: false };
        return { prune: true, why: describeStanding(value, rung, better + 1, count, kept) };
      });
    },
  };
}

/**
 * NaN at a rung is stopped, and is none of the m. Where epochs are reported with gaps, the first at or after the rung counts. At the last
 * planned epoch there is nothing left to decide.
 */
function atRung(
  trial: ObservedTrial,
  step: number,
  history: History,
  brackets: Brackets,
  decide: (value: number, at: { readonly rung: string; readonly factor: number }, standing: Standing) => Verdict,
): Verdict {
  const bracketOf = brackets(history);
  const bracket = bracketOf(trial);
  const rung = bracket === null ? null : reachedRung(trial, step, bracket);
  const value = trial.values[trial.steps.lastIndexOf(step)];
  if (
    bracket === null ||
    rung === null ||
    value === undefined ||
    step >= (trial.plannedEpochs ?? Number.POSITIVE_INFINITY)
  ) {
    return { prune: false };
  }
  if (Number.isNaN(value)) return { prune: true, why: `value at ${nameOfRung(bracket, step)} is not a number` };
  const standing = standingAt(history, trial, { rung, value }, (other) => bracketOf(other)?.name === bracket.name);
  return decide(value, { rung: nameOfRung(bracket, rung), factor: bracket.factor }, standing);
}

interface Candidate {
  readonly trial: ObservedTrial;
  readonly number: number;
  readonly bracket: Bracket;
  readonly rung: number;
  readonly value: number;
}

function promotable(history: History, last: boolean, brackets: Brackets): Promotion | null {
  const bracketOf = brackets(history);
  const leaders = [...bestWaiting(history, bracketOf)].sort(
    (a, b) => b.rung - a.rung || a.bracket.name - b.bracket.name,
  );
  for (const { trial, number, bracket, rung, value } of leaders) {
    const same = (other: ObservedTrial) => bracketOf(other)?.name === bracket.name;
    const { count, better, equalEarlier } = standingAt(history, trial, { rung, value }, same);
    const kept = Math.max(last ? 1 : 0, Math.floor(count / bracket.factor));
    const place = better + equalEarlier + 1;
    if (place > kept) continue;
    return { trial: number, why: describeStanding(value, nameOfRung(bracket, rung), place, count, kept) };
  }
  return null;
}

/**
 * A place only gets worse as others come, and no rung ever has more trials than its bracket: beyond the share of those that go on of all
 * that may be there in the end, a trial waits in vain. Equal values are given the benefit of the doubt.
 */
function hopeless(history: History, coming: number, brackets: Brackets): number[] {
  const bracketOf = brackets(history);
  const byBracket = Map.groupBy(history.trials, (trial) => bracketOf(trial)?.name);
  return [...bestWaiting(history, bracketOf)].flatMap(({ bracket, rung }) => {
    const sharing = byBracket.get(bracket.name) ?? [];
    const mostKept = Math.max(1, Math.floor((sharing.length + coming) / bracket.factor));
    const values = Float64Array.from(sharing.flatMap((trial) => valueAtRung(trial, rung) ?? [])).sort();
    const least = values.at(history.direction === 'maximize' ? -mostKept : mostKept - 1);
    if (mostKept > values.length || least === undefined) return [];
    const vain = sharing.filter((trial) => {
      if (trial.waits !== true || rungAt(bracket, trial.steps.at(-1) ?? 0) !== rung) return false;
      return isWorse(valueAtRung(trial, rung) ?? least, least, history.direction);
    });
    return vain.map(({ number }) => number);
  });
}

/** The best of those that wait at each rung: when it is not to go on, none is. */
function bestWaiting(history: History, bracketOf: ReturnType<Brackets>): Iterable<Candidate> {
  const leaders = new Map<string, Candidate>();
  for (const trial of history.trials) {
    if (trial.waits !== true) continue;
    const bracket = bracketOf(trial);
    const rung = bracket === null ? null : rungAt(bracket, trial.steps.at(-1) ?? 0);
    const value = rung === null ? undefined : valueAtRung(trial, rung);
    if (bracket === null || rung === null || value === undefined) continue;
    const candidate = { trial, number: trial.number, bracket, rung, value };
    const key = `${bracket.name} ${rung}`;
    const leader = leaders.get(key);
    if (leader === undefined || comesBefore(candidate, leader, history.direction)) leaders.set(key, candidate);
  }
  return leaders.values();
}
