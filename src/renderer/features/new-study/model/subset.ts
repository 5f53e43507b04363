// The part of the training data that a draft tunes on: a share of its rows, and fewer classes. Pure.
import { type Draft, setField } from './draft.ts';
import { getIn, isObject, type JsonObject } from './json.ts';

/** Inside of the data, where the profile looks as well; beside them where the file has it there. */
function placeIn(file: JsonObject): readonly string[] {
  return isObject(file.subset) ? ['subset'] : ['data', 'subset'];
}

export function subsetPath(file: JsonObject, field: 'fraction' | 'classes'): readonly string[] {
  return [...placeIn(file), field];
}

export function subsetOf(file: JsonObject): JsonObject {
  const subset = getIn(file, placeIn(file));
  return isObject(subset) ? subset : {};
}

/** `undefined` takes all of them; a subset that says nothing any more goes. A share of the rows replaces their number. */
export function setSubset(draft: Draft, field: 'fraction' | 'classes', value: unknown): Draft {
  const { [field]: _, ...others } = subsetOf(draft.file);
  const { rows, ...withoutRows } = others;
  const next = {
    ...(field === 'fraction' && value !== undefined ? withoutRows : others),
    ...(value !== undefined && { [field]: value }),
  };
  const says = ['fraction', 'rows', 'classes'].some((key) => key in next);
  return setField(draft, placeIn(draft.file), says ? next : undefined);
}

export interface ClassRows {
  readonly name: string;
  /** Training rows. */
  readonly train: number;
}

/** Share of the training rows that stay with the chosen classes, a number of first ones or names; `classes`: all that the data have. */
export function classShare({ classes: chosen }: JsonObject, classes: readonly ClassRows[]): number {
  const rowsOf = (list: readonly ClassRows[]) => list.reduce((sum, { train }) => sum + train, 0);
  const kept =
    typeof chosen === 'number'
      ? classes.slice(0, chosen)
      : Array.isArray(chosen)
        ? classes.filter(({ name }) => chosen.map(String).includes(name))
        : classes;
  return rowsOf(kept) === 0 ? 1 : rowsOf(kept) / rowsOf(classes);
}

/** The file without its share of rows: an epoch on less of the same data takes in proportion less. */
export function withoutShare(file: JsonObject): JsonObject {
  return setSubset({ file, kept: { ranges: {}, values: {}, parked: [], ownData: null } }, 'fraction', undefined).file;
}
