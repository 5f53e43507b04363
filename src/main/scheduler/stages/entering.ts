// What a study's run gets of all its trials when it enters a stage. Pure.
import type { Notice, PreparedStudy } from '../prepared.ts';
import type { TrialRecord } from '../trial-record.ts';
import { carryOver } from './carry-over.ts';
import { askedInAll } from './standing.ts';

/** Trials of the stage that is prepared; all of them in a study without stages. */
export function ownRecords({ stage }: PreparedStudy, records: readonly TrialRecord[]): TrialRecord[] {
  return records.filter(({ row }) => row.stage === (stage?.name ?? null));
}

/** The stage's own trials, those of the other stages, and the study with what the earlier ones tell. */
export function withCarried(
  prepared: PreparedStudy,
  all: readonly TrialRecord[],
): {
  entering: PreparedStudy;
  records: readonly TrialRecord[];
  others: readonly TrialRecord[];
} {
  const { stage } = prepared;
  if (stage === null) return { entering: prepared, records: all, others: [] };
  const place = new Map(stage.rows.map(({ name }, i) => [name, i]));
  const now = place.get(stage.name) ?? 0;
  const others = all.filter(({ row }) => row.stage !== stage.name);
  const earlier = others.filter(({ row }) => (place.get(row.stage ?? '') ?? now) < now);
  if (earlier.length === 0) return { entering: prepared, records: ownRecords(prepared, all), others };
  const carried = carryOver(prepared, earlier);
  const enqueue = [...carried.startingPoints, ...prepared.enqueue];
  return { entering: { ...prepared, carried, enqueue }, records: ownRecords(prepared, all), others };
}

/** For the study's log, when a stage begins. */
export function stageNotice(
  { stage, carried }: PreparedStudy,
  records: readonly TrialRecord[],
  others: readonly TrialRecord[],
): Notice[] {
  if (stage === null || carried === null || records.length > 0) return [];
  const { same, other, outside, startingPoints } = carried;
  const ranked = other.reduce((sum, trials) => sum + trials.length, 0);
  const told = [
    same.length > 0 && `${same.length} as its own`,
    ranked > 0 && `${ranked} by their ranking, as they had another budget`,
  ].filter((part) => part !== false);
  const first = startingPoints.length > 0 ? ` It begins with the ${startingPoints.length} best of them.` : '';
  const message =
    `Stage "${stage.name}" begins after ${others.length} trials of earlier stages: its sampler knows ` +
    `${told.length > 0 ? told.join(' and ') : 'none of them'}; ${outside} lie outside its ranges.${first}`;
  return [{ level: 'info', message }];
}

/** Asked trials of the whole study; null when the sampler decides. */
export function askedOf({ stage, trials }: PreparedStudy): number | null {
  return stage === null ? trials : askedInAll(stage.rows);
}
