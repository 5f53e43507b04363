// Parameters that a client gives, against the space.

import { suggestion } from '#shared/settings/nearest.ts';
import { legalValue } from '#shared/study/candidates.ts';
import { conditionHolds } from '#shared/study/condition.ts';
import { violated } from '#shared/study/points.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';
import { RpcError, rpcCodes } from './rpc-error.ts';

/**
 * The given values in the space's own spelling, without those that are surely inactive. Throws RpcError(`params`) for a name or
 * a value that is not in the space, and for a point that breaks a constraint.
 */
export function checkPoint(space: Space, point: Params): Params {
  const names = space.dimensions.map(({ name }) => name);
  const unknown = Object.keys(point).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new RpcError(rpcCodes.params, `"params.${unknown}" is not in the space; ${suggestion(unknown, names)}`);
  }
  const params: Record<string, SettingValue> = {};
  for (const dimension of space.dimensions) {
    const { name, when } = dimension;
    const value = point[name];
    if (value === undefined) continue;
    const legal = legalValue(dimension, value);
    if (legal === undefined) {
      const sentence = `"params.${name}" is ${JSON.stringify(value)}, which is outside the space; give ${described(dimension)}.`;
      throw new RpcError(rpcCodes.params, sentence);
    }
    // Undecided while what it depends on is left out.
    const decided = Object.keys(when ?? {}).every((target) => target in params);
    if (!decided || conditionHolds(when, params)) params[name] = legal;
  }
  const broken = violated(space, params);
  if (broken) {
    throw new RpcError(
      rpcCodes.params,
      `"params" breaks the constraint "${broken.text}"; change the values that it names.`,
    );
  }
  return params;
}

function described(dimension: Dimension): string {
  switch (dimension.type) {
    case 'categorical':
      return `one of ${dimension.choices.map((choice) => JSON.stringify(choice)).join(', ')}`;
    case 'normal':
    case 'lognormal': {
      const steps = dimension.step === undefined ? '' : `, a multiple of ${dimension.step}`;
      return `${dimension.type === 'normal' ? 'a number' : 'a number of at least 0'}${steps}`;
    }
    case 'float':
    case 'int': {
      if (dimension.values) return `one of ${dimension.values.join(', ')}`;
      const step = dimension.step === undefined ? '' : ` in steps of ${dimension.step}`;
      const points = dimension.points === undefined ? '' : ` on ${dimension.points} points`;
      const noun = dimension.type === 'int' ? 'a whole number' : 'a number';
      return `${noun} from ${dimension.low} to ${dimension.high}${step}${points}`;
    }
  }
}
