// What a checked study means: its space, its objective, its number of trials, the settings of one trial, its identity.
import type { Direction } from '../contract/common.ts';
import { AppError } from '../errors.ts';
import { deriveSeed } from '../num/random.ts';
import { applies, type DataFacts, defaultValue, settingsRegistry } from '../settings/index.ts';
import { betterDirection } from './metric-names.ts';
import { planSpace } from './plan-space.ts';
import { isRange } from './ranges.ts';
import type { Space } from './space.ts';
import type { ObjectiveSpec, StudyFile } from './study-schema.ts';
import type { Params, ResolvedSettings, SettingValue } from './values.ts';

/** Trials of a study that does not say how many, except a grid. */
const defaultTrials = 20;

/** Dimensions in topological order. Throws AppError('invalid') with the first thing that is wrong with them. */
export function buildSpace(file: StudyFile, facts: DataFacts | null): Space {
  const { space, problems } = planSpace(file, facts);
  const [first] = problems;
  if (first) throw new AppError('invalid', first.message, { path: first.path });
  return space;
}

/**
 * Every setting of one trial: params before fixed values before the registry's defaults, which may depend on the settings
 * before them and on the data. Settings that model, optimiser, schedule or data do not use are absent. A setting whose own
 * `when` does not hold, but which the model uses, has its default. Without the built-in training: fixed values and params only.
 */
export function resolveSettings(file: StudyFile, params: Params, facts: DataFacts | null): ResolvedSettings {
  const resolved: Record<string, SettingValue> = {};
  if (file.runner.kind !== 'builtin') {
    for (const [key, entry] of Object.entries(file.settings)) if (!isRange(entry)) resolved[key] = entry;
    return { ...resolved, ...params };
  }
  for (const setting of settingsRegistry) {
    const context = { settings: resolved, facts };
    if (!applies(setting, context)) continue;
    const entry = file.settings[setting.key];
    const given = params[setting.key];
    if (given !== undefined) resolved[setting.key] = given;
    else if (entry !== undefined && !isRange(entry)) resolved[setting.key] = entry;
    else resolved[setting.key] = defaultValue(setting, context);
  }
  return resolved;
}

export interface Objective {
  /** Key of a reported metric ("validation.accuracy"). */
  readonly metric: string;
  readonly direction: Direction;
  /** `best`: the best finite epoch, the earliest on ties; `last`: the last finite epoch. */
  readonly pick: 'best' | 'last';
}

/** The (first) objective with its direction; by default accuracy on validation, for regression its rmse. */
export function objectiveOf(file: StudyFile, task: DataFacts['task']): Objective {
  return resolved(Array.isArray(file.objective) ? file.objective[0] : file.objective, task);
}

/** All of them, at least one. */
export function objectivesOf(file: StudyFile, task: DataFacts['task']): Objective[] {
  return [file.objective].flat().map((one) => resolved(one, task));
}

function resolved(given: ObjectiveSpec | undefined, task: DataFacts['task']): Objective {
  const metric = given?.metric ?? (task === 'regression' ? 'validation.rmse' : 'validation.accuracy');
  const direction = given?.direction ?? betterDirection(metric) ?? 'maximize';
  return { metric, direction, pick: given?.pick ?? 'best' };
}

/** Asked trials, of all stages together; null when the grid decides. */
export function trialCount(file: StudyFile): number | null {
  if (file.stages) return file.stages.reduce((sum, { trials }) => sum + trials, 0);
  return file.search.trials ?? (file.search.sampler.kind === 'grid' ? null : defaultTrials);
}

/** How often each configuration is trained: repeats, on each fold. `file`: of one stage, where there are stages. */
export function runsPerTrial({ search, data }: Pick<StudyFile, 'search' | 'data'>): number {
  return search.repeats * (data?.validation?.folds ?? 1);
}

/**
 * A text that changes exactly when a stored study would no longer be the same study: data, settings, constraints, objective,
 * stages, runner, repeats, warm start and seed. The order of keys, the name, the number of trials, workers and starting points do not matter, nor does
 * who accepts a stage's ranges.
 */
export function spaceKey(file: StudyFile): string {
  const { data, settings, constraints, objective, stages, runner, search } = file;
  const identity = {
    data,
    settings,
    constraints,
    objective,
    stages: stages?.map(({ trials: _, narrow, ...stage }) => ({
      ...stage,
      narrow: narrow && { ...narrow, accept: undefined },
    })),
    // How long its program may be silent changes no trial.
    runner: { ...runner, silenceMinutes: undefined },
    seed: search.seed,
    repeats: search.repeats,
    warmStart: search.warmStart.length > 0 ? search.warmStart : undefined,
  };
  const text = canonical(identity);
  return [1, 2, 3, 4].map((salt) => deriveSeed(salt, text).toString(16).padStart(8, '0')).join('');
}

/** JSON with sorted keys and without undefined fields. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}
