// The rungs of halving over the share of data: all training rows, 1/η of them, 1/η² … down to the least share.
import { sharePercent } from '#shared/study/training-run.ts';
import type { DataRung } from '../search.ts';

export interface DataHalving {
  /** η: from rung to rung a trial trains on so many times the rows. */
  readonly factor: number;
  /** Step of the last rung, η^K, where K is how many rungs lie below it: the smallest share is its inverse. */
  readonly last: number;
}

/**
 * K = ⌊log_η(1 / minShare)⌋, at least 1: the shares are exact powers, so that the last one is the whole and is η times the one before.
 * @param minShare in (0, 1); default 1 / η².
 */
export function dataHalving({
  reductionFactor: factor = 3,
  minShare = 1 / factor ** 2,
}: {
  readonly reductionFactor?: number | undefined;
  readonly minShare?: number | undefined;
}): DataHalving {
  let last = factor;
  // 1 / 9 is a little less than its ninth part of 1.
  while (last * factor * minShare <= 1 + 1e-9) last *= factor;
  return { factor, last };
}

/** From the one at `first` up. */
export function dataRungs({ factor, last }: DataHalving, first: number): readonly DataRung[] {
  const rungs: DataRung[] = [];
  for (let step = first; step <= last; step *= factor) rungs.push({ share: step / last, step });
  return rungs;
}

/** "11 % of the training rows". */
export function shareName(share: number): string {
  return `${sharePercent(share)} % of the training rows`;
}
