// What a kind of move is: how much it is expected to help, and the setting that it turns. One file per kind beside this one.
import type { Reason } from '#shared/contract/advice.ts';
import type { SettingValue } from '#shared/study/values.ts';
import type { RunInput } from '../input.ts';
import type { Measures } from '../measures.ts';

export interface Change {
  readonly setting: string;
  readonly direction: 'up' | 'down';
  /** null where the run's own value is not known. */
  readonly to: SettingValue;
  readonly range: { readonly low: number; readonly high: number } | null;
}

/**
 * Gains are expected changes of the best validation score, in [0, 1], and compare kinds with one another. They come from
 * splitting the error 1 − validation score into the deficit (1 − train score: what the network does not learn even from rows that
 * it sees) and the gap (what it learns and does not carry over): more capacity, less regularization and better steps work on the
 * deficit, more data on the gap.
 */
export interface Remedy {
  /** It hardly ever makes the best epoch worse, so it may be named beside a better one. */
  readonly harmless: boolean;
  /** NaN-free, 0 where the move makes no sense. */
  gain(measures: Measures, input: RunInput): number;
  /** null where the setting is at its end already. Without settings: the direction alone. */
  change(measures: Measures, input: RunInput): Change | null;
  why(measures: Measures, input: RunInput): Reason;
}

export function clamp(value: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : value === Number.POSITIVE_INFINITY ? 1 : 0;
}

/** `value` if it is finite, else 0: a part of a gain that nothing is known of. */
export function known(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

export function numberIn({ settings = {} }: RunInput, key: string): number | null {
  const value = settings[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Three significant digits: proposals are for people. */
export function neat(value: number): number {
  return Number(value.toPrecision(2));
}
