// The run list's view model: which runs, in which order, and what the chips count. Pure.
import type { Direction } from '#shared/contract/common.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { epochsPlanned, epochsTrained } from '#shared/study/training-run.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import { compact, type Language, settingText, settingTitle } from '../../i18n/index.ts';

export type ListItem =
  | { readonly kind: 'heading'; readonly id: 'pinned' | 'byBest' }
  | { readonly kind: 'run'; readonly trial: Trial };

/**
 * Best value first; then those without a value: running and paused, failed, diverged, queued; ties by number.
 * A diverged run keeps the value of its finite epochs but stands below every run that has not diverged.
 */
export function sortRuns(trials: readonly Trial[], direction: Direction): readonly Trial[] {
  const sign = direction === 'maximize' ? -1 : 1;
  return [...trials].sort((a, b) => {
    const rank = rankOf(a) - rankOf(b);
    if (rank !== 0) return rank;
    if (rankOf(a) === 0 && a.value !== b.value) return sign * ((a.value ?? 0) - (b.value ?? 0));
    return a.number - b.number;
  });
}

const withoutValue: readonly TrialState[] = [
  'running',
  'paused',
  'complete',
  'stopped',
  'failed',
  'diverged',
  'queued',
];

function rankOf(trial: Trial): number {
  if (trial.state === 'diverged') return 1 + withoutValue.indexOf('diverged');
  return trial.value !== null && Number.isFinite(trial.value) ? 0 : 1 + withoutValue.indexOf(trial.state);
}

export interface ListInput {
  readonly trials: readonly Trial[];
  readonly direction: Direction;
  /** What the filter lets through. */
  readonly passes: (trial: Trial) => boolean;
  readonly pinned: ReadonlySet<number>;
  readonly baseline: number | null;
}

/** Pinned runs and the baseline under their own heading, whatever the filter says; the others below. */
export function listItems({ trials, direction, passes, pinned, baseline }: ListInput): readonly ListItem[] {
  const sorted = sortRuns(trials, direction);
  const kept = (trial: Trial) => pinned.has(trial.number) || trial.number === baseline;
  const top = sorted.filter(kept);
  const rest = sorted.filter((trial) => !kept(trial) && passes(trial));
  const rows = (list: readonly Trial[]) => list.map((trial): ListItem => ({ kind: 'run', trial }));
  if (top.length === 0) return rows(rest);
  return [{ kind: 'heading', id: 'pinned' }, ...rows(top), { kind: 'heading', id: 'byBest' }, ...rows(rest)];
}

/** Numbers in the order of the list. */
export function runOrder(items: readonly ListItem[]): readonly number[] {
  return items.flatMap((item) => (item.kind === 'run' ? [item.trial.number] : []));
}

/** The run `by` places further down the list; from nowhere, the first or the last. */
export function stepThrough(order: readonly number[], selected: number | null, by: 1 | -1): number | null {
  if (order.length === 0) return null;
  const at = selected === null ? -1 : order.indexOf(selected);
  if (at < 0) return (by > 0 ? order[0] : order.at(-1)) ?? null;
  return order[Math.min(order.length - 1, Math.max(0, at + by))] ?? null;
}

/** The searched setting that earns a column of its own: the learning rate, else the first one that varies. */
export function columnSetting(trials: readonly Trial[], dimensions: readonly string[]): string | null {
  const rate = dimensions.find((name) => name.endsWith('learningRate'));
  if (rate) return rate;
  const varies = (name: string) => new Set(trials.map((trial) => trial.params[name])).size > 1;
  return dimensions.find(varies) ?? dimensions[0] ?? null;
}

/** Column heads have room for a word. */
const shortLabels: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'optimizer.learningRate': { en: 'LR', zh: '学习率' },
  'training.batchSize': { en: 'Batch', zh: '批大小' },
};

/** "optimizer.learningRate" → "LR". */
export function shortSetting(name: string, language: Language): string {
  return shortLabels[name]?.[language] ?? settingTitle(name, language);
}

/**
 * "12/20" while there is more to come, else the epochs that were trained; of all its runs together. `measured`: last epoch of its first
 * run's curve, which is ahead.
 */
export function epochText(trial: Trial, measured = 0): string {
  const { runs = [], lastEpoch, plannedRuns = 1 } = trial;
  const trained = epochsTrained({ runs, lastEpoch: Math.max(lastEpoch, runs.length > 1 ? 0 : measured) });
  if (trial.state === 'queued' && trained === 0) return '';
  const planned = epochsPlanned({ runs, plannedRuns, epochs: trial.epochs });
  return trained < planned ? `${tenths(trained)}/${tenths(planned)}` : tenths(trained);
}

/** Epochs on a share of the rows are parts of one on all rows. */
const tenths = (epochs: number) => String(Number(epochs.toFixed(1)));

/** Whole numbers from here on have no room in the column. */
const longNumber = 100_000;

/** A searched value in a narrow column: two significant digits of a fraction or of a number that is too long. */
export function paramText(trial: Trial, name: string | null): string {
  const value = name === null ? undefined : trial.params[name];
  const short = typeof value === 'number' && (!Number.isInteger(value) || Math.abs(value) >= longNumber);
  return short ? compact(value, 2) : settingText(value);
}
