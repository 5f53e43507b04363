// When a conditional dimension is active.
import type { Condition, Dimension, Space } from './space.ts';
import type { Params, SettingValue } from './values.ts';

/** All must hold; a setting that is absent (inactive itself) makes it false. */
export function conditionHolds(when: Condition | undefined, values: Readonly<Record<string, SettingValue>>): boolean {
  if (when === undefined) return true;
  for (const key in when) {
    const value = values[key];
    if (value === undefined || !when[key]?.includes(value)) return false;
  }
  return true;
}

/** Names of the dimensions that are active with these params, in the space's order. */
export function activeDimensions(space: Space, params: Params): Dimension[] {
  const values = { ...space.fixed, ...params };
  return space.dimensions.filter((dimension) => conditionHolds(dimension.when, values));
}

/** `optimizer.name is "sgd" or "rmsprop" and model.family is "cnn"`. */
export function describeCondition(when: Condition): string {
  return Object.entries(when)
    .map(([key, values]) => `${key} is ${values.map((value) => JSON.stringify(value)).join(' or ')}`)
    .join(' and ');
}
