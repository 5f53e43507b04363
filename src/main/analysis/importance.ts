// Which settings matter: both methods, with one form of answer and a note where it is weak.
import type { Reason } from '#shared/contract/common.ts';
import { deriveSeed, randomStream } from '#shared/num/random.ts';
import { sampleSd } from '#shared/num/statistics.ts';
import { note } from '#shared/study/analysis-text.ts';
import type { Space } from '#shared/study/space.ts';
import { type AnalysedHistory, type FittingTrials, fittingTrials } from './fitting-trials.ts';
import { type Effect, type Effects, fanova } from './forest/fanova.ts';
import { fewNote, fewTrials, type Model, tooFew } from './model.ts';
import { pedAnova } from './ped-anova.ts';

export interface NamedEffect extends Effect {
  readonly name: string;
}

export interface Importance {
  readonly method: 'ped-anova' | 'fanova';
  /** Complete trials that were looked at. */
  readonly used: number;
  /** In the space's order. ped-anova: shares that sum to 1, sd over draws of the trials. fanova: shares of the variance, sd over the trees; with pairs and `rest` they sum to 1. */
  readonly settings: readonly NamedEffect[];
  /** Largest first; of fanova only. */
  readonly pairs: readonly (Effect & { readonly a: string; readonly b: string })[];
  /** Share of the variance that is due to three or more settings at once, and to chance; null for ped-anova. */
  readonly rest: number | null;
  /** Share of the variance of unseen trials that the forest explains; null where nobody knows. */
  readonly explained: number | null;
  readonly notes: readonly Reason[];
}

/** What got trials among the best tenth (`pedAnova`). Equal shares while nothing can be told. */
export function pedImportance(space: Space, { direction, trials }: AnalysedHistory): Importance {
  const { trials: fitting, notes: left } = fittingTrials(space, trials);
  const shares = pedAnova(space, { direction, trials: fitting });
  const used = fitting.length;
  const notes = [...left];
  if (space.dimensions.length === 0) notes.push(note('note.nothing-searched'));
  else if (used < 2) notes.push(tooFew(used), note('note.equal-shares'));
  else if (fitting.every(({ value }) => value === fitting[0]?.value)) {
    notes.push(note('note.equal-results', { used }));
  } else if (used < fewTrials) notes.push(fewNote(used));
  const sds = deviationsOf(space, direction, fitting);
  const settings = space.dimensions.map(({ name }, i) => ({ name, share: shares[name] ?? 0, sd: sds[i] ?? 0 }));
  return { method: 'ped-anova', used, settings, pairs: [], rest: null, explained: null, notes };
}

/** How often the trials are drawn anew: enough for the width of a whisker. */
const bootstrapDraws = 20;

/**
 * How far each share of `pedAnova` would move with other trials of the same study: the standard deviation over `bootstrapDraws` draws of
 * as many trials with replacement (Efron 1979), in the space's order. The same trials give the same numbers. Draws in which all results
 * are equal tell nothing and are left out; 0 where fewer than two are left.
 */
function deviationsOf(space: Space, direction: AnalysedHistory['direction'], trials: readonly RatedTrial[]): number[] {
  if (trials.length < 2) return space.dimensions.map(() => 0);
  const random = randomStream(deriveSeed(0, 'importance', trials.length));
  const draws: Readonly<Record<string, number>>[] = [];
  for (let draw = 0; draw < bootstrapDraws; draw++) {
    const drawn = trials.flatMap(() => trials[random.int(0, trials.length - 1)] ?? []);
    if (drawn.some(({ value }) => value !== drawn[0]?.value)) draws.push(pedAnova(space, { direction, trials: drawn }));
  }
  return space.dimensions.map(({ name }) =>
    draws.length < 2 ? 0 : sampleSd(draws.map((shares) => shares[name] ?? 0)),
  );
}

type RatedTrial = FittingTrials['trials'][number];

/** What made results differ over the whole space (`fanova`). All shares are 0 while nothing can be told. */
export function fanovaImportance({ space, used, forest, notes }: Model, withPairs: boolean): Importance {
  const effects = forest === null ? nothing(space) : fanova(forest, withPairs);
  const named = (index: number) => space.dimensions[index]?.name ?? '';
  const settings = effects.singles.map((effect, i) => ({ name: named(i), ...effect }));
  const pairs = effects.pairs.map(({ a, b, share, sd }) => ({ a: named(a), b: named(b), share, sd }));
  const total = [...settings, ...pairs].reduce((sum, { share }) => sum + share, 0);
  return {
    ...{ method: 'fanova', used, settings, pairs: pairs.sort((one, other) => other.share - one.share) },
    rest: Math.max(0, 1 - total),
    explained: forest?.explained ?? null,
    notes,
  };
}

function nothing({ dimensions }: Space): Effects {
  return { singles: dimensions.map(() => ({ share: 0, sd: 0 })), pairs: [] };
}
