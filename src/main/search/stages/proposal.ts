// The next stage's ranges, proposed from the best trials of the stage before it (interfaces.md "Stages"). Pure.
import type { Direction } from '#shared/contract/common.ts';
import type { ProposedSetting, StageProposal } from '#shared/contract/stages.ts';
import { isRange, type Range, type SettingEntry } from '#shared/study/ranges.ts';
import { unreachable } from '#shared/study/reachable.ts';
import type { Space } from '#shared/study/space.ts';
import type { ObservedTrial } from '../search.ts';
import { axisOf } from './axis.ts';
import { type Ranked, rankStage, tiedBy } from './best-trials.ts';
import { type Narrowed, narrowAxis } from './narrow-axis.ts';
import { narrowChoices } from './narrow-choices.ts';
import { digits, shown } from './wording.ts';

export interface StageEvidence {
  /** The stage that is narrowed. */
  readonly from: string;
  readonly space: Space;
  /** What it searched, as its study writes it, for every dimension of the space. */
  readonly entries: Readonly<Record<string, Range>>;
  /** Of this stage only. */
  readonly trials: readonly ObservedTrial[];
  readonly direction: Direction;
  /** Standard deviation of a trial's value; 0: not known. */
  readonly noise: number;
}

export interface NarrowOptions {
  readonly keepBest: number;
  /** Of the span's width, on both sides. */
  readonly margin: number;
  /** Settings that stay open; null: all. */
  readonly vary: readonly string[] | null;
  /** What the next stage's own `settings` say; they are not proposed for. */
  readonly given: Readonly<Record<string, SettingEntry>>;
}

/**
 * For every searched setting what the next stage searches, with one sentence of evidence. The best `keepBest` of the trials in which the
 * setting is active count; a range stays as it was when these are no selection (no more trials than that have a value), when they
 * are no better than the others beyond noise, and when they disagree. A setting that `vary` leaves out is fixed at the best trial's value.
 */
export function proposeRanges(evidence: StageEvidence, options: NarrowOptions): StageProposal {
  const { from, space, entries, trials, direction } = evidence;
  const { keepBest, margin } = options;
  const whole = rankStage(trials, direction, keepBest);
  const settings: ProposedSetting[] = [];
  const decided: Record<string, SettingEntry> = { ...options.given };
  for (const { name } of space.dimensions) {
    const parent = entries[name];
    if (parent === undefined) continue;
    const gone = settings.filter(({ outcome }) => outcome === 'dropped').map(({ setting }) => setting);
    const ruledOut = unreachable(space, decided, gone).get(name);
    const one =
      ruledOut === undefined
        ? proposeOne(name, parent, whole, evidence, options)
        : dropped(
            name,
            parent,
            `It is used only with values of "${ruledOut.by}" that are not searched any more; it is dropped.`,
          );
    if (one.entry !== null && one.outcome !== 'given') decided[name] = one.entry;
    settings.push(one);
  }
  return { from, keepBest, margin, trials: whole.best.map(({ number }) => number), settings };
}

function proposeOne(
  name: string,
  parent: Range,
  whole: Ranked,
  { trials, direction, noise }: StageEvidence,
  { keepBest, margin, vary, given }: NarrowOptions,
): ProposedSetting {
  const base = { setting: name, parent, trials: [] as number[], bound: null };
  const own = given[name];
  if (own !== undefined) {
    return { ...base, outcome: 'given', entry: own, evidence: 'The study file says itself what the stage takes here.' };
  }
  const [first] = whole.best;
  if (vary !== null && !vary.includes(name) && first !== undefined) return fixedByBest(name, parent, first);

  const active = trials.filter(({ params }) => name in params);
  const conditional = active.length < trials.length;
  const ranked = conditional ? rankStage(active, direction, keepBest) : whole;
  const numbers = ranked.best.map(({ number }) => number);
  const why = noSelection(ranked, conditional, keepBest, noise);
  if (why !== null) return { ...base, trials: numbers, outcome: 'kept', entry: parent, ...why };

  const { entry, narrowed, kept, evidence, bound } = narrow(name, parent, ranked, margin);
  const outcome = !narrowed ? 'kept' : isRange(entry) ? 'narrowed' : 'fixed';
  const beyond =
    bound === null
      ? ''
      : `; the best trial has ${shown(ranked.best[0]?.params[name] ?? null)}, at the ${bound === 'low' ? 'lower' : 'upper'} end of the range: better values may lie beyond it`;
  return {
    ...{ ...base, trials: numbers, outcome, entry, evidence: `${evidence}${beyond}.`, bound },
    ...(kept !== undefined && { kept }),
  };
}

function narrow(name: string, parent: Range, ranked: Ranked, margin: number): Narrowed {
  const axis = axisOf(name, parent);
  if (axis !== null) return narrowAxis(name, parent, axis, ranked, margin);
  if (parent.type === 'categorical') return narrowChoices(name, parent, ranked);
  throw new Error('unreachable: only choices have no axis');
}

/** Why the best trials say nothing about a setting; null when they may. */
function noSelection(
  ranked: Ranked,
  conditional: boolean,
  keepBest: number,
  noise: number,
): Pick<ProposedSetting, 'kept' | 'evidence'> | null {
  const { best, complete } = ranked;
  const those = conditional ? 'trials that use it have' : 'trials have';
  if (complete.length <= keepBest) {
    const count =
      complete.length === 1
        ? `1 ${conditional ? 'trial that uses it has' : 'trial has'}`
        : `${complete.length} ${those}`;
    return {
      kept: 'few',
      evidence: `It stays as it was: ${count} a value, too few to pick the best ${keepBest} of them.`,
    };
  }
  if (best.length === 1) return { kept: 'one', evidence: 'It stays as it was: one trial shows no range.' };
  if (complete.length === best.length)
    return { kept: 'same', evidence: `It stays as it was: all ${complete.length} ${those} the same value.` };
  const tied = tiedBy(ranked, noise);
  if (tied === null) return null;
  const evidence = `It stays as it was: the ${best.length} best (median ${digits(tied.best)}) and the others (median ${digits(tied.others)}) differ by no more than noise, which is about ${digits(noise)}.`;
  return { kept: 'noise', evidence };
}

function fixedByBest(name: string, parent: Range, best: ObservedTrial): ProposedSetting {
  const value = best.params[name];
  if (value === undefined) {
    return dropped(
      name,
      parent,
      `"vary" leaves it out, and the best trial (${best.number}) does not use it; it is dropped.`,
    );
  }
  const evidence = `"vary" leaves it out; it is fixed at ${shown(value)}, the value of the best trial (${best.number}).`;
  return { setting: name, parent, outcome: 'fixed', entry: value, trials: [best.number], evidence, bound: null };
}

function dropped(setting: string, parent: Range, evidence: string): ProposedSetting {
  return { setting, parent, outcome: 'dropped', entry: null, trials: [], evidence, bound: null };
}
