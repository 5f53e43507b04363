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

/** The file without its share of rows: an epoch on less of the same data takes in proportion less. */
export function withoutShare(file: JsonObject): JsonObject {
  return setSubset({ file, kept: { ranges: {}, values: {}, parked: [], ownData: null } }, 'fraction', undefined).file;
}
