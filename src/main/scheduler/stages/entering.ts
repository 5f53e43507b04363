// What a study's run gets of all its trials, and of those of other studies, when it begins or enters a stage. Pure.
import { describeWarmStart } from '#shared/study/warm-start-text.ts';
import type { CarriedOver } from '../earlier/carried-over.ts';
import { targetOf } from '../earlier/measure.ts';
import { carryWarm, type WarmTarget } from '../earlier/warm-start.ts';
import { pointsLeft } from '../edited/points-left.ts';
import type { Notice, PreparedStudy } from '../prepared.ts';
import type { TrialRecord } from '../trial-record.ts';
import { type CarriedFromStages, carryOver } from './carry-over.ts';
import { askedInAll } from './standing.ts';

/** Trials of the stage that is prepared; all of them in a study without stages. */
export function ownRecords({ stage }: PreparedStudy, records: readonly TrialRecord[]): TrialRecord[] {
  return records.filter(({ row }) => row.stage === (stage?.name ?? null));
}

interface Entering {
  /** The study with what earlier trials tell. */
  readonly entering: PreparedStudy;
  /** The stage's own trials. */
  readonly records: readonly TrialRecord[];
  /** Those of the other stages. */
  readonly others: readonly TrialRecord[];
  /** For the study's log. */
  readonly notices: readonly Notice[];
}

/** `all`: trials of all stages. */
export function withCarried(prepared: PreparedStudy, all: readonly TrialRecord[]): Entering {
  const records = ownRecords(prepared, all);
  const others = all.filter(({ row }) => row.stage !== (prepared.stage?.name ?? null));
  const warm = warmlyCarried(prepared);
  const stages = carriedFromStages(prepared, others);
  const carried = [warm, stages].filter((one) => one !== null);
  const told = prepared.warm?.isNew === true ? prepared.warm.sources.map(describeWarmStart) : [];
  const notices = [
    ...told.map((message) => ({ level: 'info', message }) as const),
    ...(records.length === 0 && stages !== null ? [stageNotice(prepared, stages, others.length, warm)] : []),
  ];
  if (carried.length === 0) return { entering: pointsLeft(prepared, records), records, others, notices };
  const known: CarriedOver = {
    same: carried.flatMap(({ same }) => same),
    other: carried.flatMap(({ other }) => other),
    startingPoints: carried.flatMap(({ startingPoints }) => startingPoints),
  };
  const enqueue = [...known.startingPoints, ...prepared.enqueue];
  return { entering: pointsLeft({ ...prepared, carried: known, enqueue }, records), records, others, notices };
}

/** The study as trials of others are projected into it. */
export function warmTargetOf(prepared: PreparedStudy): WarmTarget {
  const { objective, objectives = [] } = prepared;
  return { ...targetOf(prepared), direction: objective.direction, several: objectives.length > 1 };
}

/** Every stage knows the trials of the warm start, as far as they fit it; the first one trains the best of them. */
function warmlyCarried(prepared: PreparedStudy): CarriedOver | null {
  const { warm, stage } = prepared;
  if (warm === null) return null;
  const isFirst = stage === null || stage.rows[0]?.name === stage.name;
  const points = warm.sources.map(({ startingPoints }) => (isFirst ? startingPoints : 0));
  return carryWarm(warmTargetOf(prepared), warm, points).carried;
}

function carriedFromStages(prepared: PreparedStudy, others: readonly TrialRecord[]): CarriedFromStages | null {
  const { stage } = prepared;
  if (stage === null) return null;
  const place = new Map(stage.rows.map(({ name }, i) => [name, i]));
  const now = place.get(stage.name) ?? 0;
  const earlier = others.filter(({ row }) => (place.get(row.stage ?? '') ?? now) < now);
  return earlier.length === 0 ? null : carryOver(prepared, earlier);
}

function stageNotice(
  { stage }: PreparedStudy,
  { same, other, outside, startingPoints }: CarriedFromStages,
  others: number,
  warm: CarriedOver | null,
): Notice {
  const ranked = countOf(other);
  const told = [
    same.length > 0 && `${same.length} as its own`,
    ranked > 0 && `${ranked} by their ranking, as they had another budget`,
  ].filter((part) => part !== false);
  const first = startingPoints.length > 0 ? ` It begins with the ${startingPoints.length} best of them.` : '';
  const more = warm === null ? '' : ` Of the warm start it knows ${warm.same.length + countOf(warm.other)} trials.`;
  const message =
    `Stage "${stage?.name}" begins after ${others} trials of earlier stages: its sampler knows ` +
    `${told.length > 0 ? told.join(' and ') : 'none of them'}; ${outside} lie outside its ranges.${more}${first}`;
  return { level: 'info', message };
}

function countOf(groups: CarriedOver['other']): number {
  return groups.reduce((sum, trials) => sum + trials.length, 0);
}

/** Asked trials of the whole study; null when the sampler decides. */
export function askedOf({ stage, trials }: PreparedStudy): number | null {
  return stage === null ? trials : askedInAll(stage.rows);
}
