// How a study searches: samplers, pruners, stopping (interfaces.md "Search", options as in the methods' own papers).
import { z } from 'zod';
import { params } from '../contract/common.ts';
import { fields, oneOf } from './fields.ts';

const samplerKinds = [
  'auto',
  'random',
  'grid',
  'sobol',
  'tpe',
  'gp',
  'cmaes',
  'anneal',
  'hyperopt-tpe',
  'bayes-opt',
] as const;

const count = z.int().min(1).max(1_000_000);
const startup = { nStartupTrials: z.int().min(0).max(1_000_000).optional() };
const kind = <Kind extends string>(name: Kind) => ({ kind: z.literal(name) });

export const samplerSchema = z.discriminatedUnion(
  'kind',
  [
    fields({ ...kind('auto'), ...startup }),
    fields(kind('random')),
    fields(kind('grid')),
    fields({ ...kind('sobol'), scramble: z.boolean().optional() }),
    fields({
      ...kind('tpe'),
      ...startup,
      nCandidates: count.optional(),
      multivariate: z.boolean().optional(),
      constantLiar: z.boolean().optional(),
    }),
    fields({ ...kind('gp'), ...startup, deterministic: z.boolean().optional() }),
    fields({ ...kind('cmaes'), ...startup, sigma: z.number().gt(0).optional(), populationSize: count.optional() }),
    fields({
      ...kind('anneal'),
      meanRank: z.number().gt(0).optional(),
      shrinkCoefficient: z.number().min(0).optional(),
    }),
    fields({
      ...kind('hyperopt-tpe'),
      ...startup,
      nCandidates: count.optional(),
      gamma: z.number().gt(0).optional(),
      /** Of the prior's kernel, where an observation has 1. */
      priorWeight: z.number().gt(0).optional(),
    }),
    fields({
      ...kind('bayes-opt'),
      ...startup,
      acquisition: z.enum(['ucb', 'ei', 'pi']).optional(),
      kappa: z.number().min(0).optional(),
      xi: z.number().min(0).optional(),
    }),
  ],
  { error: oneOf('kind', samplerKinds) },
);
export type SamplerSpec = z.output<typeof samplerSchema>;

const prunerKinds = [
  'none',
  'median',
  'percentile',
  'asha',
  'hyperband',
  'patient',
  'threshold',
  'extrapolation',
] as const;

const compared = {
  ...startup,
  /** Epochs of a trial before it may be stopped. */
  nWarmupEpochs: z.int().min(0).optional(),
  /** Judged at most once per so many epochs. */
  interval: z.int().min(1).optional(),
  /** Other trials that must have a value at the epoch. */
  nMinTrials: z.int().min(1).optional(),
};
const halving = {
  reductionFactor: z.int().min(2).max(1000).optional(),
  minEpochs: z.int().min(1).optional(),
};

export const prunerSchema = z.discriminatedUnion(
  'kind',
  [
    fields(kind('none')),
    fields({ ...kind('median'), ...compared }),
    fields({ ...kind('percentile'), percentile: z.number().gt(0).lt(100), ...compared }),
    fields({ ...kind('asha'), ...halving }),
    fields({ ...kind('hyperband'), ...halving, maxEpochs: z.int().min(1).optional() }),
    fields({ ...kind('patient'), patience: z.int().min(0), minDelta: z.number().min(0).optional() }),
    fields({
      ...kind('threshold'),
      lower: z.number().optional(),
      upper: z.number().optional(),
      nWarmupEpochs: compared.nWarmupEpochs,
    }),
    fields({
      ...kind('extrapolation'),
      ...startup,
      /** Of not becoming the best, from which on a trial is stopped. */
      probability: z.number().gt(0).lt(1).optional(),
      nWarmupEpochs: compared.nWarmupEpochs,
      interval: compared.interval,
    }),
  ],
  { error: oneOf('kind', prunerKinds) },
);
export type PrunerSpec = z.output<typeof prunerSchema>;

const stopSchema = fields({
  /** Running time of the study after which it ends. */
  minutes: z.number().gt(0).nullable().default(null),
  /** Objective value that is good enough. */
  target: z.number().nullable().default(null),
  /** Trials without a new best after which the study ends. */
  noImprovement: z.int().min(1).nullable().default(null),
});

export const searchSchema = fields({
  sampler: samplerSchema.default({ kind: 'auto' }),
  /** A list: any of them may stop a trial. */
  pruner: z.union([prunerSchema, z.array(prunerSchema).min(1)]).default({ kind: 'none' }),
  /** Starting points, run first and in this order; settings that a point leaves out are completed. */
  enqueue: z.array(params).default([]),
  /** null: as many as the grid has, else 20. */
  trials: z.int().min(1).max(1_000_000).nullable().default(null),
  /** null: as many as the machine carries. */
  parallel: z.int().min(1).max(256).nullable().default(null),
  seed: z.int().default(0),
  repeats: z.int().min(1).max(1000).default(1),
  stop: stopSchema.default({ minutes: null, target: null, noImprovement: null }),
  /** Seed of every trial, in place of the one derived from `seed` and the trial's number: a best configuration trained again. */
  trialSeed: z.int().nullable().default(null),
});
