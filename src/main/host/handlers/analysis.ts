// Calls of the area "analysis": the studies are looked up here, all else is done in a thread.
import type { AnalysedStudy } from '#main/analysis-thread/protocol.ts';
import type { StudyRow } from '#main/store/store.ts';
import type { VernierHandlers } from '#shared/contract/index.ts';
import { buildSpace } from '#shared/study/build-space.ts';
import { factsOf, toDataFacts } from '../data-facts.ts';
import { definitionOf } from '../definition.ts';
import { type Services, studyOrFail } from '../services.ts';
import { objectiveOfRow } from '../views.ts';

type AnalysisHandlers = Pick<VernierHandlers, Extract<keyof VernierHandlers, `analysis.${string}`>>;

export function analysisHandlers({ store, analysis }: Services): AnalysisHandlers {
  const studies = async (...ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => analysedStudy(await studyOrFail(store, id))));

  return {
    'analysis.importance': async (input) => analysis.ask('analysis.importance', input, await studies(input.studyId)),
    'analysis.dependence': async (input) => analysis.ask('analysis.dependence', input, await studies(input.studyId)),
    'analysis.contour': async (input) => analysis.ask('analysis.contour', input, await studies(input.studyId)),
    'analysis.slices': async (input) => analysis.ask('analysis.slices', input, await studies(input.studyId)),
    'analysis.distributions': async (input) =>
      analysis.ask('analysis.distributions', input, await studies(...input.studies)),
    'analysis.axisOrder': async (input) => analysis.ask('analysis.axisOrder', input, await studies(input.studyId)),
    'analysis.bestSoFar': async (input) => analysis.ask('analysis.bestSoFar', input, await studies(input.studyId)),
    'analysis.subsetTrust': async (input) =>
      analysis.ask('analysis.subsetTrust', input, await studies(input.subset, input.full)),
    'analysis.prunerReplay': async (input) =>
      analysis.ask('analysis.prunerReplay', input, await studies(input.studyId)),
  };
}

function analysedStudy(row: StudyRow): AnalysedStudy {
  const { file } = definitionOf(row);
  const facts = factsOf(row);
  const { metric, direction, pick } = objectiveOfRow(row, file);
  const space = buildSpace(file, facts && toDataFacts(facts));
  return { id: row.id, space, stages: (file.stages ?? []).map(({ name }) => name), metric, direction, pick };
}
