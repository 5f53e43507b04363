// Looks at the data of every stage before the first one begins: what is wrong with a late one is said before any budget is spent.
import { prepareApart } from '#main/data/prepare-apart.ts';
import type { StopRules } from '#main/scheduler/index.ts';
import type { StageRow } from '#main/store/store.ts';
import type { Problem } from '#shared/contract/common.ts';
import { AppError } from '#shared/errors.ts';
import { checkObjectiveClasses } from '#shared/study/check-objective.ts';
import { checkStudy, hasError } from '#shared/study/check-study.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { StageSpec } from '#shared/study/study-schema.ts';
import { factsToStore, toDataFacts } from '../data-facts.ts';
import { invalidStudy } from '../definition.ts';
import { requireModel } from '../model-summary.ts';
import { fileOfStage, specOf } from './stage-study.ts';

/**
 * The stages with the facts of their data, those that had none prepared and checked. Throws AppError with the stage's name before the
 * sentence when a stage could not run.
 */
export async function lookAtStages(
  file: StudyFile,
  rows: readonly StageRow[],
  folders: { readonly baseDir: string; readonly cacheDir: string },
): Promise<StageRow[]> {
  const looked: StageRow[] = [];
  for (const row of rows) {
    const facts = row.facts ?? (await lookAt(fileOfStage(file, rows, row.name), row.name, folders));
    looked.push({ ...row, facts });
  }
  return looked;
}

async function lookAt(
  file: StudyFile,
  name: string,
  folders: { readonly baseDir: string; readonly cacheDir: string },
): Promise<StageRow['facts']> {
  // The data of the user's own program are that program's business.
  if (!file.data || file.runner.kind !== 'builtin') return null;
  try {
    const prepared = await prepareApart(file.data, folders);
    const { header } = prepared;
    const stored = factsToStore(prepared);
    const facts = toDataFacts(stored);
    const problems = [...checkStudy(file, facts), ...checkObjectiveClasses(file, header.classes)];
    if (hasError(problems)) throw invalidStudy(problems);
    requireModel(file, header, facts);
    return { ...stored };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw ofStage(thrown, name);
  }
}

function ofStage({ code, message, details }: AppError, name: string): AppError {
  const at = (sentence: string) => `Stage "${name}": ${sentence}`;
  const problems = Array.isArray(details.problems)
    ? details.problems.map((problem: Problem) => ({ ...problem, message: at(problem.message) }))
    : undefined;
  return new AppError(code, at(message), problems ? { ...details, problems } : details);
}

/** A target says nothing of a stage with fewer classes than the last one has: its problem is an easier one. */
export function stopOfStage(file: StudyFile, stop: StopRules, stage: StageSpec): StopRules {
  const last = file.stages?.at(-1);
  const classes = (spec: StageSpec | undefined) => JSON.stringify((spec?.subset ?? file.data?.subset)?.classes ?? null);
  return classes(stage) === classes(last && specOf(file, last.name)) ? stop : { ...stop, target: null };
}
