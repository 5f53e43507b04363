// The pruners that the page offers, and which of them a study names.
import { getIn } from './json.ts';

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
