// Starting points that leave settings out, completed.
import { AppError } from '#shared/errors.ts';
import type { RandomStream } from '#shared/num/random.ts';
import { applies, type DataFacts, defaultValue, findSetting } from '#shared/settings/index.ts';
import { legalValue } from '#shared/study/candidates.ts';
import { conditionHolds } from '#shared/study/condition.ts';
import { drawPoint } from '#shared/study/draw.ts';
import { drawLegalPoint, violated } from '#shared/study/points.ts';
import type { Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';

/**
 * Fills in what a starting point leaves out, in the space's order: the registry's default where the range contains it, else
 * a draw; when that breaks a constraint, draws for all that was left out. Values on inactive dimensions and of settings that
 * are not searched are dropped. Throws AppError('invalid') for a value outside its range, and when no completion is legal.
 */
export function completePoint(
  point: Params,
  space: Space,
  random: RandomStream,
  facts: DataFacts | null = null,
): Params {
  const given: Record<string, SettingValue> = {};
  for (const dimension of space.dimensions) {
    const value = point[dimension.name];
    if (value === undefined) continue;
    const legal = legalValue(dimension, value);
    if (legal === undefined) {
      const sentence = `The starting value ${JSON.stringify(value)} of "${dimension.name}" is outside its range.`;
      throw new AppError('invalid', sentence, { setting: dimension.name });
    }
    given[dimension.name] = legal;
  }
  const usual = drawPoint(space, random, withDefaults(given, space, facts));
  return violated(space, usual) === null ? usual : drawLegalPoint(space, random, { given });
}

/** The given values, and the registry's defaults for other active dimensions whose ranges contain them. */
function withDefaults(given: Params, space: Space, facts: DataFacts | null): Params {
  const values: Record<string, SettingValue> = { ...space.fixed };
  const filled: Record<string, SettingValue> = {};
  for (const dimension of space.dimensions) {
    if (!conditionHolds(dimension.when, values)) continue;
    const value = given[dimension.name] ?? (dimension.name in given ? null : defaultFor(dimension.name, values, facts));
    const legal = value === undefined ? undefined : legalValue(dimension, value);
    if (legal === undefined) continue;
    values[dimension.name] = legal;
    filled[dimension.name] = legal;
  }
  return filled;
}

function defaultFor(
  key: string,
  settings: Readonly<Record<string, SettingValue>>,
  facts: DataFacts | null,
): SettingValue | undefined {
  const setting = findSetting(key);
  const context = { settings, facts };
  return setting && applies(setting, context) ? defaultValue(setting, context) : undefined;
}
