// The value of a trial: which of its epochs counts. Pure.

import type { Direction } from '#shared/contract/common.ts';
import type { Objective } from '#shared/study/build-space.ts';

export interface Picked {
  readonly value: number;
  /** From 1. */
  readonly epoch: number;
}

export function isBetter(a: number, b: number, direction: Direction): boolean {
  return direction === 'maximize' ? a > b : a < b;
}

/** The value after one more epoch; NaN and infinities never count. */
export function pickNext(picked: Picked | null, epoch: number, value: number, objective: Objective): Picked | null {
  if (!Number.isFinite(value)) return picked;
  if (picked === null || objective.pick === 'last' || isBetter(value, picked.value, objective.direction)) {
    return { value, epoch };
  }
  return picked;
}

/** With several objectives: the value of each at one epoch; undefined where one of them is missing or not finite. */
export function valuesOf(
  metrics: Readonly<Record<string, number | undefined>>,
  objectives: readonly Objective[],
): number[] | undefined {
  const values = objectives.map(({ metric }) => metrics[metric] ?? Number.NaN);
  return objectives.length > 1 && values.every(Number.isFinite) ? values : undefined;
}

/** The value of a whole curve; null without a finite epoch. */
export function pick(steps: ArrayLike<number>, values: ArrayLike<number>, objective: Objective): Picked | null {
  let picked: Picked | null = null;
  for (let i = 0; i < steps.length; i++) {
    picked = pickNext(picked, steps[i] ?? 0, values[i] ?? Number.NaN, objective);
  }
  return picked;
}

/** A loss that is NaN or infinite ends a trial; the key that shows it, or null. */
export function divergedKey(metrics: Readonly<Record<string, number>>): string | null {
  for (const key of ['train.loss', 'validation.loss']) {
    const loss = metrics[key];
    if (loss !== undefined && !Number.isFinite(loss)) return key;
  }
  return null;
}
