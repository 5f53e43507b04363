// The proposal for a stage, from the trials of the stage that it narrows.

import type { ObservedTrial } from '#main/search/search.ts';
import { noiseOf } from '#main/search/stages/noise.ts';
import { type NarrowOptions, proposeRanges } from '#main/search/stages/proposal.ts';
import type { StageRow } from '#main/store/store.ts';
import type { StageProposal } from '#shared/contract/stages.ts';
import { buildSpace, objectiveOf } from '#shared/study/build-space.ts';
import { rankTrials } from '#shared/study/ranking.ts';
import { searchedEntries } from '#shared/study/stage-file.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { type StoredFacts, storedFactsOf, toDataFacts } from '../data-facts.ts';
import { fileOfStage, stageOrFail } from './stage-study.ts';

/** `trials`: of the stage that `name` narrows. Pure. `change`: other numbers than the file's. */
export function propose(
  file: StudyFile,
  rows: readonly StageRow[],
  name: string,
  trials: readonly ObservedTrial[],
  change: { readonly keepBest?: number | undefined; readonly margin?: number | undefined } = {},
): StageProposal {
  const { narrow, vary, settings = {} } = stageOrFail(file, name);
  const from = narrow?.from ?? '';
  const parent = fileOfStage(file, rows, from);
  const facts = storedFactsOf(rows.find((row) => row.name === from)?.facts ?? null);
  return proposeFrom(parent, facts, trials, {
    from,
    keepBest: change.keepBest ?? narrow?.keepBest ?? 1,
    margin: change.margin ?? narrow?.margin ?? 0,
    vary: vary ?? null,
    given: settings,
  });
}

/** `parent`: the study that `trials` searched, as one without stages. Pure. */
export function proposeFrom(
  parent: StudyFile,
  facts: StoredFacts | null,
  trials: readonly ObservedTrial[],
  { from, ...options }: NarrowOptions & { readonly from: string },
): StageProposal {
  const objective = objectiveOf(parent, facts?.task ?? 'classification');
  const [best] = rankTrials(trials, objective.direction);
  const validationRows = facts?.validationRows ?? null;
  return proposeRanges(
    {
      from,
      space: buildSpace(parent, facts && toDataFacts(facts)),
      entries: searchedEntries(parent),
      trials,
      direction: objective.direction,
      noise: noiseOf(trials, objective.metric, { best: best?.value ?? null, validationRows }),
    },
    options,
  );
}
