// Rows of the store as the contract shows them. Pure; the host uses them for studies that do not run.

import type { StageRow, StudyRow, TrialFacts } from '#main/store/store.ts';
import type { Stage } from '#shared/contract/stages.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import type { Objective } from '#shared/study/build-space.ts';
import { isRecord } from '#shared/study/fields.ts';
import { spreadOf } from '#shared/study/training-run.ts';
import { bestTrial, stageSummary } from './stages/standing.ts';
import { type Counts, createStandings, type Standing } from './standings.ts';

/** What a summary needs from the study file. */
export interface SummaryFacts {
  readonly objective: Objective;
  readonly trials: number | null;
  readonly parallel: number;
}

export function summarise(row: StudyRow, trials: readonly Standing[], facts: SummaryFacts): StudySummary {
  const { direction } = facts.objective;
  const standings = createStandings(direction, () => trials);
  const stages = row.stages?.map(({ name }) => name) ?? [];
  const best = stages.length === 0 ? standings.best : bestTrial(stages, trials, direction);
  return toSummary(row, standings.counts, best, facts);
}

export function toSummary(
  row: StudyRow,
  counts: Readonly<Counts>,
  best: Standing | null,
  { objective, trials, parallel }: SummaryFacts,
): StudySummary {
  const { id, name, state, reason, createdAt, changedAt, path, engine, elapsedMs } = row;
  const stage = stageSummary(row.stages ?? []);
  const warmStart = row.warmStart?.map(({ engine: _, grounds: __, ...source }) => source);
  return {
    ...{ id, name, state, reason, createdAt, changedAt, path },
    objective: { metric: objective.metric, direction: objective.direction, pick: objective.pick },
    trials,
    ...(stage && { stage }),
    ...(warmStart && { warmStart }),
    counts: { ...counts },
    best: toBest(best),
    engine: engine && { ...engine, gpus: engine.gpus && [...engine.gpus] },
    parallel,
    ...spaceVersionOf(row),
    elapsedMs,
    ...(row.archivedAt !== null && { archived: true }),
    ...annotationOf(row),
  };
}

/** Of a study whose space was changed; the host keeps its versions with what was set instead of the study file. */
function spaceVersionOf({ overrides: { spaces } }: StudyRow): Pick<StudySummary, 'spaceVersion'> {
  const last: unknown = Array.isArray(spaces) ? spaces.at(-1) : undefined;
  return isRecord(last) && typeof last.number === 'number' ? { spaceVersion: last.number } : {};
}

function toBest(best: Standing | null): StudySummary['best'] {
  if (best === null || best.value === null) return null;
  const { number, value, bestEpoch, runs } = best;
  const spread = spreadOf(runs);
  return { trial: number, value, epoch: bestEpoch, ...(spread && { spread: { runs: spread.runs, sd: spread.sd } }) };
}

export function toTrial(row: TrialFacts): Trial {
  const { studyId, number, state, reason, params, value, lastEpoch, epochs, seed, attempts, worker } = row;
  const { createdAt, startedAt, endedAt, durationMs, source, why, recipe } = row;
  return {
    ...{
      studyId,
      number,
      ...(row.stage !== null && { stage: row.stage }),
      state,
      reason,
      params,
      value,
      epoch: row.bestEpoch,
      lastEpoch,
      epochs,
      seed,
      ...(row.plannedRuns > 1 && { plannedRuns: row.plannedRuns, runs: [...row.runs] }),
      ...(row.rerunOf !== null && { rerunOf: row.rerunOf }),
      attempts,
      ...(row.continued.length > 0 && { continued: [...row.continued] }),
      ...(row.place !== null && { place: row.place }),
      worker,
    },
    ...{
      createdAt,
      startedAt,
      endedAt,
      durationMs,
      source,
      why,
      ...(recipe !== null && { recipe }),
      ...annotationOf(row),
    },
  };
}

/** Only what there is: lists of many thousand trials stay small. */
export function annotationOf({ note, tags }: Pick<TrialFacts, 'note' | 'tags'>): Pick<Trial, 'note' | 'tags'> {
  return { ...(note !== null && { note }), ...(tags.length > 0 && { tags: [...tags] }) };
}

/** A stage as the contract shows it. */
export function toStage({ facts: _, ...stage }: StageRow): Stage {
  return stage;
}
