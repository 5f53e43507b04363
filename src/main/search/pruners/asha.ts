// Asynchronous successive halving: rungs at `minEpochs` · `reductionFactor`^k epochs, one in `reductionFactor` goes on from each.
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { type Brackets, promotingHalving, stopOnlyHalving } from './halving.ts';

type Options = Extract<PrunerSpec, { kind: 'asha' }>;

/** For studies: trials that do not go on wait with their checkpoint, and may be promoted later. */
export function ashaPruner(options: Options): Pruner {
  return promotingHalving('asha', oneLadder(options));
}

/** For the ask/tell service, whose trials end for good. */
export function stopOnlyAshaPruner(options: Options): Pruner {
  return stopOnlyHalving('asha', oneLadder(options));
}

function oneLadder({ reductionFactor = 3, minEpochs = 1 }: Options): Brackets {
  const ladder = { name: 0, first: minEpochs, factor: reductionFactor };
  return () => () => ladder;
}
