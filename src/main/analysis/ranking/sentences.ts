// What the ranking says in words.
import type { Reason } from '#shared/contract/common.ts';
import type { RankingAnswer } from '#shared/contract/ranking.ts';
import { roundSignificant } from '#shared/num/scales.ts';
import { many, note } from '#shared/study/analysis-text.ts';
import type { Configuration, RankedTrial } from './configurations.ts';

/** How many trials a sentence names before it counts the others. */
const named = 6;

export const curseSentences = {
  fresh: ({ trial, runs }: Configuration) =>
    `Trial ${trial} was trained ${times(runs)} on fresh seeds; nothing was chosen by those values, so their mean is what to expect.`,
  freshOfSeveral: ({ trial, runs }: Configuration, count: number) =>
    `Trial ${trial} leads among ${count} configurations that were trained again on fresh seeds (this one ${times(runs)}); as the best of those it is lucky a second time, so all its runs are drawn to where the others show that values lie, as far as the noise says.`,
  shrunk: (count: number) =>
    `The best of ${count} configurations is partly the luckiest: its value is drawn to where the others show that values lie, as far as the noise says.`,
  alone: 'There is one configuration: nothing was selected.',
  unknown:
    'Nothing tells how much chance is in a value: every mean is of one run, and the number of validation rows does not say it. Train the best ones again on fresh seeds ("vernier rerun").',
};

export function rankingSentence({ rows, winnersCurse }: Pick<RankingAnswer, 'rows' | 'winnersCurse'>): string {
  const [leader] = rows;
  if (leader === undefined) return 'No trial has a value yet.';
  const { trial, mean, interval, runs } = leader;
  const half = interval === null ? 0 : interval.high - mean;
  const span =
    interval === null
      ? shown(mean, half)
      : `${shown(mean, half)} (95 % interval ${shown(interval.low, half)} to ${shown(interval.high, half)})`;
  const over = runs > 1 ? `, the mean of ${runs} ${leader.fresh ? 'fresh runs' : 'runs'}` : '';
  return [`Trial ${trial} leads with ${span}${over}.`, tieSentence(rows, interval !== null), luck(winnersCurse, half)]
    .filter((part) => part !== '')
    .join(' ');
}

function tieSentence(rows: RankingAnswer['rows'], known: boolean): string {
  const others = rows.slice(1).filter(({ tied }) => tied);
  if (rows.length === 1) return '';
  if (others.length === 0) return known ? 'It is better than every other one beyond chance (95 %).' : '';
  const list = trialList(others);
  if (!known) return `${list} ${others.length === 1 ? 'has' : 'have'} the same value.`;
  if (others.length > 1 && others.length === rows.length - 1) {
    return `None of the other ${others.length} can be told from it beyond chance.`;
  }
  return `${list} cannot be told from it.`;
}

function luck(curse: RankingAnswer['winnersCurse'], half: number): string {
  if (curse === null || curse.method === 'none' || curse.corrected === null || curse.bias === null) return '';
  const { observed, corrected, bias, method } = curse;
  const expected = shown(corrected, Math.abs(bias));
  if (method === 'fresh-runs') {
    const far = bias > 0 ? `too good by about ${small(bias)}` : 'not too good';
    return `The search had seen ${shown(observed, Math.abs(bias))}, ${far}: expect ${expected}.`;
  }
  if (bias < 0.02 * half) return 'It is so far ahead of most others that luck plays no part in its value.';
  return `As the best of many it is probably too good by about ${small(bias)}: expect ${expected}.`;
}

/** Where intervals come from, as far as that limits what they say. */
export function noteOfNoise(error: RankingAnswer['error'], folds: number | null): Reason[] {
  if (error === null) return [];
  return [error === 'folds' ? note('ranking.folds', { folds: folds ?? 0 }) : note(`ranking.${error}`)];
}

export function notesOf(ranked: readonly Configuration[], without: readonly RankedTrial[], sign: 1 | -1): Reason[] {
  const notes: Reason[] = [];
  const [leader] = ranked;
  const ahead = ranked.filter((one) => leader?.fresh === true && !one.fresh && sign * (one.mean - leader.mean) > 0);
  const [first] = ahead;
  if (first !== undefined) {
    const { list, more } = listed(ahead);
    notes.push(
      ahead.length === 1
        ? note('ranking.ahead-one', { trial: first.trial })
        : note('ranking.ahead', { trials: list, ...(more > 0 ? { more } : {}) }),
    );
  }
  const lost = without.filter(({ rerunOf }) => rerunOf !== null);
  for (const { number, rerunOf, state } of lost) {
    const values = { trial: rerunOf ?? 0, again: number };
    notes.push(note(state === 'failed' ? 'ranking.failed' : 'ranking.diverged', values));
  }
  const others = without.length - lost.length;
  if (others > 0) notes.push(note('ranking.without', many(others)));
  return notes;
}

function listed(configurations: readonly Pick<Configuration, 'trial'>[]) {
  const list = configurations.slice(0, named).map(({ trial }) => trial);
  return { list: list.join(', '), more: configurations.length - list.length };
}

function trialList(configurations: readonly Pick<Configuration, 'trial'>[]): string {
  const { list, more } = listed(configurations);
  return `${configurations.length === 1 ? 'Trial' : 'Trials'} ${list}${more > 0 ? ` and ${more} more` : ''}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

/** To two digits of `spread`, at least to four of the value. */
function shown(value: number, spread: number): string {
  const needed = spread > 0 && value !== 0 ? Math.ceil(Math.log10(Math.abs(value) / spread)) + 2 : 4;
  return String(roundSignificant(value, Math.min(15, Math.max(4, needed))));
}

function small(value: number): string {
  return String(roundSignificant(value, 2));
}
