// The trials table's view model: columns, order, and text for the clipboard and for a file. Pure.

import type { Direction } from '../../../shared/contract/common.ts';
import type { PlacedTrial, StudySpace } from '../../../shared/contract/space.ts';
import type { Trial } from '../../../shared/contract/trials.ts';
import { csvCell, tabCell } from '../../../shared/csv.ts';
import { gainOver } from '../../../shared/study/baseline-trial.ts';
import { completeRuns } from '../../../shared/study/training-run.ts';
import type { SettingValue } from '../../../shared/study/values.ts';

/** A fact about a trial, or one of its searched settings ("setting:optimizer.learningRate"). */
export type ColumnId =
  | 'number'
  | 'state'
  | 'value'
  | 'gain'
  | 'epoch'
  | 'lastEpoch'
  | 'runs'
  | 'duration'
  | 'tags'
  | 'note'
  | 'reason'
  | 'space'
  | `setting:${string}`;

export interface Sort {
  readonly column: ColumnId;
  readonly descending: boolean;
}

/** Of an address: "value", or "-value" for the other way round; what is no column of the table is sorted by number. */
export function readSort(text: string | undefined, columns: readonly ColumnId[]): Sort {
  const descending = text?.startsWith('-') ?? false;
  const column = columns.find((id) => id === (descending ? text?.slice(1) : text));
  return column === undefined ? { column: 'number', descending: false } : { column, descending };
}

/** Null for the order that needs no word. */
export function writeSort({ column, descending }: Sort): string | null {
  if (column === 'number' && !descending) return null;
  return descending ? `-${column}` : column;
}

/** A trial, and by how much it is better than the baseline; null: the two do not compare. */
export interface ComparedTrial extends Trial {
  readonly gain?: number | null;
  /**
   * Version of the study's space that it was drawn from, why it lies outside the one in force, and its values of all that was ever searched;
   * absent: there is one version.
   */
  readonly space?: Pick<PlacedTrial, 'version' | 'outside' | 'settings'>;
}

export type Cell = SettingValue | undefined;

export const factColumns = [
  'number',
  'state',
  'value',
  'gain',
  'epoch',
  'lastEpoch',
  'runs',
  'duration',
  'space',
  'reason',
] as const;

/** Keys of the searched settings in the space's order, then any that only the trials have (an older space). */
export function settingKeys(dimensions: readonly { readonly name: string }[], trials: readonly Trial[]): string[] {
  const keys = new Set(dimensions.map((dimension) => dimension.name));
  for (const trial of trials) for (const key of Object.keys(trial.params)) keys.add(key);
  return [...keys];
}

/** Those settings that do not have the same value in every trial; an inactive one (absent) is a value of its own. */
export function differingKeys(keys: readonly string[], trials: readonly Trial[]): string[] {
  const first = trials[0];
  if (first === undefined) return [...keys];
  return keys.filter((key) => trials.some((trial) => !Object.is(trial.params[key], first.params[key])));
}

/** Columns that only some studies have something in. */
export interface Optional {
  /** Some trial is trained several times. */
  readonly runs?: boolean;
  /** There is a baseline. */
  readonly gain?: boolean;
  readonly tags?: boolean;
  readonly note?: boolean;
  /** The space was changed. */
  readonly space?: boolean;
}

/** Facts left of the settings, except sentences and what people wrote, which stand last. */
export function columnsOf(keys: readonly string[], has: Optional = {}): ColumnId[] {
  const shown = (column: (typeof factColumns)[number]) =>
    column !== 'reason' &&
    (has.runs || column !== 'runs') &&
    (has.gain || column !== 'gain') &&
    (has.space || column !== 'space');
  const facts = factColumns.filter(shown);
  const written = (['tags', 'note'] as const).filter((column) => has[column]);
  return [...facts, ...keys.map((key): ColumnId => `setting:${key}`), ...written, 'reason'];
}

export function cellOf(trial: ComparedTrial, column: ColumnId): Cell {
  switch (column) {
    case 'number':
      return trial.number;
    case 'state':
      return trial.state;
    case 'value':
      return trial.value;
    case 'gain':
      return trial.gain ?? null;
    case 'epoch':
      return trial.epoch;
    case 'lastEpoch':
      return trial.lastEpoch;
    case 'runs':
      return trial.plannedRuns === undefined ? undefined : completeRuns(trial.runs ?? []);
    case 'duration':
      return trial.durationMs;
    case 'tags':
      return trial.tags?.join(', ');
    case 'note':
      return trial.note;
    case 'space':
      return trial.space?.version;
    case 'reason':
      return trial.reason;
    default:
      return trial.params[column.slice('setting:'.length)];
  }
}

/** Order of the states in the table. */
export const stateOrder: Readonly<Record<Trial['state'], number>> = {
  running: 0,
  paused: 1,
  queued: 2,
  complete: 3,
  stopped: 4,
  diverged: 5,
  failed: 6,
};

/** Trials with their gain over the baseline, null for itself and in another stage than its; null without a baseline that has a value. */
export function againstBaseline(
  trials: readonly Trial[],
  baseline: number | null,
  direction: Direction,
): readonly ComparedTrial[] | null {
  const base = trials.find(({ number }) => number === baseline);
  if (base === undefined || base.value === null) return null;
  const { value, stage } = base;
  return trials.map((trial) => ({
    ...trial,
    gain:
      trial === base || trial.value === null || trial.stage !== stage ? null : gainOver(trial.value, value, direction),
  }));
}

/** A sorted copy. What has no value stands last in both directions; equal rows keep the order of their numbers. */
export function sortTrials<T extends ComparedTrial>(trials: readonly T[], { column, descending }: Sort): T[] {
  const sign = descending ? -1 : 1;
  const keyed = trials.map((trial) => ({
    trial,
    key: column === 'state' ? stateOrder[trial.state] : cellOf(trial, column),
  }));
  keyed.sort((a, b) => {
    const missing = Number(isMissing(a.key)) - Number(isMissing(b.key));
    const order = isMissing(a.key) || isMissing(b.key) ? missing : sign * compareCells(a.key, b.key);
    return order || a.trial.number - b.trial.number;
  });
  return keyed.map(({ trial }) => trial);
}

function isMissing(cell: Cell): boolean {
  return cell === null || cell === undefined || (typeof cell === 'number' && Number.isNaN(cell));
}

function compareCells(a: Cell, b: Cell): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  // A column of mixed kinds (choices 0.5 and "auto"): numbers before words.
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  const left = String(a);
  const right = String(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Tab-separated text with a header, for the clipboard; tabs and line ends inside a cell become spaces. */
export function toTsv(trials: readonly ComparedTrial[], columns: readonly ColumnId[]): string {
  return lines(trials, columns, '\t', tabCell);
}

/** CSV as in RFC 4180: quoted where a cell holds a comma, a quote or a line end. Ends with a line end. */
export function toCsv(trials: readonly ComparedTrial[], columns: readonly ColumnId[]): string {
  return lines(trials, columns, ',', csvCell);
}

function lines(
  trials: readonly ComparedTrial[],
  columns: readonly ColumnId[],
  separator: string,
  quote: (text: string) => string,
): string {
  const head = columns.map((column) => quote(headOf(column))).join(separator);
  const body = trials.map((trial) => columns.map((column) => quote(plain(cellOf(trial, column)))).join(separator));
  return `${[head, ...body].join('\n')}\n`;
}

const fileHeads: Readonly<Partial<Record<ColumnId, string>>> = { number: 'trial', duration: 'durationMs' };

/** The column's name in files: stable, English, with its unit. */
function headOf(column: ColumnId): string {
  return fileHeads[column] ?? (column.startsWith('setting:') ? column.slice('setting:'.length) : column);
}

/** In full precision; none as an empty cell (a setting that is "none" as null, so that it differs from one that is not used). */
function plain(cell: Cell): string {
  return cell === undefined ? '' : String(cell);
}

/** With what the study's space says of each; `onlyInside`: without those that do not count for the sampler now. */
export function withSpace(
  trials: readonly ComparedTrial[],
  space: StudySpace | undefined,
  onlyInside: boolean,
): readonly ComparedTrial[] {
  if (space === undefined) return trials;
  const placed = new Map(space.trials.map((one) => [one.trial, one]));
  return trials.flatMap((trial) => {
    const place = placed.get(trial.number);
    if (place === undefined) return [trial];
    const { version, outside, settings } = place;
    return onlyInside && outside !== null ? [] : [{ ...trial, space: { version, outside, settings } }];
  });
}
