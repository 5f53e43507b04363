// What each method takes, as zod schemas (interfaces.md section 4).
import { z } from 'zod';
import { direction, params } from '#shared/contract/common.ts';
import { fields, isRecord, parseWith } from '#shared/study/fields.ts';
import { curvePrunerSchema, samplerSchema } from '#shared/study/search-schema.ts';
import { RpcError, rpcCodes } from './rpc-error.ts';

const named: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** A number, or one of the texts that stand for the numbers JSON lacks; 1e999 is read as Infinity. */
const anyNumber = z
  .custom<number | string>(
    (value) => typeof value === 'number' || (typeof value === 'string' && Object.hasOwn(named, value)),
    'must be a number, or one of "NaN", "Infinity", "-Infinity"',
  )
  .transform((value) => (typeof value === 'number' ? value : (named[value] ?? Number.NaN)));
const value = z.union([anyNumber, z.null()], {
  error: 'must be a number, null, or one of "NaN", "Infinity", "-Infinity"',
});
/** Which of the two a study takes: result.ts. */
const result = {
  value: value.optional(),
  values: z.union([z.array(anyNumber), z.null()], { error: 'must be a list of numbers, or null' }).optional(),
};
const objectives = z
  .array(fields({ name: z.string().min(1), direction }))
  .min(2)
  .superRefine((list, context) => {
    list.forEach(({ name }, i) => {
      if (list.findIndex((other) => other.name === name) === i) return;
      context.addIssue({ code: 'custom', path: [i, 'name'], message: `repeats "${name}"` });
    });
  });

const study = z.string();
const trial = z.int().min(1);
const state = z.enum(['complete', 'failed', 'pruned']).default('complete');

/**
 * `max_resource` is Optuna's name, in a pruner, for the epochs of a whole training: they are what each trial plans. "auto" is what is
 * done without it.
 */
function takeOutPlan(given: unknown): unknown {
  if (!isRecord(given)) return given;
  let plannedEpochs: number | undefined;
  const take = (pruner: unknown) => {
    if (!isRecord(pruner) || !('max_resource' in pruner)) return pruner;
    const { max_resource: longest, ...rest } = pruner;
    if (longest === 'auto') return rest;
    if (typeof longest !== 'number' || !Number.isInteger(longest) || longest < 1) return pruner;
    plannedEpochs = longest;
    return rest;
  };
  const pruner = Array.isArray(given.pruner) ? given.pruner.map(take) : take(given.pruner);
  return plannedEpochs === undefined ? { ...given, pruner } : { ...given, pruner, plannedEpochs };
}

export const methodParams = {
  create: z.preprocess(
    takeOutPlan,
    fields({
      space: z.array(z.unknown()).min(1),
      constraints: z.array(z.string()).default([]),
      direction: direction.optional(),
      objectives: objectives.optional(),
      sampler: samplerSchema.default({ kind: 'auto' }),
      pruner: z.union([curvePrunerSchema, z.array(curvePrunerSchema).min(1)]).default({ kind: 'none' }),
      plannedEpochs: z.int().min(1).optional(),
      seed: z.int().default(0),
    }),
  ),
  ask: fields({ study }),
  report: fields({ study, trial, step: z.int().min(0), value: anyNumber }),
  tell: fields({ study, trial, ...result, state }),
  enqueue: fields({ study, params }),
  add: fields({ study, params, ...result, state }),
  best: fields({ study }),
  front: fields({ study }),
  importance: fields({ study, objective: z.string().optional() }),
  close: fields({ study }),
};
export type Method = keyof typeof methodParams;

/** Throws RpcError(`params`) with the first thing that is wrong. */
export function readParams<M extends Method>(method: M, given: unknown): z.output<(typeof methodParams)[M]> {
  if (!isRecord(given)) {
    throw new RpcError(
      rpcCodes.params,
      `"params" of ${method} must be an object with named fields; write { "study": … }.`,
    );
  }
  const read = parseWith<unknown>(methodParams[method], given);
  if (!read.ok) {
    const [first] = read.problems;
    const data = { path: first?.path, problems: read.problems.map(({ path, message }) => ({ path, message })) };
    throw new RpcError(rpcCodes.params, first?.message ?? `"params" of ${method} is not understood.`, data);
  }
  return read.value as z.output<(typeof methodParams)[M]>;
}
