// The draft's constraints: the list, what is wrong with one while it is typed, and how much of the space it keeps. Pure.
import { checkConstraints } from '#shared/study/check-constraints.ts';
import { type Constraint, readConstraint } from '#shared/study/constraint.ts';
import type { Params } from '#shared/study/values.ts';
import { type Draft, setField } from './draft.ts';
import { getIn, type JsonObject } from './json.ts';
import type { SettingRow } from './setting-rows.ts';
import type { DraftSpace } from './space-draws.ts';

/** As they are written; what is no text is shown as JSON. */
export function constraintsIn(file: JsonObject): readonly string[] {
  const list = getIn(file, ['constraints']);
  if (!Array.isArray(list)) return [];
  return list.map((one: unknown) => (typeof one === 'string' ? one : (JSON.stringify(one) ?? '')));
}

export function setConstraint(draft: Draft, index: number, text: string): Draft {
  return withConstraints(
    draft,
    constraintsIn(draft.file).map((one, i) => (i === index ? text : one)),
  );
}

/** At the end; one that is there already is not written twice. */
export function addConstraint(draft: Draft, text: string): Draft {
  const list = constraintsIn(draft.file);
  return list.includes(text) ? draft : withConstraints(draft, [...list, text]);
}

export function insertConstraint(draft: Draft, index: number, text: string): Draft {
  return withConstraints(draft, constraintsIn(draft.file).toSpliced(index, 0, text));
}

export function removeConstraint(draft: Draft, index: number): Draft {
  return withConstraints(
    draft,
    constraintsIn(draft.file).filter((_, i) => i !== index),
  );
}

function withConstraints(draft: Draft, list: readonly string[]): Draft {
  return setField(draft, ['constraints'], list.length > 0 ? list : undefined);
}

export interface ConstraintProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Of the character that it is about, from 1; null: of the whole. */
  readonly column: number | null;
}

/** null: it can be used. `draftSpace` null: only its form is looked at. */
export function judgeConstraint(text: string, draftSpace: DraftSpace | null): ConstraintProblem | null {
  const form = readConstraint(text);
  if (!form.ok) return { severity: 'error', message: form.message, column: form.column };
  if (draftSpace === null) return null;
  const { file, space } = draftSpace;
  const [problem] = checkConstraints({ ...file, constraints: [text] }, space);
  if (problem === undefined) return null;
  const { severity, message } = problem;
  return { severity, message, column: columnIn(message) ?? placeOf(form.constraint, message, text) };
}

function columnIn(message: string): number | null {
  const found = /, column (\d+):/.exec(message);
  return found ? Number(found[1]) : null;
}

/** Where the setting stands that the sentence names. */
function placeOf({ names }: Constraint, message: string, text: string): number | null {
  const named = names.find((name) => message.includes(`names "${name}"`));
  const at = named === undefined ? -1 : text.indexOf(named);
  return at < 0 ? null : at + 1;
}

export interface KeptShares {
  /** Of the points, by constraint; null: it cannot be read yet. */
  readonly each: readonly (number | null)[];
  /** Of the points, by all that can be read; 1 without any. */
  readonly all: number;
  /** By point: whether all hold. */
  readonly kept: readonly boolean[];
}

export function keptShares(texts: readonly string[], draftSpace: DraftSpace, points: readonly Params[]): KeptShares {
  const { space } = draftSpace;
  const values = points.map((point) => ({ ...space.fixed, ...point }));
  const holds = texts.map((text) => {
    const read = readConstraint(text);
    if (!read.ok || judgeConstraint(text, draftSpace)?.severity === 'error') return null;
    return values.map((one) => read.constraint.holds(one));
  });
  const shareOf = (list: readonly boolean[]) =>
    list.length === 0 ? 1 : list.filter((one) => one).length / list.length;
  const kept = values.map((_, i) => holds.every((list) => list === null || list[i] === true));
  return { each: holds.map((list) => list && shareOf(list)), all: shareOf(kept), kept };
}

export const exampleKinds = ['size', 'widthByDepth', 'batchForRate', 'oneRegularizer', 'momentumForRate'] as const;
export interface ConstraintExample {
  readonly kind: (typeof exampleKinds)[number];
  readonly text: string;
}

/** Conditions that are often wanted of the settings searched here; those that the draft has are left out. */
export function exampleConstraints(rows: readonly SettingRow[], texts: readonly string[]): ConstraintExample[] {
  const searched = new Map(rows.flatMap((row) => (row.range === null ? [] : [[row.setting.key, row] as const])));
  const has = (...keys: string[]) => keys.every((key) => searched.has(key));
  const high = (key: string) => highOf(searched.get(key));
  const examples: (ConstraintExample | false)[] = [
    has('model.layers', 'model.units') && {
      ...{ kind: 'size', text: `model.layers * model.units <= ${round(2 * high('model.units'))}` },
    },
    has('model.layers', 'model.units') && {
      ...{ kind: 'widthByDepth', text: `model.layers == 1 or model.units <= ${round(high('model.units') / 2)}` },
    },
    has('optimizer.learningRate', 'training.batchSize') && {
      kind: 'batchForRate',
      text: `optimizer.learningRate <= ${number(high('optimizer.learningRate') / 10)} or training.batchSize >= ${round(high('training.batchSize') / 2)}`,
    },
    has('model.dropout', 'regularization.l2') && {
      ...{ kind: 'oneRegularizer', text: `model.dropout <= 0.3 or regularization.l2 <= 1e-4` },
    },
    has('optimizer.learningRate', 'optimizer.momentum') && {
      kind: 'momentumForRate',
      text: `optimizer.learningRate / (1 - optimizer.momentum) <= ${number(high('optimizer.learningRate'))}`,
    },
  ];
  return examples.filter((one) => one !== false).filter(({ text }) => !texts.includes(text));
}

function highOf(row: SettingRow | undefined): number {
  const range = row?.range ?? {};
  const numbers = [range.high, ...(Array.isArray(range.choices) ? range.choices : [])];
  const known = numbers.filter((one): one is number => typeof one === 'number');
  return known.length === 0 ? 1 : Math.max(...known);
}

const round = (value: number) => Math.max(1, Math.round(value));
const number = (value: number) => Number(value.toPrecision(3));
