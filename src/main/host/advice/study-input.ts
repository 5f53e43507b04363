// What the advisor is told of a stored study: of one stage its trials, its space, and how it measures. Reads only.
import { adviseRun, type StudyInput, type StudyTrial, type Trust } from '#main/advisor/index.ts';
import { subsetTrust } from '#main/analysis/subset-trust.ts';
import type { Store, StudyRow, TrialFacts } from '#main/store/store.ts';
import type { Reason, StudyAdvice, StudyAdviceAnswer, Verdict } from '#shared/contract/advice.ts';
import { buildSpace, type Objective, objectiveOf, resolveSettings } from '#shared/study/build-space.ts';
import { bestTrial, decisiveTrials } from '#shared/study/ranking.ts';
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { factsOf, type StoredFacts, toDataFacts } from '../data-facts.ts';
import { definitionOf } from '../definition.ts';
import { stageOrFail, studyOfStage } from '../stages/stage-study.ts';
import { runInputOf } from './run-input.ts';

/** Runs whose curves are judged at most, spread over the study. */
const mostJudged = 200;
/** Configurations on part and whole at most: a thousand bootstrap samples of more take too long. */
const mostPairs = 200;

export interface StudyOfAdvice {
  readonly stage: string | null;
  readonly input: StudyInput;
}

/** `named`: of this stage, else of the last one that has a complete trial. Throws AppError('not_found') for a stage that it has not. */
export async function studyInputOf(store: Store, row: StudyRow, named?: string): Promise<StudyOfAdvice> {
  const whole = definitionOf(row).file;
  if (named !== undefined) stageOrFail(whole, named);
  const all = await store.listTrialFacts(row.id);
  const { direction } = objectiveOf(whole, factsOf(row)?.task ?? 'classification');
  const names = (whole.stages ?? []).map(({ name }) => name);
  const own = named === undefined ? decisiveTrials(names, all, direction) : all.filter(({ stage }) => stage === named);
  const stage = named ?? own[0]?.stage ?? names[0] ?? null;
  const { file } = studyOfStage(whole, row, stage);
  const facts = factsOf(row, stage);
  const dataFacts = facts && toDataFacts(facts);
  const objective = objectiveOf(file, facts?.task ?? 'classification');
  const verdicts = await verdictsOf(store, row, own, { facts, objective });
  const best = bestTrial(own, direction);
  return {
    stage,
    input: {
      ...objective,
      space: buildSpace(file, dataFacts),
      objectives: [file.objective].flat().length,
      trials: own.map((trial) => ({
        ...trial,
        origin: originOf(trial, file.search.sampler),
        verdict: verdicts.get(trial.number) ?? null,
      })),
      bestSettings: best === null ? {} : resolveSettings(file, best.params, dataFacts),
      builtin: file.runner.kind === 'builtin',
      validationRows: facts?.validationRows ?? null,
      validation: validationOf(file),
      repeats: file.search.repeats,
      subsetFraction: fractionOf(file, facts),
      trust: trustOf(own, all, stage, { direction, names, fractionOf: (name) => stageFraction(whole, row, name) }),
    },
  };
}

export function answerOf({ stage, input }: StudyOfAdvice, advices: StudyAdvice[]): StudyAdviceAnswer {
  const used = input.trials.filter(
    ({ state, value }) => state === 'complete' && value !== null && Number.isFinite(value),
  );
  return { stage, used: used.length, advices, trust: trustReason(input.trust) };
}

/** Told whenever there are pairs, also where nothing is wrong: whether a part of the data is worth choosing by. */
function trustReason(trust: Trust | null): Reason | null {
  if (trust === null) return null;
  const { share, pairs, rho, low, high, verdict } = trust;
  return { id: `trust.${verdict}`, values: { share, pairs, rho, low, high } };
}

/** Where a sampler that learns says that it does not yet (samplers/*.ts): these trials are spread evenly, or drawn, as one without a word is. */
const notYet = /spread evenly|drawn evenly|drawn from the priors|of a Sobol sequence/;
const evenKinds: ReadonlySet<SamplerSpec['kind']> = new Set(['random', 'sobol', 'grid']);

export function originOf(
  { source, why }: Pick<TrialFacts, 'source' | 'why'>,
  { kind }: SamplerSpec,
): StudyTrial['origin'] {
  if (source !== 'sampler') return 'given';
  return evenKinds.has(kind) || why === null || notYet.test(why) ? 'even' : 'model';
}

async function verdictsOf(
  store: Store,
  row: StudyRow,
  trials: readonly TrialFacts[],
  { facts, objective }: { readonly facts: StoredFacts | null; readonly objective: Objective },
): Promise<ReadonlyMap<number, Verdict>> {
  const complete = trials.filter(({ state, rerunOf }) => state === 'complete' && rerunOf === null);
  const every = Math.max(1, complete.length / mostJudged);
  const judged = complete.filter((_, i) => Math.floor(i / every) !== Math.floor((i - 1) / every));
  const found = new Map<number, Verdict>();
  if (judged.length === 0) return found;
  const chunks = await store.readMetrics(row.id, { trials: judged.map(({ number }) => number), runs: 'shown' });
  const byTrial = Map.groupBy(chunks, ({ trial }) => trial);
  const { file } = studyOfStage(definitionOf(row).file, row, judged[0]?.stage);
  const dataFacts = facts && toDataFacts(facts);
  for (const trial of judged) {
    const settings = resolveSettings(file, trial.params, dataFacts);
    const input = runInputOf(
      { trial: { ...trial, settings }, chunks: byTrial.get(trial.number) ?? [] },
      facts,
      objective,
    );
    found.set(trial.number, adviseRun(input).verdict);
  }
  return found;
}

/** The default part is a fifth (data-spec.ts); a file, a column or the user's own program says it in another way. */
function validationOf({ data, runner }: StudyFile): StudyInput['validation'] {
  const given = data?.validation;
  if (runner.kind !== 'builtin' || data === undefined) return { fraction: null, folds: null };
  if (given?.path !== undefined || given?.column !== undefined) return { fraction: null, folds: null };
  return { fraction: given?.folds === undefined ? (given?.fraction ?? 0.2) : null, folds: given?.folds ?? null };
}

function fractionOf({ data }: StudyFile, facts: StoredFacts | null): number | null {
  const subset = data?.subset;
  if (subset?.fraction !== undefined) return subset.fraction;
  if (subset?.rows === undefined || facts?.rowsAvailable === undefined || facts.rowsAvailable <= 0) return null;
  return Math.min(1, subset.rows / facts.rowsAvailable);
}

function stageFraction(whole: StudyFile, row: StudyRow, stage: string): number {
  return fractionOf(studyOfStage(whole, row, stage).file, factsOf(row, stage)) ?? 1;
}

/**
 * Pairs of a part and the whole: runs on a share of the rows beside the run on all of them, of each trial; else trials of this stage
 * beside those of equal params in a stage of more rows, or, where there is none, in the stage of fewest rows.
 */
function trustOf(
  own: readonly TrialFacts[],
  all: readonly TrialFacts[],
  stage: string | null,
  {
    direction,
    names,
    fractionOf: of,
  }: {
    readonly direction: Objective['direction'];
    readonly names: readonly string[];
    fractionOf(stage: string): number;
  },
): Trust | null {
  const shares = own.flatMap(({ runs }) => runs.map(({ share }) => share)).filter((share) => share < 1);
  if (shares.length > 0) {
    const least = Math.min(...new Set(shares));
    const part = own.flatMap((trial) => {
      const run = trial.runs.find(({ share, state }) => share === least && state === 'complete');
      return run === undefined ? [] : [{ ...trial, state: 'complete' as const, value: run.value }];
    });
    return toTrust(subsetTrust(direction, part.slice(0, mostPairs), own), least);
  }
  if (stage === null) return null;
  const trialsOf = (wanted: readonly string[]) => all.filter((trial) => wanted.includes(trial.stage ?? ''));
  const here = of(stage);
  const full = trialsOf(names.filter((name) => of(name) > here));
  if (full.length > 0) return toTrust(subsetTrust(direction, own, full.slice(0, mostPairs)), here);
  const [least] = names.filter((name) => of(name) < here).sort((a, b) => of(a) - of(b));
  if (least === undefined) return null;
  return toTrust(subsetTrust(direction, trialsOf([least]).slice(0, mostPairs), own), of(least));
}

function toTrust({ pairs, spearman, verdict }: ReturnType<typeof subsetTrust>, share: number): Trust | null {
  if (spearman === null) return null;
  const { value, low, high } = spearman;
  return { share, pairs: pairs.length, rho: value, low, high, verdict, trials: pairs.map(({ subset }) => subset) };
}
