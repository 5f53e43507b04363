// The course of a study in a few points: the best result so far, trial by trial. Reads only.
import type { Store } from '#main/store/store.ts';
import { betterOf } from '#shared/study/ranking.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { objectiveOfRow } from './views.ts';

const mostPoints = 40;

/** In the order of the trials' numbers; empty for a study that is gone or is not legal any more. Of several objectives the first. */
export async function sparklineOf(store: Store, id: string): Promise<number[]> {
  const row = await store.getStudy(id);
  if (row === null || row.deletedAt !== null) return [];
  const direction = directionOf(row);
  if (direction === null) return [];
  const outcomes = (await store.listOutcomes(id)).filter(
    ({ state, value }) => isTerminal(state) && value !== null && Number.isFinite(value),
  );
  let best: (typeof outcomes)[number] | null = null;
  const values = outcomes.flatMap((outcome) => {
    best = betterOf(best, outcome, direction) ?? best;
    return best?.value ?? [];
  });
  return spread(values, mostPoints);
}

function directionOf(row: Parameters<typeof objectiveOfRow>[0]) {
  try {
    return objectiveOfRow(row).direction;
  } catch {
    return null;
  }
}

/** At most `count` of the values, evenly, the first and the last among them. */
export function spread(values: readonly number[], count: number): number[] {
  if (values.length <= count) return [...values];
  return Array.from({ length: count }, (_, i) => values[Math.round((i * (values.length - 1)) / (count - 1))] ?? 0);
}
