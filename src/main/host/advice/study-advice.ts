// Verdicts and moves for the trials of a stored study: each judged by its own curve, with what the study has shown so far.
import { adviseRun, type StudyKnowledge, triedMoves, unimportantBounds } from '#main/advisor/index.ts';
import type { Store, StudyRow, TrialOutcome } from '#main/store/store.ts';
import type { TrialAdvice } from '#shared/contract/advice.ts';
import { buildSpace, objectiveOf } from '#shared/study/build-space.ts';
import { factsOf, toDataFacts } from '../data-facts.ts';
import { definitionOf } from '../definition.ts';
import { studyOfStage } from '../stages/stage-study.ts';
import { runInputOf } from './run-input.ts';

export type Unimportant = NonNullable<StudyKnowledge['unimportant']>;

/** Curves of so many trials are in memory at once. */
const batch = 500;
/** Among more trials it takes too long to look for single ones that differ in one setting, while a study runs. */
const mostCompared = 2000;

export interface StudyAdviceOptions {
  /** null: of all that have begun. Numbers that the study does not have are left out. */
  readonly trials: readonly number[] | null;
  /** Which of a stage's settings do not matter, for whoever remembers it; `find` tells it anew. */
  unimportantOf?(stage: string | null, find: () => Promise<Unimportant>): Promise<Unimportant>;
}

/** In the order of the trials' numbers. */
export async function adviseTrials(store: Store, row: StudyRow, options: StudyAdviceOptions): Promise<TrialAdvice[]> {
  const { trials: numbers } = options;
  const found =
    numbers === null
      ? await store.listTrials(row.id)
      : (await Promise.all(numbers.map((number) => store.getTrial(row.id, number)))).flatMap((trial) => trial ?? []);
  const begun = found.filter(({ state, lastEpoch, runs }) => state !== 'queued' || lastEpoch > 0 || runs.length > 0);
  if (begun.length === 0) return [];
  const { complete } = await store.countTrials(row.id);
  let read: Promise<TrialOutcome[]> | undefined;
  const outcomes = () => {
    read ??= store.listOutcomes(row.id);
    return read;
  };
  const compared = numbers === null || complete <= mostCompared ? await outcomes() : [];
  const byStage = Map.groupBy(compared, ({ stage }) => stage);
  const stages = new Map<string | null, Promise<Stage>>();
  const stageOf = (stage: string | null) => {
    const known =
      stages.get(stage) ?? knowledgeOf(row, stage, { compared: byStage.get(stage) ?? [], outcomes }, options);
    stages.set(stage, known);
    return known;
  };
  const advised: TrialAdvice[] = [];
  begun.sort((a, b) => a.number - b.number);
  for (let from = 0; from < begun.length; from += batch) {
    const some = begun.slice(from, from + batch);
    const chunks = await store.readMetrics(row.id, { trials: some.map(({ number }) => number), runs: 'shown' });
    const byTrial = Map.groupBy(chunks, ({ trial }) => trial);
    for (const trial of some) {
      const { objective, facts, studyOf } = await stageOf(trial.stage);
      const input = runInputOf({ trial, chunks: byTrial.get(trial.number) ?? [] }, facts, objective);
      advised.push({ trial: trial.number, advice: adviseRun({ ...input, study: studyOf(trial) }) });
    }
  }
  return advised;
}

interface Stage {
  readonly objective: ReturnType<typeof objectiveOf>;
  readonly facts: ReturnType<typeof factsOf>;
  studyOf(trial: Pick<TrialOutcome, 'number' | 'params' | 'value'>): StudyKnowledge;
}

/** Trials of one stage have one budget, so that one can be held against another. */
async function knowledgeOf(
  row: StudyRow,
  stage: string | null,
  { compared, outcomes }: { readonly compared: readonly TrialOutcome[]; outcomes(): Promise<readonly TrialOutcome[]> },
  { unimportantOf = (_, find) => find() }: StudyAdviceOptions,
): Promise<Stage> {
  const { file } = studyOfStage(definitionOf(row).file, row, stage);
  const facts = factsOf(row, stage);
  const objective = objectiveOf(file, facts?.task ?? 'classification');
  const complete = compared.filter(({ state, value }) => state === 'complete' && value !== null);
  const { direction } = objective;
  const unimportant = await unimportantOf(stage, async () => {
    const trials = (await outcomes()).filter((trial) => trial.stage === stage);
    return unimportantBounds({ space: buildSpace(file, facts && toDataFacts(facts)), direction, trials });
  });
  const sign = direction === 'maximize' ? 1 : -1;
  const finished = ({ number, params, value }: Pick<TrialOutcome, 'number' | 'params' | 'value'>) => ({
    ...{ trial: number, settings: params, score: value === null ? Number.NaN : sign * value },
  });
  const triedBy = triedMoves(complete.map(finished));
  return { objective, facts, studyOf: (trial) => ({ unimportant, tried: triedBy(finished(trial)) }) };
}
