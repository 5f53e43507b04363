// Copies the ended trials of other studies, as a study that is started warm from them keeps them.
import { measureKey } from '#main/scheduler/index.ts';
import type { MetricChunk, Store, StudyRow, TrialRow, WarmSourceRow, WarmTrialRow } from '#main/store/store.ts';
import { type Objective, objectivesOf } from '#shared/study/build-space.ts';
import type { WarmStartSpec } from '#shared/study/search-schema.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { meanObjectives } from '#shared/study/training-run.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { factsOf } from '../data-facts.ts';
import { studyOfStage } from '../stages/stage-study.ts';
import { requireComparable } from './comparable.ts';
import { spread } from './spread.ts';

/** A source without what its trials come to in the study that takes them. */
export type CopiedSource = Omit<WarmSourceRow, 'same' | 'ranked' | 'unfit' | 'startingPoints'>;

export interface CopiedTrials {
  readonly sources: readonly CopiedSource[];
  readonly trials: readonly WarmTrialRow[];
}

/**
 * `rows`: the studies that `wanted` names; `objectives`: of the study that takes them. Throws AppError('invalid') with the sentence when one
 * has another objective, or a file that this version cannot read.
 */
export async function copyTrials(
  store: Store,
  rows: readonly StudyRow[],
  wanted: readonly WarmStartSpec[],
  objectives: readonly Objective[],
): Promise<CopiedTrials> {
  const sources: CopiedSource[] = [];
  const trials: WarmTrialRow[] = [];
  for (const [index, row] of rows.entries()) {
    const file = requireComparable(row, objectives, `search.warmStart[${index}].study`);
    const ended = (await store.listTrials(row.id)).filter(({ state }) => isTerminal(state));
    const taken = spread(ended, wanted[index]?.trials ?? ended.length, objectives);
    sources.push({
      study: { id: row.id, name: row.name },
      ...{ ended: ended.length, taken: taken.length },
      engine: row.engine && { name: row.engine.name, version: row.engine.version },
      grounds: groundsOf(row, file, taken),
    });
    for (const trial of await withCurves(store, row.id, taken, objectives)) {
      trials.push({ ...trial, place: trials.length + 1, source: index });
    }
  }
  return { sources, trials };
}

function groundsOf(row: StudyRow, file: StudyFile, trials: readonly TrialRow[]): CopiedSource['grounds'] {
  return [...new Set(trials.map(({ stage }) => stage))].map((stage) => {
    const own = studyOfStage(file, row, stage).file;
    const facts = factsOf(row, stage);
    const [objective = { pick: 'best' }] = objectivesOf(own, facts?.task ?? 'classification');
    const program = own.runner.kind === 'command' ? own.runner.argv : null;
    return { stage, measure: measureKey({ facts, program }, objective), trainRows: facts?.trainRows ?? null };
  });
}

/** With the curve of the first objective, and the values of all where there are several. */
async function withCurves(
  store: Store,
  id: string,
  trials: readonly TrialRow[],
  objectives: readonly Objective[],
): Promise<Omit<WarmTrialRow, 'place' | 'source'>[]> {
  const keys = [...new Set(objectives.map(({ metric }) => metric))];
  const chunks = await store.readMetrics(id, { keys, trials: trials.map(({ number }) => number) });
  const byTrial = Map.groupBy(chunks, ({ trial }) => trial);
  return trials.map(({ number, stage, state, params, settings, value, bestEpoch, epochs, runs }) => {
    const own = byTrial.get(number) ?? [];
    const curve = own.find(({ key }) => key === objectives[0]?.metric);
    return {
      ...{ number, stage, state, params, settings, value, epochs },
      objectives: valuesOf(runs, own, bestEpoch, objectives),
      steps: [...(curve?.steps ?? [])],
      values: [...(curve?.values ?? [])],
    };
  });
}

/** Of a trial of several runs: the means. */
function valuesOf(
  runs: TrialRow['runs'],
  chunks: readonly MetricChunk[],
  epoch: number | null,
  objectives: readonly Objective[],
): number[] | null {
  if (objectives.length < 2) return null;
  if (runs.length > 0) return meanObjectives(runs) ?? null;
  const values = objectives.map(({ metric }) => {
    const chunk = chunks.find(({ key }) => key === metric);
    return chunk?.values[chunk.steps.indexOf(epoch ?? -1)] ?? Number.NaN;
  });
  return values.every(Number.isFinite) ? values : null;
}
