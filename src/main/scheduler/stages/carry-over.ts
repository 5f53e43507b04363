// What the trials of earlier stages tell the sampler of a later one. Pure.
import type { ObservedTrial } from '#main/search/search.ts';
import { pointKey } from '#shared/study/points.ts';
import { rankTrials } from '#shared/study/ranking.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import type { Params } from '#shared/study/values.ts';
import { isFiniteSpace } from '#shared/study/walk.ts';
import type { CarriedOver } from '../earlier/carried-over.ts';
import { measureOf, targetOf } from '../earlier/measure.ts';
import { type OtherValue, pointOf, project } from '../earlier/projection.ts';
import type { PreparedStudy } from '../prepared.ts';
import type { TrialRecord } from '../trial-record.ts';

export interface CarriedFromStages extends CarriedOver {
  /** How many lie outside this stage's space. */
  readonly outside: number;
}

/** `records`: trials of earlier stages, with the rows of all stages in `prepared.stage`. Those without an end say nothing yet. */
export function carryOver(prepared: PreparedStudy, records: readonly TrialRecord[]): CarriedFromStages {
  const same: ObservedTrial[] = [];
  const other = new Map<string, ObservedTrial[]>();
  let outside = 0;
  const target = targetOf(prepared);
  const finite = isFiniteSpace(prepared.space);
  for (const { row, observed } of records) {
    if (!isTerminal(row.state)) continue;
    // What its stage searched and this one does not has another value here: its result is of another configuration.
    const otherValue: OtherValue = (setting) => (setting in row.params ? 'none' : 'ranked');
    const group = row.stage ?? '';
    const trial = { observed, settings: row.settings, measure: measureOf(prepared, row.stage), group };
    const projection = project(target, trial, { other: otherValue, finite });
    if (projection?.fit === 'none' && projection.why.kind !== 'failed') outside++;
    if (projection?.fit === 'same') same.push({ ...observed, params: projection.params });
    if (projection?.fit !== 'ranked') continue;
    const trials = other.get(group) ?? [];
    trials.push({ ...observed, params: projection.params, steps: [], values: [] });
    other.set(group, trials);
  }
  return { same, other: [...other.values()], outside, startingPoints: startingPoints(prepared, records) };
}

/** The best of the stage that is narrowed, as far as they lie in the new ranges; of settings that are fixed now the values do not count. */
function startingPoints({ space, stage, objective }: PreparedStudy, records: readonly TrialRecord[]): Params[] {
  const from = stage?.startsFrom;
  if (!from) return [];
  const rows = records.map(({ row }) => row).filter((row) => row.stage === from.stage);
  const points = new Map<string, Params>();
  for (const { settings } of rankTrials(rows, objective.direction)) {
    if (points.size >= from.count) break;
    const point = pointOf(space, settings);
    if ('params' in point) points.set(pointKey(space, point.params), point.params);
  }
  return [...points.values()];
}
