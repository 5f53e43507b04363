// Asynchronous successive halving: rungs at `minEpochs` · `reductionFactor`^k epochs, or at shares of the training rows; one in
// `reductionFactor` goes on from each.
import type { PrunerSpec } from '#shared/study/search-schema.ts';
import type { Pruner } from '../search.ts';
import { dataHalving, dataRungs, shareName } from './data-rungs.ts';
import { type Brackets, promotingHalving, stopOnlyHalving } from './halving.ts';

type Options = Extract<PrunerSpec, { kind: 'asha' }>;

/** For studies: trials that do not go on wait with their checkpoint, and may be promoted later. */
export function ashaPruner(options: Options): Pruner {
  if (options.over !== 'data') return promotingHalving('asha', oneLadder(options));
  const halving = dataHalving(options);
  const ladder = {
    name: 0,
    first: 1,
    factor: halving.factor,
    nameOf: (step: number) => shareName(step / halving.last),
  };
  const rungs = dataRungs(halving, 1);
  return { ...promotingHalving('asha', () => () => ladder), rungs: () => rungs };
}

/** For the ask/tell service, whose trials end for good. */
export function stopOnlyAshaPruner(options: Options): Pruner {
  return stopOnlyHalving('asha', oneLadder(options));
}

function oneLadder({ reductionFactor = 3, minEpochs = 1 }: Options): Brackets {
  const ladder = { name: 0, first: minEpochs, factor: reductionFactor };
  return () => () => ladder;
}
