// What a study looks for, and what a client tells of a trial.
import type { Direction } from '#shared/contract/common.ts';
import { checkSearchOfSeveral } from '#shared/study/check-several.ts';
import type { PrunerSpec, SamplerSpec } from '#shared/study/search-schema.ts';
import { RpcError, rpcCodes } from './rpc-error.ts';

export interface Objective {
  /** Null in a study of one. */
  readonly name: string | null;
  readonly direction: Direction;
}
export type Objectives = readonly [Objective, ...Objective[]];

/** One number an objective; null: there is none. */
export type Told = readonly number[] | null;

/** Throws RpcError(`params`) unless exactly one of the two is given, and for what several objectives cannot have. */
export function readObjectives(given: {
  readonly direction?: Direction | undefined;
  readonly objectives?: readonly Objective[] | undefined;
  readonly sampler: SamplerSpec;
  readonly pruner: PrunerSpec | PrunerSpec[];
}): Objectives {
  const { direction, objectives, sampler, pruner } = given;
  if (objectives !== undefined && direction !== undefined) {
    refuse('direction', '"direction" and "objectives" exclude each other; leave one of them out.');
  }
  const [first, ...others] = objectives ?? (direction === undefined ? [] : [{ name: null, direction }]);
  if (first === undefined) {
    refuse('direction', '"direction" is missing; it must be "maximize" or "minimize" (or give "objectives").');
  }
  const [problem] = others.length === 0 ? [] : checkSearchOfSeveral({ sampler, pruner }, '');
  if (problem !== undefined) refuse(problem.path, problem.message);
  return [first, ...others];
}

/** Throws RpcError(`params`) where the study takes the other of `value` and `values`, or another number of them. */
export function readTold(
  objectives: Objectives,
  {
    value,
    values,
  }: { readonly value?: number | null | undefined; readonly values?: readonly number[] | null | undefined },
): Told {
  const count = objectives.length;
  if (count === 1) {
    if (values !== undefined) refuse('values', '"values" is for a study of several objectives; give "value".');
    if (value === undefined)
      refuse('value', '"value" is missing; it must be a number, or null for a trial that failed.');
    return value === null ? null : [value];
  }
  const names = objectives.map(({ name }) => name).join(', ');
  if (value !== undefined) {
    refuse(
      'value',
      `"value" is one number, and this study has ${count} objectives; give "values", one each: ${names}.`,
    );
  }
  if (values === undefined) {
    refuse(
      'values',
      `"values" is missing; it must be a list of one number each for ${names}, or null for a trial that failed.`,
    );
  }
  if (values !== null && values.length !== count) {
    refuse(
      'values',
      `"values" has length ${values.length}, and this study has ${count} objectives; give one each: ${names}.`,
    );
  }
  return values;
}

function refuse(path: string, message: string): never {
  throw new RpcError(rpcCodes.params, message, { path });
}
