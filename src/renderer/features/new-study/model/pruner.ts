// The pruners that the page offers, and which of them a study names.
import { getIn, isObject } from './json.ts';

/** What choosing one writes into the file: what it cannot do without has a usual value. */
export const pruners = {
  none: {},
  median: {},
  percentile: { percentile: 25 },
  asha: {},
  hyperband: {},
  patient: { patience: 5 },
  threshold: {},
  extrapolation: {},
} as const satisfies Readonly<Record<string, object>>;

export type PrunerKind = keyof typeof pruners;
export const prunerKinds = Object.keys(pruners) as readonly PrunerKind[];

/** `several` for a list, which the page shows and leaves as it is; `none` where the study names none. */
export function prunerOf(file: unknown): PrunerKind | 'several' {
  if (Array.isArray(getIn(file, ['search', 'pruner']))) return 'several';
  return prunerKinds.find((kind) => kind === getIn(file, ['search', 'pruner', 'kind'])) ?? 'none';
}

export function isHalving(kind: unknown): kind is 'asha' | 'hyperband' {
  return kind === 'asha' || kind === 'hyperband';
}

/** What the rungs of the study's halving are: epochs, or shares of the training rows. */
export function fidelityOf(file: unknown): 'epochs' | 'data' {
  return getIn(file, ['search', 'pruner', 'over']) === 'data' ? 'data' : 'epochs';
}

/** The study's halving over the other fidelity: without where it began, which says nothing of this one. */
export function withFidelity(file: unknown, over: 'epochs' | 'data'): Readonly<Record<string, unknown>> {
  const pruner = getIn(file, ['search', 'pruner']);
  const { over: _, minEpochs, maxEpochs, minShare, ...rest } = isObject(pruner) ? pruner : {};
  return over === 'data' ? { ...rest, over } : rest;
}
