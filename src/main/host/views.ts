// Studies and trials of the store as the contract and the command line show them. Reads only; works on a read-only store.
import { dirname } from 'node:path';
import { type BestConfig, type BestConfigInput, bestConfigs, configOfTrial } from '#main/export/best-config.ts';
import type { MetricsAtEpoch } from '#main/export/metrics-at-epoch.ts';
import { trialMetrics } from '#main/export/trial-metrics.ts';
import { annotationOf, defaultParallel, summarise, toTrial } from '#main/scheduler/index.ts';
import { lossesFrom, paretoRanks } from '#main/search/pareto/dominance.ts';
import type { Store, StudyRow, TrialRow } from '#main/store/store.ts';
import type { RankingAnswer } from '#shared/contract/ranking.ts';
import type { StudyDetail, StudySummary } from '#shared/contract/studies.ts';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { isGenerated } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import {
  buildSpace,
  type Objective,
  objectiveOf,
  objectivesOf,
  runsPerTrial,
  trialCount,
} from '#shared/study/build-space.ts';
import { isRecord } from '#shared/study/fields.ts';
import { decisiveTrials, rankTrials } from '#shared/study/ranking.ts';
import { searchedEntries } from '#shared/study/stage-file.ts';
import { parseStudyFile, type StudyFile } from '#shared/study/study-file.ts';
import type { OtherRunner } from '#shared/study/study-schema.ts';
import type { TrainingRun } from '#shared/study/training-run.ts';
import type { Params } from '#shared/study/values.ts';
import { spaceSize } from '#shared/study/walk.ts';
import { slotsOf } from './choose-engine.ts';
import { countingEpoch, keepsWeights } from './counting-epoch.ts';
import { factsOf, type StoredFacts, toDataFacts } from './data-facts.ts';
import { definitionOf, withAddedStages } from './definition.ts';
import { thisMachine } from './machine.ts';
import { overridesOf } from './overrides.ts';
import { appVersion, resolveFrom } from './places.ts';
import { spaceTexts } from './space/edit.ts';
import { storedVersions, versionOfTrial, withVersions } from './space/versions.ts';
import { versionsOfRow } from './space/view.ts';
import { stageOrFail, studyOfStage } from './stages/stage-study.ts';
import { rankingOfTrial } from './study-ranking.ts';

const fileOf = (row: StudyRow): StudyFile => definitionOf(row).file;

/** One stored study that is not legal (any more) must not hide the others: it is listed with the sentence that says why. */
function readableFileOf(row: StudyRow): { file: StudyFile; problem: string | null } {
  try {
    return { file: fileOf(row), problem: null };
  } catch (thrown) {
    const empty = parseStudyFile({ version: 1, settings: {} });
    if (!(thrown instanceof AppError) || !empty.ok) throw thrown;
    return { file: empty.file, problem: thrown.message };
  }
}

const taskOf = (row: StudyRow) => factsOf(row)?.task ?? 'classification';

/** All of them; the first is the one that trials have their values of. */
export function objectivesOfRow(row: StudyRow) {
  return objectivesOf(fileOf(row), taskOf(row));
}

export function objectiveOfRow(row: StudyRow, file: StudyFile = fileOf(row)) {
  return objectiveOf(file, taskOf(row));
}

/** null for a study on the processor. */
function lanesOnCards(row: StudyRow, file: StudyFile): number | null {
  const cards = row.engine?.gpus?.length ?? 0;
  return cards === 0 ? null : cards * (slotsOf(row, file.engine) ?? 1);
}

export async function summaryOf(store: Store, row: StudyRow): Promise<StudySummary> {
  const { file, problem } = readableFileOf(row);
  const named = file.engine.threads;
  const threads = row.engine?.threads ?? (named === 'auto' ? 1 : named);
  return summarise(problem === null ? row : { ...row, reason: problem }, await store.listOutcomes(row.id), {
    objective: objectiveOfRow(row, file),
    trials: trialCount(file),
    parallel:
      file.search.parallel ?? lanesOnCards(row, file) ?? defaultParallel((await thisMachine()).physicalCores, threads),
  });
}

export async function detailOf(store: Store, row: StudyRow): Promise<StudyDetail> {
  const { file, rows, stage } = studyOfStage(fileOf(row), row);
  const facts = factsOf(row, stage?.row.name);
  const space = buildSpace(file, facts && toDataFacts(facts));
  const epochs = space.fixed['training.epochs'];
  const runs = runsPerTrial(file);
  return {
    summary: await summaryOf(store, row),
    file: fileToShow(row),
    dimensions: space.dimensions.map((dimension) => ({ ...dimension })),
    spaceSize: spaceSize(space),
    fixed: { ...space.fixed },
    epochs: typeof epochs === 'number' ? epochs : null,
    ...(runs > 1 && { runs }),
    ...classRows(facts),
    ...(storedVersions(row).length > 0 && { versions: await versionsOfRow(store, row) }),
    ...(rows.length > 0 && {
      stages: rows.map(({ name, state, reason, trials }) => ({ name, state, reason, trials })),
    }),
  };
}

/** What was added and changed in the studio stands in it, so that whoever saves or copies it has the whole study. */
function fileToShow(row: StudyRow): Record<string, unknown> {
  const file = withVersions(withAddedStages(row.file, overridesOf(row).stages), storedVersions(row));
  return isRecord(file) ? { ...file } : { ...row.file };
}

function classRows(facts: StoredFacts | null): Pick<StudyDetail, 'classes'> {
  const { classNames, trainClassCounts = [] } = facts ?? {};
  return classNames === undefined
    ? {}
    : { classes: classNames.map((name, k) => ({ name, rows: trainClassCounts[k] ?? 0 })) };
}

export async function trialDetailOf(store: Store, studyId: string, number: number): Promise<TrialDetail> {
  const row = await findTrial(store, studyId, number);
  const epoch = countingEpoch(row);
  const [metrics, log] = await Promise.all([
    store.readMetrics(studyId, { trials: [number], runs: 'all' }),
    store.readLog(studyId, number),
  ]);
  const { best, last } = trialMetrics(row, metrics);
  return {
    trial: toTrial(row),
    settings: { ...row.settings },
    weights: epoch === null ? null : { epoch, kept: keepsWeights(row) },
    ...(row.checkpoint !== null && { checkpoint: row.checkpoint.epoch }),
    metrics: { best: { ...best }, last: { ...last } },
    log: log.map(({ at, level, message }) => ({ at, level, message })),
  };
}

export async function findTrial(store: Store, studyId: string, number: number): Promise<TrialRow> {
  const found = await store.getTrial(studyId, number);
  if (!found) throw new AppError('not_found', `This study has no trial ${number}.`);
  return found;
}

/** A trial as `vernier trials --format json` prints it. */
export interface TrialRecord {
  readonly trial: number;
  /** Absent: the study has no stages. */
  readonly stage?: string;
  /** Version of the study's space that it was drawn from; absent: there is one. */
  readonly spaceVersion?: number;
  readonly state: TrialRow['state'];
  readonly reason: string | null;
  readonly params: Params;
  readonly value: number | null;
  readonly epoch: number | null;
  /** Those begun, of a trial that is trained several times; absent: it is trained once. */
  readonly runs?: readonly TrainingRun[];
  /** At the best epoch; of several runs the mean over the complete ones. */
  readonly metrics: MetricsAtEpoch;
  readonly last: MetricsAtEpoch;
  /** Why the sampler chose it; null where nobody has said, as for a starting point. */
  readonly why: string | null;
  /** What people wrote about it, and their tags; absent: nothing. */
  readonly note?: string;
  readonly tags?: readonly string[];
}

export async function trialRecordsOf(store: Store, row: StudyRow): Promise<TrialRecord[]> {
  const [trials, metrics] = await Promise.all([store.listTrials(row.id), store.readMetrics(row.id, { runs: 'all' })]);
  const byTrial = Map.groupBy(metrics, (chunk) => chunk.trial);
  const versions = storedVersions(row);
  return trials.map((trial) => {
    const { best, last } = trialMetrics(trial, byTrial.get(trial.number) ?? []);
    const { number, stage, state, reason, params, value, bestEpoch, why } = trial;
    return {
      ...{ trial: number, ...(stage !== null && { stage }) },
      ...(versions.length > 0 && { spaceVersion: versionOfTrial(versions, number) }),
      ...{ state, reason, params, value, epoch: bestEpoch },
      ...(trial.plannedRuns > 1 && { runs: trial.runs }),
      metrics: best,
      last,
      why,
      ...annotationOf(trial),
    };
  });
}

/**
 * Best first, at most `top`, of the stage that is named, else of the last one that has a complete trial; of several objectives the trials
 * that none dominates, best in the first objective first. `not_found` with a sentence when no trial has a value, or there is no such stage.
 * `rank`: by which each says how sure its value is.
 */
export async function bestOf(
  store: Store,
  row: StudyRow,
  top: number,
  stage?: string,
  rank?: (stage: string | undefined) => Promise<RankingAnswer>,
): Promise<BestConfig[]> {
  const file = fileOf(row);
  if (stage !== undefined) stageOrFail(file, stage);
  const names = file.stages?.map(({ name }) => name) ?? [];
  const trials = await store.listTrials(row.id);
  const objectives = objectivesOf(file, taskOf(row));
  const direction = objectives[0]?.direction ?? 'maximize';
  const own =
    stage === undefined ? decisiveTrials(names, trials, direction) : trials.filter((one) => one.stage === stage);
  const ranked = rankTrials(own, direction);
  const leaders = objectives.length > 1 ? await frontOf(store, row, ranked, objectives) : ranked;
  const best = leaders.slice(0, top);
  // Without any the sentence is about all trials that were looked at.
  const input = await bestInput(store, row, stage === undefined ? trials : own, best);
  if (rank === undefined || best.length === 0) return bestConfigs(input, best);
  const ranking = await rank(best[0]?.stage ?? undefined);
  return bestConfigs({ ...input, rankingOf: (trial) => rankingOfTrial(ranking, trial) }, best);
}

/** Those of the trials that no other one is better than in all objectives, in their order. */
async function frontOf(
  store: Store,
  row: StudyRow,
  trials: readonly TrialRow[],
  objectives: readonly Objective[],
): Promise<TrialRow[]> {
  const keys = objectives.map(({ metric }) => metric);
  const chunks = await store.readMetrics(row.id, { keys, runs: 'all' });
  const byTrial = Map.groupBy(chunks, ({ trial }) => trial);
  const directions = objectives.map(({ direction }) => direction);
  const placed = trials.flatMap((trial) => {
    const at = trialMetrics(trial, byTrial.get(trial.number) ?? []).best;
    const values = objectives.map(({ metric }) => Number(at[metric]));
    const losses = lossesFrom(values, directions);
    return losses.every(Number.isFinite) ? [{ trial, losses }] : [];
  });
  const ranks = paretoRanks(placed.map(({ losses }) => losses));
  return placed.flatMap(({ trial }, i) => (ranks[i] === 0 ? [trial] : []));
}

/** The configuration of one trial, best or not. */
export async function configOf(store: Store, row: StudyRow, trial: number): Promise<BestConfig> {
  const trials = await store.listTrials(row.id);
  const wanted = trials.filter(({ number }) => number === trial);
  return configOfTrial(await bestInput(store, row, trials, wanted), trial);
}

/** Curves are read of the wanted trials only: a study may have a million of them. */
async function bestInput(
  store: Store,
  row: StudyRow,
  trials: readonly TrialRow[],
  wanted: readonly TrialRow[],
): Promise<BestConfigInput> {
  const stage = wanted[0]?.stage ?? null;
  const { file } = studyOfStage(fileOf(row), row, stage);
  const facts = factsOf(row, stage);
  const metrics = await store.readMetrics(row.id, { trials: wanted.map(({ number }) => number), runs: 'all' });
  return {
    study: row,
    trials,
    metrics,
    objective: objectiveOfRow(row, file),
    objectives: objectivesOf(file, taskOf(row)),
    searchSpace: searchedEntries(file),
    versionOf: (trial) => spaceOfTrial(row, stage, trial),
    data: facts ? exportedData(facts) : (file.data ?? null),
    ...(file.runner.kind !== 'builtin' && { runner: exportedRunner(row, file.runner) }),
    openings: await store.listTestOpenings(row.id),
    createdAt: new Date(),
    appVersion: appVersion(),
  };
}

/** What a trial was drawn from; null in a study whose space was never changed. */
function spaceOfTrial(row: StudyRow, stage: string | null, trial: number) {
  const versions = storedVersions(row);
  if (versions.length === 0) return null;
  const number = versionOfTrial(versions, trial);
  const texts = spaceTexts(row, { stage, file: studyOfStage(fileOf(row), row, stage).file });
  const { text } = texts.findLast((one) => one.number <= number) ?? texts[0] ?? {};
  return { number, searchSpace: text === undefined ? {} : searchedEntries({ settings: { ...text.settings } }) };
}

/** With an absolute folder, so that the file may lie anywhere. */
function exportedRunner({ path }: StudyRow, runner: OtherRunner): OtherRunner {
  return path === null || runner.kind === 'none' ? runner : { ...runner, cwd: resolveFrom(dirname(path), runner.cwd) };
}

/** A generated sample has `rows` of its own: how many to generate. Those used are fewer when there is a subset. */
function exportedData({ data, rows, fingerprint }: StoredFacts): Record<string, unknown> {
  if (isGenerated(data) && data.subset !== undefined) return { ...data, fingerprint };
  return { rows, ...data, fingerprint };
}
