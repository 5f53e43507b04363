// What the note on a study decides. Pure.
import type { Reason, StudyAdvice, StudyAdviceName, StudyChange } from '#shared/contract/advice.ts';
import type { StageChange } from '../../state/index.ts';

/** So many trials are named before "and so many more". */
const mostTrials = 8;

/** Equal for advice that asks for the same: numbers that move from trial to trial bring nothing back that was put away. */
export function adviceKey({ advice, setting, change }: StudyAdvice): string {
  return JSON.stringify([advice, setting, change === null ? null : (({ kind, to }) => [kind, to])(change)]);
}

export function shownTrials(trials: readonly number[]): { readonly shown: readonly number[]; readonly more: number } {
  return { shown: trials.slice(0, mostTrials), more: Math.max(0, trials.length - mostTrials) };
}

/** `check`: as it should be; `look`: something to put right; `info`: good to know. */
export type Sign = 'check' | 'look' | 'info';

/** What cannot be put right by a change of the setting, but is worth knowing. */
const known: readonly StudyAdviceName[] = ['seeds-over-settings', 'sampler-not-better', 'unimportant-setting'];

export function signOf(advice: StudyAdviceName): Sign {
  return known.includes(advice) ? 'info' : 'look';
}

/** Of whether part of the data ranks configurations as all of it does. */
export function signOfTrust({ id }: Pick<Reason, 'id'>): Sign {
  return id === 'trust.yes' ? 'check' : id === 'trust.no' ? 'look' : 'info';
}

/** What of a stage a change is; null for what a stage cannot change: how the data are divided. */
export function stageOfChange(change: StudyChange): StageChange | null {
  switch (change.kind) {
    case 'range':
    case 'fixed':
      return { settings: { [change.setting]: change.to } };
    case 'epochs':
      return { settings: {}, epochs: change.to };
    case 'repeats':
      return { settings: {}, repeats: change.to };
    case 'subset':
      return { settings: {}, fraction: change.to };
    case 'validation':
    case 'folds':
      return null;
  }
}
