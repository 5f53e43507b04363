// A setting's entry in a study file: a fixed value, or a range object (interfaces.md "Ranges").
import { z } from 'zod';
import { settingValue } from '../contract/common.ts';
import { fields, oneOf } from './fields.ts';
import type { SettingValue } from './values.ts';

const rangeTypes = ['float', 'int', 'categorical', 'normal', 'lognormal'] as const;

const when = z.record(z.string(), z.array(settingValue).min(1, 'must list at least one value'));

function numeric<Type extends 'float' | 'int'>(type: Type) {
  const number = type === 'int' ? z.int() : z.number();
  return fields({
    type: z.literal(type),
    low: number.optional(),
    high: number.optional(),
    scale: z.enum(['linear', 'log']).default('linear'),
    step: number.gt(0).optional(),
    values: z.array(number).min(1).optional(),
    points: z.int().min(1).max(100_000).optional(),
    when: when.optional(),
  })
    .superRefine((range, context) => {
      const say = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
      const { low, high, scale, step, values, points } = range;
      if (values === undefined) {
        if (low === undefined) say(['low'], 'is missing; a range needs low and high');
        if (high === undefined) say(['high'], 'is missing; a range needs low and high');
      }
      if (low !== undefined && high !== undefined && low >= high) {
        say(['low'], `is ${low} and must be smaller than high, which is ${high}`);
      }
      const isLog = scale === 'log' && low !== undefined && low > 0;
      const width = isLog ? (high ?? low) / low : (high ?? 0) - (low ?? 0);
      if (width === Number.POSITIVE_INFINITY) {
        say(['high'], `is ${high}, farther from low, which is ${low}, than can be computed with; narrow the range`);
      }
      const smallest = Math.min(low ?? Number.POSITIVE_INFINITY, ...(values ?? []));
      if (scale === 'log' && smallest <= 0) {
        const where = low !== undefined && low <= 0 ? 'low' : 'values';
        say([where], `must be above 0 on a log scale, not ${smallest}`);
      }
      if (scale === 'log' && step !== undefined) {
        say(['step'], 'goes with a linear scale only; on a log scale leave it out or give "points"');
      }
      if (step !== undefined && low !== undefined && high !== undefined && low < high && step > high - low) {
        say(['step'], `is ${step}, wider than the range from ${low} to ${high}`);
      }
      if (values && points !== undefined) say(['points'], 'and "values" exclude each other');
      if (values && step !== undefined) say(['step'], 'and "values" exclude each other');
      values?.forEach((value, i) => {
        if ((low !== undefined && value < low) || (high !== undefined && value > high)) {
          say(['values', i], `is ${value}, outside the range from ${low} to ${high}`);
        }
        if (values.indexOf(value) !== i) say(['values', i], `repeats ${value}`);
      });
    })
    .transform((range) => ({
      ...range,
      low: range.low ?? Math.min(...(range.values ?? [])),
      high: range.high ?? Math.max(...(range.values ?? [])),
      ...(range.values && { values: [...range.values].sort((a, b) => a - b) }),
    }));
}

const categorical = fields({
  type: z.literal('categorical'),
  choices: z.array(settingValue).min(1),
  ordered: z.boolean().optional(),
  weights: z.array(z.number().gt(0)).optional(),
  when: when.optional(),
}).superRefine(({ choices, weights }, context) => {
  if (weights && weights.length !== choices.length) {
    context.addIssue({
      code: 'custom',
      path: ['weights'],
      message: `must have one entry per choice: ${weights.length} weights for ${choices.length} choices`,
    });
  }
  const seen = new Set<unknown>();
  for (const [i, choice] of choices.entries()) {
    if (seen.has(choice)) {
      context.addIssue({ code: 'custom', path: ['choices', i], message: `repeats ${JSON.stringify(choice)}` });
    }
    seen.add(choice);
  }
});

function prior<Type extends 'normal' | 'lognormal'>(type: Type) {
  return fields({
    type: z.literal(type),
    mean: z.number(),
    sd: z.number().gt(0),
    step: z.number().gt(0).optional(),
    when: when.optional(),
  }).superRefine(({ mean, sd, step }, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const farthest = Math.abs(mean) + farthestDraw * sd;
    if (type === 'lognormal' ? farthest > largestLogarithm : farthest === Number.POSITIVE_INFINITY) {
      const ofLogarithm = type === 'lognormal' ? '; they are the mean and sd of the logarithm' : '';
      say('mean', `${mean} and sd ${sd} give values that are too large or too small to be computed with${ofLogarithm}`);
      return;
    }
    if (step === undefined) return;
    const [low, high] = [mean - 3 * sd, mean + 3 * sd].map((z) => {
      return Math.round((type === 'lognormal' ? Math.exp(z) : z) / step);
    });
    if (low === high) say('step', `is ${step}, so wide that the prior has only one value within three sd of its mean`);
  });
}

/** No draw of a normal distribution is more standard deviations out: doubles have no smaller probability. */
const farthestDraw = 9;
/** e to the minus of it is still above 0 in double precision, and e to it finite. */
const largestLogarithm = 700;

export const rangeSchema = z.discriminatedUnion(
  'type',
  [numeric('float'), numeric('int'), categorical, prior('normal'), prior('lognormal')],
  { error: oneOf('type', rangeTypes) },
);
export type Range = z.output<typeof rangeSchema>;
export type SettingEntry = SettingValue | Range;

/** A value or a range; a bare list gets told how to write choices. */
export const settingEntry = z.union([settingValue, rangeSchema], {
  error: (issue) =>
    issue.code === 'invalid_union' && Array.isArray(issue.input)
      ? 'is a list; write { "type": "categorical", "choices": [ … ] } to search over it'
      : undefined,
});

export function isRange(entry: SettingEntry | undefined): entry is Range {
  return typeof entry === 'object' && entry !== null;
}
