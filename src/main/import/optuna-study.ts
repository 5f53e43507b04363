// A study of Optuna, however it was stored, as one of ours. Pure.
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { parseLooseJson } from '#shared/non-finite.ts';
import { noteText, tagList } from '#shared/study/annotation.ts';
import { parseStudyFile } from '#shared/study/study-file.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import type { ImportedObjective, ImportedStudy, ImportedTrial } from './imported.ts';
import { type DrawnRange, rangeOfRanges, withConditions } from './ranges.ts';

export type OptunaState = 'COMPLETE' | 'PRUNED' | 'FAIL' | 'RUNNING' | 'WAITING';

export interface OptunaTrial {
  /** From 0. */
  readonly number: number;
  readonly state: OptunaState;
  /** As stored: a number, or the index of a choice, and the distribution as JSON. */
  readonly params: readonly { readonly name: string; readonly value: number; readonly distribution: string }[];
  /** By objective; infinities as such. */
  readonly values: readonly number[];
  readonly intermediate: readonly { readonly step: number; readonly value: number }[];
  /** By key, as JSON. */
  readonly userAttributes: ReadonlyMap<string, string>;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

export interface OptunaStudy {
  readonly name: string;
  readonly directions: readonly ('MINIMIZE' | 'MAXIMIZE')[];
  /** By key, as JSON. */
  readonly userAttributes: ReadonlyMap<string, string>;
  readonly systemAttributes: ReadonlyMap<string, string>;
  readonly trials: readonly OptunaTrial[];
}

const choice = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const distribution = z.discriminatedUnion('name', [
  z.object({
    name: z.enum(['FloatDistribution', 'IntDistribution']),
    attributes: z.object({
      low: z.number(),
      high: z.number(),
      log: z.boolean().default(false),
      step: z.number().nullish(),
    }),
  }),
  z.object({ name: z.literal('CategoricalDistribution'), attributes: z.object({ choices: z.array(choice).min(1) }) }),
]);
type Distribution = z.output<typeof distribution>;

/** What our own export tells of a trial (export/optuna/storage.ts). */
const told = z.object({
  'vernier:state': z.enum(['complete', 'stopped', 'failed', 'diverged']).optional(),
  'vernier:value': z.number().optional(),
  'vernier:reason': z.string().optional(),
  'vernier:epoch': z.int().min(1).optional(),
  'vernier:lastEpoch': z.int().min(0).optional(),
  'vernier:epochs': z.int().min(0).optional(),
  'vernier:seed': z.int().optional(),
  'vernier:why': z.string().optional(),
  'vernier:note': noteText.optional(),
  'vernier:tags': tagList.optional(),
});

/**
 * Trials that ended; numbers count from 1, and so do steps where Optuna's begin with 0. Numbers among the user attributes are metrics of the epoch
 * that counts. Of a study that we exported the settings, the objectives and the trials' states are those that it had.
 */
export function toStudy(study: OptunaStudy, path: string): ImportedStudy {
  const ended = study.trials.filter(({ state }) => state !== 'RUNNING' && state !== 'WAITING');
  const objectives = objectivesOf(study);
  const read = createDistributions(study, path);
  const shift = ended.some(({ intermediate }) => intermediate.some(({ step }) => step === 0)) ? 1 : 0;
  return {
    name: study.name,
    ...settingsOf(study, ended, read),
    objectives,
    trials: ended.map((trial) => toTrial(trial, { objectives, read, shift })),
    leftOut: study.trials.length - ended.length,
  };
}

type ReadDistribution = (text: string, param: string) => Distribution;

/** Most trials have the same few of them. */
function createDistributions({ name }: OptunaStudy, path: string): ReadDistribution {
  const known = new Map<string, Distribution>();
  return (text, param) => {
    const found = known.get(text);
    if (found) return found;
    const parsed = distribution.safeParse(parseLooseJson(text));
    if (!parsed.success) {
      throw new AppError(
        'invalid',
        `${path}: Parameter "${param}" of study "${name}" has a distribution that Vernier does not know: ${text.slice(0, 120)}.`,
      );
    }
    known.set(text, parsed.data);
    return parsed.data;
  };
}

const objective = z.array(
  z.object({ metric: z.string().min(1), direction: z.enum(['maximize', 'minimize']), pick: z.enum(['best', 'last']) }),
);

function objectivesOf({ directions, userAttributes, systemAttributes }: OptunaStudy): ImportedObjective[] {
  const own = objective.safeParse(parseLooseJson(userAttributes.get('vernier:objectives') ?? ''));
  if (own.success && own.data.length === directions.length) return own.data;
  const named = z.array(z.string().min(1)).safeParse(parseLooseJson(systemAttributes.get('study:metric_names') ?? ''));
  return directions.map((direction, i) => ({
    metric: (named.success ? named.data[i] : undefined) ?? (directions.length === 1 ? 'value' : `value ${i + 1}`),
    direction: direction === 'MAXIMIZE' ? 'maximize' : 'minimize',
    pick: 'best',
  }));
}

function settingsOf(
  { userAttributes }: OptunaStudy,
  ended: readonly OptunaTrial[],
  read: ReadDistribution,
): Pick<ImportedStudy, 'settings' | 'constraints'> {
  const own = parseLooseJson(userAttributes.get('vernier:study') ?? '');
  const parsed = parseStudyFile({ ...(typeof own === 'object' ? own : {}), runner: { kind: 'none' } });
  if (typeof own === 'object' && parsed.ok && parsed.file.stages === undefined) {
    return { settings: parsed.file.settings, constraints: parsed.file.constraints };
  }
  const drawn = new Map<string, Distribution[]>();
  for (const { params } of ended) {
    for (const { name, distribution: text } of params) {
      const list = drawn.get(name) ?? [];
      const one = read(text, name);
      if (!list.includes(one)) list.push(one);
      drawn.set(name, list);
    }
  }
  const settings = Object.fromEntries([...drawn].map(([name, list]) => [name, rangeOf(list)]));
  // A failed one may have failed before it asked for them all.
  const whole = ended.filter(({ state }) => state !== 'FAIL').map(({ params }) => paramsOf(params, read));
  return { settings: withConditions(settings, whole), constraints: [] };
}

function rangeOf(list: readonly Distribution[]): unknown {
  const choices = [
    ...new Set(list.flatMap((one) => (one.name === 'CategoricalDistribution' ? one.attributes.choices : []))),
  ];
  if (choices.length > 0) return choices.length === 1 ? choices[0] : { type: 'categorical', choices };
  return rangeOfRanges(
    list.flatMap((one): DrawnRange[] => {
      if (one.name === 'CategoricalDistribution') return [];
      const { step = null, ...attributes } = one.attributes;
      return [{ ...attributes, step, type: one.name === 'IntDistribution' ? 'int' : 'float' }];
    }),
  );
}

function toTrial(
  trial: OptunaTrial,
  {
    objectives,
    read,
    shift,
  }: { readonly objectives: readonly ImportedObjective[]; readonly read: ReadDistribution; readonly shift: number },
): ImportedTrial {
  const attributes = [...trial.userAttributes].map(([key, text]) => [key, parseLooseJson(text)] as const);
  const parsed = told.safeParse(Object.fromEntries(attributes));
  const own: z.output<typeof told> = parsed.success ? parsed.data : {};
  const [first] = objectives;
  const points = trial.intermediate
    .map(({ step, value }) => ({ step: step + shift, value }))
    .sort((a, b) => a.step - b.step);
  const value = own['vernier:value'] ?? resultOf(trial, points, first);
  const lastEpoch = own['vernier:lastEpoch'] ?? points.at(-1)?.step ?? (trial.values.length > 0 ? 1 : 0);
  const counting = points.find((one) => one.value === value)?.step ?? (value === null ? null : Math.max(1, lastEpoch));
  const bestEpoch = own['vernier:epoch'] ?? counting;
  const measured = new Map<string, number>(
    attributes.flatMap(([key, one]) =>
      typeof one === 'number' && !key.startsWith('vernier:') ? [[key, one] as const] : [],
    ),
  );
  objectives.forEach(({ metric }, i) => {
    const one = i === 0 ? value : trial.values[i];
    if (one !== undefined && one !== null) measured.set(metric, one);
  });
  if (points.length > 0 && first) measured.delete(first.metric);
  return {
    number: trial.number + 1,
    state: own['vernier:state'] ?? stateOf(trial),
    reason:
      own['vernier:reason'] ??
      (trial.state === 'PRUNED' ? 'pruned' : trial.state === 'FAIL' ? 'It failed in Optuna.' : null),
    params: paramsOf(trial.params, read),
    ...{ value, bestEpoch, lastEpoch, epochs: own['vernier:epochs'] ?? null, seed: own['vernier:seed'] ?? null },
    ...{ why: own['vernier:why'] ?? null, note: own['vernier:note'] ?? null, tags: own['vernier:tags'] ?? [] },
    ...{ startedAt: trial.startedAt, endedAt: trial.endedAt },
    curves: [
      ...(first && points.length > 0
        ? [{ key: first.metric, steps: points.map(({ step }) => step), values: points.map((one) => one.value) }]
        : []),
      ...(bestEpoch === null ? [] : [...measured].map(([key, one]) => ({ key, steps: [bestEpoch], values: [one] }))),
    ],
  };
}

/** A result that is not finite is none. */
function stateOf({ state, values }: OptunaTrial): ImportedTrial['state'] {
  if (state === 'PRUNED') return 'stopped';
  if (state === 'FAIL') return 'failed';
  return values.every(Number.isFinite) ? 'complete' : 'diverged';
}

/** Its own, else the best intermediate one: a pruned trial of Optuna may have no value. */
function resultOf(
  { values, state }: OptunaTrial,
  points: OptunaTrial['intermediate'],
  first: ImportedObjective | undefined,
): number | null {
  const [value] = values;
  if (value !== undefined) return Number.isFinite(value) ? value : null;
  if (state !== 'PRUNED') return null;
  const finite = points.map((one) => one.value).filter(Number.isFinite);
  if (finite.length === 0) return null;
  return first?.direction === 'maximize' ? Math.max(...finite) : Math.min(...finite);
}

function paramsOf(params: OptunaTrial['params'], read: ReadDistribution): Params {
  return Object.fromEntries(params.map((one) => [one.name, settingOf(one, read)]));
}

function settingOf(
  { name, value, distribution: text }: OptunaTrial['params'][number],
  read: ReadDistribution,
): SettingValue {
  const one = read(text, name);
  return one.name === 'CategoricalDistribution' ? (one.attributes.choices[value] ?? null) : value;
}
