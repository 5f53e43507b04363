// Calls of the area "analysis": the studies are looked up here, all else is done in a thread.
import type { AnalysedStudy } from '#main/analysis-thread/protocol.ts';
import type { StudyRow } from '#main/store/store.ts';
import type { VernierHandlers } from '#shared/contract/index.ts';
import type { RankingAnswer } from '#shared/contract/ranking.ts';
import { AppError } from '#shared/errors.ts';
import { buildSpace } from '#shared/study/build-space.ts';
import { betterDirection } from '#shared/study/metric-names.ts';
import { isRange } from '#shared/study/ranges.ts';
import type { Space } from '#shared/study/space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { factsOf, toDataFacts } from '../data-facts.ts';
import { definitionOf } from '../definition.ts';
import { type Services, studyOrFail } from '../services.ts';
import { spaceTexts } from '../space/edit.ts';
import { spaceNow } from '../space/space-now.ts';
import { storedVersions } from '../space/versions.ts';
import { stageOrFail, studyOfStage } from '../stages/stage-study.ts';
import { objectiveOfRow } from '../views.ts';

type AnalysisHandlers = Pick<VernierHandlers, Extract<keyof VernierHandlers, `analysis.${string}`>>;

export function analysisHandlers({ store, analysis }: Services): AnalysisHandlers {
  const study = async (id: string, stage?: string, objective?: string) =>
    analysedStudy(await studyOrFail(store, id), stage, objective);
  const own = async ({ studyId, stage, objective }: Asked) => [await study(studyId, stage, objective)];

  return {
    'analysis.importance': async (input) => analysis.ask('analysis.importance', input, await own(input)),
    'analysis.dependence': async (input) => analysis.ask('analysis.dependence', input, await own(input)),
    'analysis.contour': async (input) => analysis.ask('analysis.contour', input, await own(input)),
    'analysis.slices': async (input) => analysis.ask('analysis.slices', input, await own(input)),
    'analysis.distributions': async (input) => {
      const named = input.studies.map((one) => (typeof one === 'string' ? { studyId: one } : one));
      return analysis.ask('analysis.distributions', input, (await Promise.all(named.map(own))).flat());
    },
    'analysis.axisOrder': async (input) => analysis.ask('analysis.axisOrder', input, await own(input)),
    'analysis.bestSoFar': async (input) => analysis.ask('analysis.bestSoFar', input, await own(input)),
    'analysis.subsetTrust': async (input) =>
      analysis.ask('analysis.subsetTrust', input, [
        await study(input.subset, input.subsetStage),
        await study(input.full, input.fullStage),
      ]),
    'analysis.prunerReplay': async (input) => analysis.ask('analysis.prunerReplay', input, await own(input)),
    'analysis.ranking': async (input) => analysis.ask('analysis.ranking', input, await own(input)),
  };
}

interface Asked {
  readonly studyId: string;
  readonly stage?: string | undefined;
  readonly objective?: string | undefined;
}

/** A ranking from the thread of the analyses. */
export function askRanking(
  { analysis }: Pick<Services, 'analysis'>,
  row: StudyRow,
  stage?: string,
): Promise<RankingAnswer> {
  return analysis.ask('analysis.ranking', { studyId: row.id, stage }, [analysedStudy(row, stage)]);
}

/**
 * With what each of its stages searches, or the named one alone. Throws AppError('not_found') for a stage that it does not have, and
 * 'invalid' for a metric that is none of its objectives.
 */
function analysedStudy(row: StudyRow, named?: string, metricNamed?: string): AnalysedStudy {
  const { file } = definitionOf(row);
  if (named !== undefined) stageOrFail(file, named);
  const stages = (file.stages ?? []).map(({ name }) => name).filter((name) => named === undefined || name === named);
  const { pick } = objectiveOfRow(row, file);
  const { metric, direction, objective } = resultsOf(row, file, metricNamed);
  const rowsOf = (stage: string | null) => factsOf(row, stage)?.validationRows ?? null;
  return {
    ...{ id: row.id, metric, direction, objective, pick, validationRows: rowsOf(null) },
    ...fixedOfVersions(row),
    objectives: [file.objective].flat().length,
    space: spaceOf(row, file, null),
    stages: stages.map((name) => ({
      ...{ name, validationRows: rowsOf(name) },
      space: spaceOf(row, studyOfStage(file, row, name).file, name),
    })),
  };
}

/** Of the stage that the study is in. */
function fixedOfVersions(row: StudyRow): Pick<AnalysedStudy, 'versions'> {
  const stored = storedVersions(row);
  if (stored.length === 0) return {};
  const versions = spaceTexts(row, spaceNow(row)).map(({ number, text }) => {
    const { from = 1, redrawn = [] } = stored.find((one) => one.number === number) ?? {};
    const fixed = Object.entries(text.settings).flatMap(([key, entry]) => (isRange(entry) ? [] : [[key, entry]]));
    return { from, redrawn, fixed: Object.fromEntries(fixed) };
  });
  return { versions };
}

function resultsOf(row: StudyRow, file: StudyFile, named: string | undefined) {
  const first = objectiveOfRow(row, file);
  if (named === undefined) return { ...first, objective: null };
  if (named === first.metric) return { ...first, objective: 0 };
  const all = Array.isArray(file.objective) ? file.objective : [];
  const objective = all.findIndex(({ metric }) => metric === named);
  const one = all[objective];
  if (one === undefined || objective === 0) {
    const metrics = [first.metric, ...all.slice(1).map(({ metric }) => metric)].join(', ');
    throw new AppError('invalid', `"${named}" is no objective of this study; use ${metrics}.`);
  }
  return { metric: named, direction: one.direction ?? betterDirection(named) ?? 'minimize', objective };
}

function spaceOf(row: StudyRow, file: StudyFile, stage: string | null): Space {
  const facts = factsOf(row, stage);
  return buildSpace(file, facts && toDataFacts(facts));
}
