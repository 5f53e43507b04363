// All pruners. To add one: a file here and a line in the table; the conformance suite runs on it by itself.
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { anyOf } from './any-of.ts';
import { ashaPruner, stopOnlyAshaPruner } from './asha.ts';
import { extrapolationPruner } from './extrapolation.ts';
import { hyperbandPruner, stopOnlyHyperbandPruner } from './hyperband.ts';
import { medianPruner } from './median.ts';
import { nonePruner } from './none.ts';
import { patientPruner } from './patient.ts';
import { percentilePruner } from './percentile.ts';
import { thresholdPruner } from './threshold.ts';

type Factories = { readonly [Kind in PrunerSpec['kind']]: (spec: Extract<PrunerSpec, { kind: Kind }>) => Pruner };

const factories = {
  none: () => nonePruner,
  median: medianPruner,
  percentile: percentilePruner,
  asha: ashaPruner,
  hyperband: hyperbandPruner,
  patient: patientPruner,
  threshold: thresholdPruner,
  extrapolation: extrapolationPruner,
} satisfies Factories;

/** Where a stopped trial cannot go on. */
const stopOnlyFactories = {
  ...factories,
  asha: stopOnlyAshaPruner,
  hyperband: stopOnlyHyperbandPruner,
} satisfies Factories;

/** study: trials have checkpoints and can go on. stop-only: a verdict is final, as in the ask/tell service. */
export type PrunerUse = 'study' | 'stop-only';

const tables: Readonly<Record<PrunerUse, Factories>> = { study: factories, 'stop-only': stopOnlyFactories };

export function prunerNames(use: PrunerUse = 'study'): readonly string[] {
  return Object.keys(tables[use]);
}

/** A list: any of them may stop a trial. */
export function createPruner(spec: PrunerSpec | readonly PrunerSpec[], use: PrunerUse = 'study'): Pruner {
  if (!('kind' in spec)) {
    const [first, ...more] = spec.map((one) => createPruner(one, use));
    return first && more.length === 0 ? first : anyOf(first ? [first, ...more] : []);
  }
  return (tables[use][spec.kind] as (given: PrunerSpec) => Pruner)(spec);
}
