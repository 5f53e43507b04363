// The budget of a draft: its stages as parts, what its measured times belong to, and the trials that were chosen for it. Pure.
import type { Budget, BudgetPart } from './budget.ts';
import { type Draft, draftOf, setField } from './draft.ts';
import { getIn, isObject, type JsonObject } from './json.ts';
import type { Plan } from './plan.ts';
import { samplerOf } from './sampler.ts';
import { stagesOf } from './stage-plan.ts';
import { type ClassRows, classShare, setSubset, subsetOf, withoutShare } from './subset.ts';

/**
 * null: the number of trials is not known (a grid that cannot be counted). `cores`: trials at once where the draft does not say;
 * `classes`: all of the data's, so that fewer of them cost less.
 */
export function budgetOf(
  file: JsonObject,
  plan: Plan,
  { times, own }: Pick<Budget, 'times' | 'own'>,
  cores: number,
  classes: readonly ClassRows[] = [],
): Budget | null {
  const shareIn = (subset: JsonObject) => fractionIn(subset) * classShare(subset, classes);
  const share = shareIn(subsetOf(file));
  const stages = stagesOf(file);
  const parts: BudgetPart[] =
    stages.length > 0
      ? stages.map((stage) => {
          const epochs = getIn(stage, ['settings', 'training.epochs']);
          return {
            trials: countOf(stage.trials),
            epochs: typeof epochs === 'number' ? epochs : plan.epochs,
            dataShare: isObject(stage.subset) ? shareIn(stage.subset) : share,
          };
        })
      : [{ trials: plan.trials ?? 0, epochs: plan.epochs, dataShare: share }];
  if (parts.reduce((sum, { trials }) => sum + trials, 0) === 0) return null;
  const minutes = getIn(file, ['search', 'stop', 'minutes']);
  return {
    ...{ times, own, parts, runs: plan.runs, file },
    lanes: Math.max(1, plan.parallel ?? cores),
    limit: typeof minutes === 'number' && minutes > 0 ? 60 * minutes : null,
  };
}

/**
 * What a measurement is of: equal for drafts whose epochs take as long, in proportion to the share of the rows. How many epochs, trials and
 * trials at once there are does not change how long one epoch takes, unless the epochs are searched; a grid has points of its own.
 */
export function timesKey(file: JsonObject): string {
  const { data, subset, settings, constraints, engine } = withoutShare(file);
  const { 'training.epochs': epochs, ...others } = isObject(settings) ? settings : {};
  const isGrid = samplerOf(file) === 'grid';
  return JSON.stringify([
    data,
    subset,
    others,
    isObject(epochs) ? epochs : null,
    constraints ?? [],
    engine ?? null,
    isGrid,
  ]);
}

/** What beside the space decides which trials a study begins with; null: earlier studies do as well. */
export function drawnBy(file: JsonObject): string | null {
  const [warm, ...own] = ['warmStart', 'sampler', 'seed', 'enqueue', 'recipes'].map((field) =>
    getIn(file, ['search', field]),
  );
  return warm === undefined ? JSON.stringify(own) : null;
}

/** What the key says of the part of the data that was measured, and the rest of the data as text. */
export function dataOfKey(key: string): { readonly source: string; readonly subset: JsonObject } {
  const [data, beside] = key === '' ? [] : (JSON.parse(key) as unknown[]);
  const file: JsonObject = { data, subset: beside };
  return { source: JSON.stringify(setSubset(draftOf(file), 'classes', undefined).file), subset: subsetOf(file) };
}

/** So many trials in all; of stages each gets its part of them, one at least. */
export function withTrialsInAll(draft: Draft, trials: number): Draft {
  const stages = stagesOf(draft.file);
  if (stages.length === 0) return setField(draft, ['search', 'trials'], trials);
  const before = stages.reduce((sum, stage) => sum + countOf(stage.trials), 0);
  if (before === 0) return draft;
  let left = trials;
  const counts = stages.map((stage, i) => {
    const own = i === stages.length - 1 ? left : Math.max(1, Math.round((trials * countOf(stage.trials)) / before));
    left -= own;
    return Math.max(1, own);
  });
  return setField(
    draft,
    ['stages'],
    stages.map((stage, i) => ({ ...stage, trials: counts[i] })),
  );
}

function countOf(trials: unknown): number {
  return typeof trials === 'number' && trials > 0 ? trials : 0;
}

/** A number of rows is the data's to count; without a fraction it counts as the whole. */
function fractionIn({ fraction }: JsonObject): number {
  return typeof fraction === 'number' && fraction > 0 ? fraction : 1;
}
