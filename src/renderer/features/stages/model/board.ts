// What somebody has decided about the next stage, setting by setting, and what comes of it. Pure.
import type { NextStage, ProposedSetting } from '#shared/contract/stages.ts';
import { isRange, type Range, type SettingEntry } from '#shared/study/ranges.ts';
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import type { SettingValue } from '#shared/study/values.ts';
import { axisOf, intervalOf, partOf, type RowProblem, tidied } from '../../../space/index.ts';
import { isOutside, problemOf } from '../../../ui/index.ts';

export type Decision =
  /** The proposal as it was when it was accepted: later trials do not change it. Null: the setting is dropped. */
  | { readonly kind: 'accepted'; readonly entry: SettingEntry | null }
  | { readonly kind: 'kept' }
  | { readonly kind: 'edited'; readonly entry: SettingEntry }
  | { readonly kind: 'fixed'; readonly value: SettingValue };

export interface StageFields {
  readonly name: string;
  readonly trials: number;
  /** Null: searched, or a program's own. */
  readonly epochs: number | null;
  /** Of the training rows; null: not known. */
  readonly share: number | null;
  readonly sampler: SamplerSpec['kind'];
}

export interface Board {
  readonly decisions: Readonly<Record<string, Decision>>;
  /** Those that were changed. */
  readonly fields: Partial<StageFields>;
  /** In place of the proposal's own. */
  readonly keepBest?: number | undefined;
  readonly margin?: number | undefined;
}

export const emptyBoard: Board = { decisions: {}, fields: {} };

export type RowState = 'proposed' | 'accepted' | 'kept' | 'edited' | 'fixed' | 'given';

export interface BoardRow {
  readonly one: ProposedSetting;
  readonly parent: Range;
  readonly state: RowState;
  /** What the next stage takes as the board stands; null also where it does not use the setting. */
  readonly entry: SettingEntry | null;
  /** Whether the next stage uses the setting at all. */
  readonly used: boolean;
  readonly problem: RowProblem | null;
  /** It reaches out of the old range. */
  readonly outside: boolean;
  /** Whether the proposal differs from the old range, so that there is something to accept. */
  readonly changes: boolean;
}

/** The proposal as the board shows and sends it. */
export function tidiedSettings(settings: readonly ProposedSetting[]): ProposedSetting[] {
  return settings.map((one) => (isRange(one.parent) ? { ...one, entry: tidied(one.parent, one.entry) } : one));
}

/** `importance`: share by setting; the most important first, those without one behind in their own order. */
export function rowsOf(
  settings: readonly ProposedSetting[],
  { decisions }: Board,
  importance: ReadonlyMap<string, number>,
): BoardRow[] {
  return settings
    .flatMap((one) => (isRange(one.parent) ? [rowOf(one, one.parent, decisions[one.setting])] : []))
    .map((row, at) => ({ row, at, share: importance.get(row.one.setting) ?? -1 }))
    .sort((a, b) => b.share - a.share || a.at - b.at)
    .map(({ row }) => row);
}

function rowOf(one: ProposedSetting, parent: Range, decision: Decision | undefined): BoardRow {
  const { state, entry } = decided(one, decision);
  const used = one.outcome !== 'dropped' || !(state === 'proposed' || state === 'accepted');
  const axis = axisOf(one.setting, parent, String);
  const interval = intervalOf(parent, entry);
  const problem = axis === null || interval === null ? choicesProblem(entry) : problemOf(axis, interval);
  const changes = one.outcome !== 'kept' && one.outcome !== 'given';
  return {
    ...{ one, parent, state, entry, used, problem, changes },
    outside: axis !== null && interval !== null && isOutside(axis, interval),
  };
}

function decided(
  one: ProposedSetting,
  decision: Decision | undefined,
): { state: RowState; entry: SettingEntry | null } {
  if (one.outcome === 'given') return { state: 'given', entry: one.entry };
  switch (decision?.kind) {
    case undefined:
      return { state: one.outcome === 'kept' ? 'kept' : 'proposed', entry: one.entry };
    case 'accepted':
      return { state: 'accepted', entry: decision.entry };
    case 'kept':
      return { state: 'kept', entry: one.parent };
    case 'edited':
      return { state: 'edited', entry: decision.entry };
    case 'fixed':
      return { state: 'fixed', entry: decision.value };
  }
}

function choicesProblem(entry: SettingEntry | null): RowProblem | null {
  if (entry === null || !isRange(entry) || entry.type !== 'categorical') return null;
  return entry.choices.length === 0 ? 'no-choice' : null;
}

export function decide(board: Board, setting: string, decision: Decision): Board {
  return { ...board, decisions: { ...board.decisions, [setting]: decision } };
}

export function acceptAll(board: Board, rows: readonly BoardRow[]): Board {
  const accepted = rows
    .filter(({ changes }) => changes)
    .map(({ one }): [string, Decision] => [one.setting, { kind: 'accepted', entry: one.entry }]);
  return { ...board, decisions: { ...board.decisions, ...Object.fromEntries(accepted) } };
}

export function keepAll(board: Board, rows: readonly BoardRow[]): Board {
  const kept = rows
    .filter(({ state }) => state !== 'given')
    .map(({ one }): [string, Decision] => [one.setting, { kind: 'kept' }]);
  return { ...board, decisions: Object.fromEntries(kept) };
}

export function fieldsOf(next: NextStage, { fields }: Board): StageFields {
  const { name, epochs, share, sampler } = next;
  return { name, trials: next.trials ?? 1, epochs, share, sampler, ...fields };
}

/** Ranges and values of the next stage as the board shows them; what it does not use and what the file gives are left out. */
export function settingsToSend(rows: readonly BoardRow[]): Record<string, SettingEntry> {
  const settings: Record<string, SettingEntry> = {};
  for (const { one, state, entry, used } of rows) {
    if (state === 'given' || !used) continue;
    // One choice is a value.
    const only =
      isRange(entry) && entry.type === 'categorical' && entry.choices.length === 1 ? entry.choices[0] : undefined;
    settings[one.setting] = only === undefined ? entry : only;
  }
  return settings;
}

/** The part of the old space that is left, over the settings that stay ranges; 1 where none is narrower. */
export function volumeOf(rows: readonly BoardRow[]): number {
  return rows.reduce((volume, { parent, entry }) => volume * (partOf(parent, entry) ?? 1), 1);
}
