// Searched settings that can never be used once others are narrowed or fixed. Pure.
import { legalValue } from './candidates.ts';
import { isRange, type SettingEntry } from './ranges.ts';
import type { Dimension, Space } from './space.ts';
import type { SettingValue } from './values.ts';

/**
 * Names of the space's dimensions whose condition no value in `entries` can meet any more, with the setting that rules each out.
 * `entries`: what takes a dimension's place; one without an entry keeps its own range. One that is ruled out rules out those that
 * depend on it, as do those in `gone`, which are not there any more.
 */
export function unreachable(
  space: Space,
  entries: Readonly<Record<string, SettingEntry>>,
  gone: readonly string[] = [],
): ReadonlyMap<string, { readonly by: string }> {
  const dimensions = new Map(space.dimensions.map((dimension) => [dimension.name, dimension]));
  const out = new Map<string, { readonly by: string }>();
  const canBe = (target: string, value: SettingValue): boolean => {
    if (gone.includes(target)) return false;
    const entry = entries[target];
    if (entry !== undefined && !isRange(entry)) return entry === value;
    const dimension = entry === undefined ? dimensions.get(target) : asDimension(target, entry);
    return dimension !== undefined && !out.has(target) && legalValue(dimension, value) !== undefined;
  };
  for (const { name, when } of space.dimensions) {
    const by = Object.entries(when ?? {}).find(([target, values]) => !values.some((value) => canBe(target, value)));
    if (by !== undefined) out.set(name, { by: by[0] });
  }
  return out;
}

function asDimension(name: string, entry: Exclude<SettingEntry, SettingValue>): Dimension {
  const { when: _, ...body } = entry;
  return { name, ...body };
}
