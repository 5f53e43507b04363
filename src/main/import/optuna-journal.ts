// Optuna's JournalStorage in a file: one JSON object a line, each a change (optuna/storages/journal/_storage.py), played from the start. Pure.
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { parseLooseJson } from '#shared/non-finite.ts';
import type { OptunaState, OptunaStudy, OptunaTrial } from './optuna-study.ts';

const states = ['RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING'] as const;
const state = z
  .int()
  .min(0)
  .max(4)
  .transform((code): OptunaState => states[code] ?? 'RUNNING');
/** Non-finite ones stand bare, and are texts by now. */
const number = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);
const values = z.array(number).nullish();
const time = z
  .string()
  .nullish()
  .transform((text) => (text ? Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`) : null));
const attributes = z.record(z.string(), z.unknown());

const id = { study_id: z.int() };
const ofTrial = { trial_id: z.int() };
const change = z.discriminatedUnion('op_code', [
  z.object({ op_code: z.literal(0), study_name: z.string(), directions: z.array(z.int()) }),
  z.object({ op_code: z.literal(1), ...id }),
  z.object({ op_code: z.literal(2), ...id, user_attr: attributes }),
  z.object({ op_code: z.literal(3), ...id, system_attr: attributes }),
  z.object({
    ...{ op_code: z.literal(4), ...id, state: state.optional(), value: number.nullish(), values },
    ...{ datetime_start: time, datetime_complete: time, user_attrs: attributes.default({}) },
    distributions: z.record(z.string(), z.string()).default({}),
    params: z.record(z.string(), z.number()).default({}),
    intermediate_values: z.record(z.string(), number).default({}),
  }),
  z.object({
    op_code: z.literal(5),
    ...ofTrial,
    param_name: z.string(),
    param_value_internal: z.number(),
    distribution: z.string(),
  }),
  z.object({ op_code: z.literal(6), ...ofTrial, state, values, datetime_start: time, datetime_complete: time }),
  z.object({ op_code: z.literal(7), ...ofTrial, step: z.int(), intermediate_value: number }),
  z.object({ op_code: z.literal(8), ...ofTrial, user_attr: attributes }),
]);
type Change = z.output<typeof change>;

/** All studies that were not deleted. Throws AppError('invalid') with the line that is not understood; a last one that is cut off is left out. */
export function readOptunaJournal(text: string, path: string): OptunaStudy[] {
  const played = new Played();
  const lines = text.split('\n');
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    const json = parseLooseJson(line);
    if (json === undefined && i === lines.length - 1) return;
    const code = typeof json === 'object' && json !== null && 'op_code' in json ? json.op_code : null;
    // System attributes of trials, and what later versions add.
    if (typeof code === 'number' && code > 8) return;
    const parsed = change.safeParse(json);
    if (!parsed.success) {
      throw new AppError('invalid', `${path}, line ${i + 1} is no line of an Optuna journal that Vernier knows.`);
    }
    played.apply(parsed.data);
  });
  return played.studies();
}

interface PlayedStudy extends Pick<OptunaStudy, 'name' | 'directions'> {
  readonly userAttributes: Map<string, string>;
  readonly systemAttributes: Map<string, string>;
  readonly trials: PlayedTrial[];
}

interface PlayedTrial {
  readonly number: number;
  state: OptunaState;
  values: readonly number[];
  startedAt: number | null;
  endedAt: number | null;
  readonly params: Map<string, OptunaTrial['params'][number]>;
  readonly intermediate: Map<number, number>;
  readonly userAttributes: Map<string, string>;
}

class Played {
  /** A deleted one is null: ids are places. */
  readonly #studies: (PlayedStudy | null)[] = [];
  readonly #trials: PlayedTrial[] = [];

  studies(): OptunaStudy[] {
    return this.#studies
      .filter((study) => study !== null)
      .map((study) => ({
        ...study,
        trials: study.trials.map((trial) => ({
          ...trial,
          params: [...trial.params.values()],
          intermediate: [...trial.intermediate].map(([step, value]) => ({ step, value })),
        })),
      }));
  }

  /** What another worker was too late for changes nothing, as in Optuna. */
  apply(one: Change): void {
    switch (one.op_code) {
      case 0:
        this.#create(one);
        return;
      case 1:
        this.#studies[one.study_id] = null;
        return;
      case 2:
        put(this.#studies[one.study_id]?.userAttributes, one.user_attr);
        return;
      case 3:
        put(this.#studies[one.study_id]?.systemAttributes, one.system_attr);
        return;
      case 4:
        this.#createTrial(one);
        return;
      case 5:
        this.#open(one.trial_id)?.params.set(one.param_name, {
          ...{ name: one.param_name, value: one.param_value_internal, distribution: one.distribution },
        });
        return;
      case 6:
        this.#end(one);
        return;
      case 7:
        this.#open(one.trial_id)?.intermediate.set(one.step, one.intermediate_value);
        return;
      case 8:
        put(this.#open(one.trial_id)?.userAttributes, one.user_attr);
        return;
    }
  }

  #create({ study_name: name, directions }: Extract<Change, { op_code: 0 }>): void {
    if (this.#studies.some((study) => study?.name === name)) return;
    this.#studies.push({
      ...{ name, userAttributes: new Map(), systemAttributes: new Map(), trials: [] },
      directions: directions.map((code) => (code === 2 ? 'MAXIMIZE' : 'MINIMIZE')),
    });
  }

  #createTrial(one: Extract<Change, { op_code: 4 }>): void {
    const study = this.#studies[one.study_id];
    if (!study) return;
    const trial: PlayedTrial = {
      ...{ number: study.trials.length, state: one.state ?? 'RUNNING' },
      values: one.values ?? (typeof one.value === 'number' ? [one.value] : []),
      ...{ startedAt: one.datetime_start, endedAt: one.datetime_complete },
      params: new Map(
        Object.entries(one.params).map(([name, value]) => [
          name,
          { name, value, distribution: one.distributions[name] ?? '' },
        ]),
      ),
      intermediate: new Map(Object.entries(one.intermediate_values).map(([step, value]) => [Number(step), value])),
      userAttributes: new Map(),
    };
    put(trial.userAttributes, one.user_attrs);
    study.trials.push(trial);
    this.#trials.push(trial);
  }

  #end(one: Extract<Change, { op_code: 6 }>): void {
    const trial = this.#open(one.trial_id);
    if (!trial || (one.state === 'RUNNING' && trial.state === 'RUNNING')) return;
    trial.state = one.state;
    if (one.state === 'RUNNING') trial.startedAt = one.datetime_start;
    else if (one.state !== 'WAITING') trial.endedAt = one.datetime_complete;
    if (one.values) trial.values = one.values;
  }

  /** One that has not ended. */
  #open(trial: number): PlayedTrial | undefined {
    const found = this.#trials[trial];
    return found?.state === 'RUNNING' || found?.state === 'WAITING' ? found : undefined;
  }
}

function put(map: Map<string, string> | undefined, attributes: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(attributes)) map?.set(key, JSON.stringify(value));
}
