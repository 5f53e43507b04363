// The stages of a study: their names, what they narrow, and each of them as a study of its own.
import type { Problem } from '../contract/common.ts';
import { type DataFacts, suggestion } from '../settings/index.ts';
import { error } from './fields.ts';
import { searchedEntries, stageFile } from './stage-file.ts';
import type { StageSpec, StudyFile } from './study-schema.ts';

/** Checks one study without stages. */
type CheckOne = (file: StudyFile, facts: DataFacts | null) => Problem[];

/**
 * Errors and warnings of the stages. Each is checked by `checkOne` with the widest ranges that it can have; what is wrong is said of the
 * stage where the stage says it, else of the study, and once.
 */
export function checkStages(file: StudyFile, facts: DataFacts | null, checkOne: CheckOne): Problem[] {
  const { stages = [] } = file;
  const form = [...checkTrials(file), ...stages.flatMap((stage, i) => checkForm(file, stages, stage, i))];
  if (form.length > 0) return form;
  const found = new Map<string, Problem>();
  stages.forEach((stage, i) => {
    for (const problem of checkOne(
      stageFile(file, stage.name, () => null),
      facts,
    )) {
      const moved = { ...problem, path: pathIn(stage, i, problem.path) };
      found.set(`${moved.path} ${moved.message}`, moved);
    }
  });
  return [...found.values()];
}

function checkTrials({ search }: StudyFile): Problem[] {
  if (search.trials === null) return [];
  return [
    error(
      'search.trials',
      'A study with stages takes the number of trials from each of them; leave "search.trials" (--trials) out.',
    ),
  ];
}

function checkForm(file: StudyFile, stages: readonly StageSpec[], stage: StageSpec, i: number): Problem[] {
  const at = `stages[${i}]`;
  const problems: Problem[] = [];
  if (stages.findIndex(({ name }) => name === stage.name) < i) {
    problems.push(error(`${at}.name`, `Two stages are called "${stage.name}"; give each a name of its own.`));
  }
  if (stage.subset && file.data === undefined) {
    problems.push(error(`${at}.subset`, 'The study has no "data" to take a subset of; leave "subset" out.'));
  }
  const { narrow, vary } = stage;
  if (narrow === undefined) {
    if (vary) problems.push(error(`${at}.vary`, '"vary" goes with "narrow", whose best trial gives the other values.'));
    return problems;
  }
  const earlier = stages.slice(0, i).map(({ name }) => name);
  if (!earlier.includes(narrow.from)) {
    problems.push(error(`${at}.narrow.from`, noSuchStage(narrow.from, earlier, stages)));
    return problems;
  }
  const searched = Object.keys(searchedEntries(stageFile(file, narrow.from, () => null)));
  for (const [k, key] of (vary ?? []).entries()) {
    if (searched.includes(key)) continue;
    const known = searched.length === 0 ? 'it searches nothing.' : suggestion(key, searched);
    problems.push(
      error(`${at}.vary[${k}]`, `"vary" names "${key}", which stage "${narrow.from}" does not search; ${known}`),
    );
  }
  return problems;
}

function noSuchStage(from: string, earlier: readonly string[], stages: readonly StageSpec[]): string {
  if (earlier.length === 0) return `The first stage has none before it to narrow; leave "narrow" out.`;
  const names = earlier.map((name) => `"${name}"`).join(', ');
  return stages.some(({ name }) => name === from)
    ? `Stage "${from}" does not come before this one; narrow one of ${names}.`
    : `There is no stage "${from}"; narrow one of ${names}.`;
}

/** Where the file says what a problem of the stage's study is about. */
function pathIn(stage: StageSpec, i: number, path: string): string {
  const at = `stages[${i}]`;
  const [, key] =
    /^settings\.(.*?)(?:\.(?:low|high|step|type|values|choices|when|points|weights)\b.*|\[.*)?$/.exec(path) ?? [];
  if (key !== undefined && stage.settings && key in stage.settings) return `${at}.${path}`;
  if (path.startsWith('data.subset') && stage.subset) return `${at}.${path.slice('data.'.length)}`;
  const own = (['sampler', 'pruner', 'trials', 'repeats'] as const).find(
    (field) => path.startsWith(`search.${field}`) && stage[field] !== undefined,
  );
  return own === undefined ? path : `${at}.${path.slice('search.'.length)}`;
}
