// What a study took over from another one, as a sentence for the log and the terminal.
import type { Misfit, WarmStartSource } from '../contract/warm-start.ts';

/** Reasons that are named; further ones are counted together. */
const maxReasons = 5;

/** "Warm start from "first sweep": 37 of 52 trials fit (30 with the same budget, 7 by their ranking); 15 do not: …" */
export function describeWarmStart({
  study,
  ended,
  taken,
  same,
  ranked,
  unfit,
  startingPoints,
}: WarmStartSource): string {
  const fit = same + ranked;
  const kinds = [
    same > 0 && `${same} with the same budget and data`,
    ranked > 0 && `${ranked} by ${ranked === 1 ? 'its' : 'their'} ranking`,
  ].filter((kind) => kind !== false);
  const told = kinds.length > 0 ? ` (${kinds.join(', ')})` : '';
  const part = taken < ended ? ` taken of its ${ended}` : '';
  const first =
    startingPoints > 0
      ? ` Its ${startingPoints === 1 ? 'best one is' : `${startingPoints} best are`} trained first.`
      : '';
  return `Warm start from "${study.name}": ${fit} of ${plural(taken)}${part} ${fit === 1 ? 'fits' : 'fit'}${told}${misfits(unfit)}.${first}`;
}

function misfits(unfit: WarmStartSource['unfit']): string {
  if (unfit.length === 0) return '';
  const count = unfit.reduce((sum, { trials }) => sum + trials, 0);
  const named = unfit.slice(0, maxReasons).map((one) => `${describeMisfit(one)} (${one.trials})`);
  const rest = unfit.slice(maxReasons).reduce((sum, { trials }) => sum + trials, 0);
  if (rest > 0) named.push(`other reasons (${rest})`);
  return `; ${count} ${count === 1 ? 'does' : 'do'} not: ${named.join(', ')}`;
}

function describeMisfit({ kind, setting, detail }: Misfit): string {
  switch (kind) {
    case 'outside':
      return `${setting} outside ${detail}`;
    case 'fixed':
      return `${setting} other than ${detail}`;
    case 'absent':
      return `no ${setting}`;
    case 'unknown':
      return `${setting}, which this study has not`;
    case 'constraint':
      return `against "${detail}"`;
    case 'refused':
      return `cannot be trained here: ${detail?.replace(/\.$/, '')}`;
    case 'failed':
      return 'failed';
    case 'stopped':
      return 'stopped early on another budget';
    case 'finite':
      return 'another budget, in a finite space';
    case 'several':
      return 'another budget, with several objectives';
  }
}

function plural(count: number): string {
  return count === 1 ? '1 trial' : `${count} trials`;
}
