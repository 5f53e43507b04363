// When a study ends before its trials are used up, and the sentence that says so. Pure.
import type { TrialRow } from '#main/store/store.ts';
import { roundSignificant } from '#shared/num/scales.ts';
import type { Objective } from '#shared/study/build-space.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import { isBetter } from './objective.ts';
import type { StopRules } from './prepared.ts';

export function isTimeUp(rules: StopRules, elapsedMs: number): boolean {
  return rules.minutes !== null && elapsedMs >= rules.minutes * 60_000;
}

/** Milliseconds, 0 when it is up; null: no limit. */
export function timeLeft({ minutes }: StopRules, elapsedMs: number): number | null {
  return minutes === null ? null : Math.max(0, minutes * 60_000 - elapsedMs);
}

export function reachesTarget(rules: StopRules, objective: Objective, value: number | null): boolean {
  if (rules.target === null || value === null || !Number.isFinite(value)) return false;
  return value === rules.target || isBetter(value, rules.target, objective.direction);
}

export interface EndedTrial {
  readonly state: TrialState;
  readonly value: number | null;
  /** It was drawn before the study's space was changed; absent: it was not. */
  readonly before?: boolean;
}

/** `ended`: in the order in which they ended. Diverged and failed trials count as no improvement, and a changed space begins to count anew. */
export function isStagnant(rules: StopRules, objective: Objective, ended: readonly EndedTrial[]): boolean {
  if (rules.noImprovement === null) return false;
  let best: number | null = null;
  let since = 0;
  for (const { state, value, before = false } of ended) {
    const counts = value !== null && (state === 'complete' || state === 'stopped');
    if (counts && (best === null || isBetter(value, best, objective.direction))) {
      best = value;
      since = 0;
    } else since = before ? 0 : since + 1;
  }
  return since >= rules.noImprovement;
}

/** "7 of 40 trials", or "7 trials" when the sampler decides how many there are. */
function trialsOf(done: number, asked: number | null): string {
  return asked === null ? `${done} ${done === 1 ? 'trial' : 'trials'}` : `${done} of ${asked} trials`;
}

/** The best trial so far. */
type Best = Pick<TrialRow, 'number' | 'value'>;

export const sentences = {
  time: (rules: StopRules, done: number, asked: number | null) =>
    `The time of ${rules.minutes} min is up after ${trialsOf(done, asked)}.`,
  target: (trial: number, objective: Objective, value: number, target: number) =>
    `Trial ${trial} reached the target: ${objective.metric} ${shown(value)}, asked for ${target}.`,
  stagnant: (rules: StopRules, objective: Objective, best: Best | null) => {
    const value = best?.value;
    const reached = value == null ? '' : ` on ${objective.metric} ${shown(value)} of trial ${best?.number}`;
    return `The last ${rules.noImprovement} trials brought no improvement${reached}.`;
  },
  exhausted: (why: string, done: number, asked: number | null) =>
    asked === null ? sentence(why) : `Ended after ${trialsOf(done, asked)}: ${sentence(why)}`,
  byHand: (done: number, asked: number | null) => `${byHandStart} after ${trialsOf(done, asked)}.`,
  noValue: (done: number) =>
    done === 1
      ? 'The only trial has no value; its reason says why.'
      : `None of the ${done} trials has a value; their reasons say why.`,
  pausedTrials: (numbers: readonly number[]) =>
    numbers.length === 1
      ? `Trial ${numbers[0]} is paused; resume or stop it to finish the study.`
      : `Trials ${numbers.join(', ')} are paused; resume or stop them to finish the study.`,
} as const;

/** Six digits: enough to find the trial by, and to tell it from the target. */
function shown(value: number): number {
  return roundSignificant(value, 6);
}

const byHandStart = 'Stopped by hand';

/** A study ended by hand draws no new trials when it is started again, unless more are asked for. */
export function wasStoppedByHand(reason: string | null): boolean {
  return reason?.startsWith(byHandStart) ?? false;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
