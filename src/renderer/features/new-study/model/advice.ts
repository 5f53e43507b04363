// Second looks at a search space: ranges that will waste draws, each with the one step that helps. Pure.
import type { DataProfile } from '#shared/contract/datasets.ts';
import { majorityOf } from '#shared/study/majority.ts';
import type { SettingRow } from './setting-rows.ts';

export type Advice =
  | { readonly kind: 'useLog'; readonly key: string; readonly decades: number; readonly topShare: number }
  | {
      readonly kind: 'largeBatch';
      readonly key: string;
      readonly batch: number;
      readonly rows: number;
      readonly updates: number;
      readonly limit: number;
    }
  | { readonly kind: 'nothingSearched' }
  /** The largest class alone gives this accuracy. */
  | { readonly kind: 'mirrorsMajority'; readonly name: string; readonly share: number };

/** Fewer updates of the weights than this in an epoch make a trial slow to learn. */
const fewUpdates = 30;

/** `metric`: the objective; absent: nothing is said of it. */
export function adviseOn(rows: readonly SettingRow[], profile: DataProfile | null, metric = ''): Advice[] {
  const used = rows.filter((row) => row.use !== 'never');
  const searched = used.filter((row) => row.range !== null);
  return [
    ...(searched.length === 0 ? [{ kind: 'nothingSearched' } as const] : []),
    ...searched.flatMap(adviseLog),
    ...used.filter((row) => row.setting.key === 'training.batchSize').flatMap((row) => adviseBatch(row, profile)),
    ...adviseObjective(profile, metric),
  ];
}

function adviseObjective(profile: DataProfile | null, metric: string): Advice[] {
  if (profile === null || profile.task !== 'classification' || !metric.endsWith('.accuracy')) return [];
  const majority = majorityOf(profile.classes.map(({ name, train }) => ({ name, rows: train })));
  return majority === null ? [] : [{ kind: 'mirrorsMajority', ...majority }];
}

/** A range over two decades or more, drawn on a linear scale where the registry would use a log one. */
function adviseLog({ setting, range, startRange }: SettingRow): Advice[] {
  if (range === null || range.scale === 'log' || !('scale' in startRange) || startRange.scale !== 'log') return [];
  const { low, high } = range;
  if (typeof low !== 'number' || typeof high !== 'number' || low <= 0 || high / low < 100) return [];
  const topShare = (high - high / 10) / (high - low);
  return [{ kind: 'useLog', key: setting.key, decades: Math.round(Math.log10(high / low)), topShare }];
}

function adviseBatch(row: SettingRow, profile: DataProfile | null): Advice[] {
  const batch = largestBatch(row);
  if (profile === null || batch === null || profile.trainRows === 0) return [];
  const updates = Math.ceil(profile.trainRows / batch);
  if (updates >= fewUpdates) return [];
  const limit = Math.max(1, 2 ** Math.floor(Math.log2(profile.trainRows / fewUpdates)));
  return [{ kind: 'largeBatch', key: row.setting.key, batch, rows: profile.trainRows, updates, limit }];
}

function largestBatch({ range, fixed, fallback }: SettingRow): number | null {
  const values = range === null ? [fixed ?? fallback] : Array.isArray(range.choices) ? range.choices : [range.high];
  const numbers = values.filter((value): value is number => typeof value === 'number' && value > 0);
  return numbers.length === 0 ? null : Math.max(...numbers);
}

/** The batch setting's entry held to `limit`: a fixed value lowered, larger choices left out, a range's upper end moved. */
export function limitBatch(row: SettingRow, limit: number): unknown {
  if (row.range === null) return limit;
  const { choices } = row.range;
  if (!Array.isArray(choices)) return { ...row.range, high: limit };
  const kept = choices.filter((choice) => typeof choice !== 'number' || choice <= limit);
  return kept.length > 0 ? { ...row.range, choices: kept } : limit;
}
