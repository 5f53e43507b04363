// Ranges of a study file from what trials had, or were drawn from. Pure.
import { extent } from 'd3-array';
import { isRecord } from '#shared/study/fields.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';

/** A numeric range that a trial's value was drawn from. */
export interface DrawnRange {
  readonly type: 'float' | 'int';
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly step: number | null;
}

/** All that was tried of a setting: the span of numbers, whole ones as such; else the values as choices; a single value as it is. */
export function rangeOfValues(values: readonly SettingValue[]): unknown {
  const distinct = [...new Set(values)];
  if (distinct.length <= 1) return distinct[0] ?? null;
  if (distinct.some((value) => typeof value !== 'number')) return { type: 'categorical', choices: distinct };
  const [low, high] = extent(distinct.map(Number));
  return { type: distinct.every(Number.isSafeInteger) ? 'int' : 'float', low, high };
}

/** The range that holds all of them: on a log scale and with a step where they agree on it. */
export function rangeOfRanges(ranges: readonly DrawnRange[]): unknown {
  const [low = 0] = extent(ranges, (one) => one.low);
  const [, high = 0] = extent(ranges, (one) => one.high);
  if (low === high) return low;
  const isInt = ranges.every(({ type }) => type === 'int') && Number.isSafeInteger(low) && Number.isSafeInteger(high);
  const log = low > 0 && ranges.every((one) => one.log);
  const [first] = ranges;
  const step = ranges.every((one) => one.step === first?.step && one.low === low) ? (first?.step ?? null) : null;
  const useful = step !== null && !log && step <= high - low && !(isInt && step === 1);
  return { type: isInt ? 'int' : 'float', low, high, ...(log && { scale: 'log' }), ...(useful && { step }) };
}

/**
 * With the conditions that the trials show: a setting that only those with certain choices of another have is `when` those. `trials`: that were
 * not cut off, and have every setting that applies to them.
 */
export function withConditions(
  settings: Readonly<Record<string, unknown>>,
  trials: readonly Params[],
): Record<string, unknown> {
  const keys = Object.keys(settings).filter((key) => isRecord(settings[key]));
  const everywhere = keys.filter((key) => trials.every((params) => key in params));
  const deciding = everywhere.filter((key) => isRecord(settings[key]) && settings[key].type === 'categorical');
  const conditions = keys.flatMap((key) => {
    if (everywhere.includes(key)) return [];
    const target = deciding.find((one) => decides(one, key, trials));
    if (target === undefined) return [];
    const values = trials.flatMap((params) => (key in params ? [params[target] ?? null] : []));
    return [[key, { [target]: [...new Set(values)] }] as const];
  });
  const found = Object.fromEntries(conditions);
  return Object.fromEntries(
    Object.entries(settings).map(([key, entry]) => [
      key,
      isRecord(entry) && found[key] ? { ...entry, when: found[key] } : entry,
    ]),
  );
}

/** Whether no value of `target` is there both with the setting and without it. */
function decides(target: string, key: string, trials: readonly Params[]): boolean {
  const having = new Set(trials.filter((params) => key in params).map((params) => params[target]));
  return having.size > 0 && trials.every((params) => key in params || !having.has(params[target]));
}
