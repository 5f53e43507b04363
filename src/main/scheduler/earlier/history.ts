// The history that a sampler is asked with, where trials of earlier stages or of another study are known. Pure.
import type { History, ObservedTrial } from '#main/search/search.ts';
import { median } from '#shared/num/statistics.ts';
import { pointKey } from '#shared/study/points.ts';
import { rankTrials } from '#shared/study/ranking.ts';
import type { Space } from '#shared/study/space.ts';
import type { CarriedOver } from './carried-over.ts';

/**
 * The history that the sampler is asked with: the study's own trials, and what earlier ones tell. Values of a group on another budget are
 * moved by the median difference of the configurations that were trained on both; before there is one, so that the best of both
 * are level, and not at all while this study has no value of its own.
 */
export function historyWith({ same, other }: CarriedOver, own: History, space: Space): History {
  if (same.length + other.length === 0) return own;
  // How far several objectives were to be moved, each by itself, too few trials tell.
  const comparable = (own.directions?.length ?? 1) > 1 ? [] : other;
  const moved = comparable.flatMap((trials) => movedBy(levelShift(trials, own, space), trials));
  const earlier = [...same, ...moved].sort((a, b) => a.number - b.number);
  return { ...own, trials: [...earlier, ...own.trials] };
}

function movedBy(shift: number, trials: readonly ObservedTrial[]): readonly ObservedTrial[] {
  if (shift === 0) return trials;
  return trials.map((trial) => (trial.value === null ? trial : { ...trial, value: trial.value + shift }));
}

function levelShift(trials: readonly ObservedTrial[], own: History, space: Space): number {
  const before = new Map<string, number>();
  for (const trial of trials) if (trial.value !== null) before.set(keyOf(trial, space), trial.value);
  const differences: number[] = [];
  for (const trial of own.trials) {
    const { state, value } = trial;
    const old = state === 'complete' && value !== null ? before.get(keyOf(trial, space)) : undefined;
    if (old !== undefined && value !== null) differences.push(value - old);
  }
  if (differences.length > 0) return median(differences);
  const [bestOwn] = rankTrials(own.trials, own.direction);
  const [bestBefore] = rankTrials(trials, own.direction);
  return bestOwn?.value == null || bestBefore?.value == null ? 0 : bestOwn.value - bestBefore.value;
}

/** Of one space, whose trials' params never change. */
const keys = new WeakMap<Space, WeakMap<ObservedTrial, string>>();

function keyOf(trial: ObservedTrial, space: Space): string {
  let known = keys.get(space);
  if (known === undefined) {
    known = new WeakMap();
    keys.set(space, known);
  }
  let key = known.get(trial);
  if (key === undefined) {
    key = pointKey(space, trial.params);
    known.set(trial, key);
  }
  return key;
}
