// A copy of a run with other values: its fields, what is wrong with them, what differs. Pure.
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { defaultValue, findSetting } from '#shared/settings/index.ts';
import { finiteValues, legalValue } from '#shared/study/candidates.ts';
import { conditionHolds } from '#shared/study/condition.ts';
import { violated } from '#shared/study/points.ts';
import { type Dimension, isPrior, type Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';

/** The study's space as its file has it; of the stage that it is in. */
export function spaceOf({ dimensions, fixed, file }: StudyDetail): Space {
  const { constraints } = file;
  const texts = Array.isArray(constraints) ? constraints.filter((text) => typeof text === 'string') : [];
  return { dimensions, fixed, constraints: texts };
}

export interface CloneField {
  readonly dimension: Dimension;
  readonly value: SettingValue;
  /** The run's own; undefined where it did not use the setting. */
  readonly before: SettingValue | undefined;
  readonly changed: boolean;
  readonly problem: 'outside' | null;
}

export interface Clone {
  /** Searched settings that are used with these values, in the space's order. */
  readonly fields: readonly CloneField[];
  /** What is put in the queue. */
  readonly params: Params;
  readonly differing: number;
  /** A constraint of the study that these values break. */
  readonly broken: string | null;
  readonly ok: boolean;
}

/** `edits`: what was entered; the rest is the run's own, or the usual value of a setting that it did not use. */
export function cloneOf(space: Space, { params: own }: Pick<Trial, 'params'>, edits: Params): Clone {
  const values: Record<string, SettingValue> = { ...space.fixed };
  const fields: CloneField[] = [];
  for (const dimension of space.dimensions) {
    const { name, when } = dimension;
    if (!conditionHolds(when, values)) continue;
    const before = own[name];
    const value = edits[name] ?? (name in edits ? null : (before ?? (name in own ? null : usual(dimension, values))));
    const problem = legalValue(dimension, value) === undefined ? 'outside' : null;
    values[name] = value;
    fields.push({ dimension, value, before, changed: value !== before, problem });
  }
  const params = Object.fromEntries(fields.map(({ dimension, value }) => [dimension.name, value]));
  const broken = violated(space, params)?.text ?? null;
  const ok = broken === null && fields.every(({ problem }) => problem === null);
  return { fields, params, differing: fields.filter(({ changed }) => changed).length, broken, ok };
}

/** The choices of a field; null for one that takes any number. Long lists of numbers are entered, too. */
export function choicesOf(dimension: Dimension): readonly SettingValue[] | null {
  if (dimension.type === 'categorical') return dimension.choices;
  const listed = 'values' in dimension || 'points' in dimension ? finiteValues(dimension) : null;
  return listed !== null && listed.length <= 30 ? listed : null;
}

function usual(dimension: Dimension, settings: Readonly<Record<string, SettingValue>>): SettingValue {
  const setting = findSetting(dimension.name);
  const known = setting === undefined ? undefined : defaultValue(setting, { settings, facts: null });
  const legal = known === undefined ? undefined : legalValue(dimension, known);
  if (legal !== undefined) return legal;
  if (dimension.type === 'categorical') return dimension.choices[0] ?? null;
  if (isPrior(dimension)) return dimension.type === 'normal' ? dimension.mean : Math.exp(dimension.mean);
  const { low, high, scale, type } = dimension;
  const middle = scale === 'log' ? Math.sqrt(low * high) : (low + high) / 2;
  return legalValue(dimension, type === 'int' ? Math.round(middle) : middle) ?? low;
}
