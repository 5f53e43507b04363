// What early stops leave of a trial's epochs, as far as that can be said before the first one. Pure.
import type { RandomStream } from '#shared/num/random.ts';
import { getIn, type JsonObject } from './json.ts';
import { fidelityOf, prunerOf } from './pruner.ts';

/** What a trial trains of its epochs, drawn. */
export type Kept = (random: RandomStream) => {
  /** More than 1 where it is trained again on more data. */
  readonly share: number;
  /** How often it is opened: each promotion begins where the trial waited. */
  readonly starts: number;
};

export const wholeTraining = { share: 1, starts: 1 };

/**
 * One course that a study may take: what each of its trials keeps. Halving promotes one in η at each rung, and asynchronously some more, of
 * which Li et al. 2020 (ASHA, section 3) expect few. The other rules look at results that nobody has yet: between none and half of the
 * trials end early, anywhere after the first epoch that is judged.
 */
export function courseOf(file: JsonObject, epochs: number, random: RandomStream): Kept {
  const kind = prunerOf(file);
  const at = (name: string, usual: number) => {
    const value = getIn(file, ['search', 'pruner', name]);
    return typeof value === 'number' && value > 0 ? value : usual;
  };
  if (kind === 'none' || epochs <= 1) return () => wholeTraining;
  if (kind === 'asha' || kind === 'hyperband') {
    const factor = Math.max(2, at('reductionFactor', 3));
    const least = Math.min(0.9, at('minShare', 1 / factor ** 2));
    const overData = fidelityOf(file) === 'data';
    const rungs = overData ? sharesFrom(least, factor) : epochRungs(at('minEpochs', 1), factor, epochs);
    const promoted = Math.min(0.9, (1 / factor) * (1 + 0.5 * random.uniform()));
    return (draw) => {
      // Each bracket of Hyperband begins one rung later; they share the trials about evenly in epochs.
      const first = kind === 'hyperband' ? draw.int(0, rungs.length - 1) : 0;
      let rung = first;
      let spent = rungs[rung] ?? 1;
      while (rung + 1 < rungs.length && draw.uniform() < promoted) {
        rung++;
        spent = overData ? spent + (rungs[rung] ?? 0) : (rungs[rung] ?? 1);
      }
      return { share: spent, starts: rung - first + 1 };
    };
  }
  const judged = Math.min(1, (at('nWarmupEpochs', 0) + (kind === 'patient' ? at('patience', 5) : 1)) / epochs);
  const stopped = 0.5 * random.uniform();
  return (draw) =>
    draw.uniform() < stopped ? { share: judged + (1 - judged) * draw.uniform(), starts: 1 } : wholeTraining;
}

/** Shares of all epochs at which a trial waits, the last one 1. */
function epochRungs(first: number, factor: number, epochs: number): number[] {
  const rungs: number[] = [];
  for (let epoch = first; epoch < epochs; epoch *= factor) rungs.push(epoch / epochs);
  return [...rungs, 1];
}

/** Shares of the rows, each from scratch. */
function sharesFrom(least: number, factor: number): number[] {
  const shares = [1];
  while ((shares[0] ?? 1) / factor >= least * (1 - 1e-9)) shares.unshift((shares[0] ?? 1) / factor);
  return shares;
}
