// How a study searches: samplers, pruners, stopping (interfaces.md "Search", options as in the methods' own papers).
import { z } from 'zod';
import { params } from '../contract/common.ts';
import { recipeIds } from '../recipes/index.ts';
import { suggestion } from '../settings/nearest.ts';
import { fields, oneOf } from './fields.ts';

/** The most usual first. */
export const samplerKinds = [
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
/** Trials before a sampler that learns begins to, where the study does not say; the samplers that are not here never learn. */
export const startUpTrials = {
  auto: 10,
  gp: 10,
  tpe: 10,
  'hyperopt-tpe': 20,
  'bayes-opt': 5,
  cmaes: 1,
  anneal: 1,
} as const;
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
    fields({
      ...kind('cmaes'),
      ...startup,
      sigma: z.number().gt(0).optional(),
      populationSize: z.int().min(2).max(10_000).optional(),
    }),
    fields({
      ...kind('anneal'),
      meanRank: z.number().min(1).optional(),
      shrinkCoefficient: z.number().min(0).optional(),
    }),
    fields({
      ...kind('hyperopt-tpe'),
      ...startup,
      nCandidates: count.optional(),
      gamma: z.number().gt(0).optional(),
      /** Of the prior's kernel, where an observation has 1. */
      priorWeight: z.number().gt(0).optional(),
      /** The newest so many trials have full weight, older ones less; at most so many count as good. */
      linearForgetting: count.optional(),
    }),
    fields({
      ...kind('bayes-opt'),
      ...startup,
      acquisition: z.enum(['ucb', 'ei', 'pi', 'gp-hedge']).optional(),
      kappa: z.number().min(0).optional(),
      xi: z.number().min(0).optional(),
      /** kappa or xi is multiplied by it after every suggestion, from the one of that number on. */
      explorationDecay: z.number().gt(0).max(1).optional(),
      explorationDecayDelay: z.int().min(0).optional(),
      /** What open trials are believed to have reached: a value, or the best ("max"), mean or worst result so far. */
      constantLiar: z.union([z.enum(['max', 'mean', 'min']), z.number()]).optional(),
      /** Narrows float ranges about the best trial (sequential domain reduction); `{}` for the library's defaults. */
      domainReduction: fields({
        gammaOsc: z.number().gt(0).optional(),
        gammaPan: z.number().gt(0).optional(),
        eta: z.number().gt(0).optional(),
        /** Share of each range. */
        minimumWindow: z.number().min(0).max(1).optional(),
      }).optional(),
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
  /** What a trial gets more of from rung to rung. "data": of the training rows; each time it is trained anew, all its epochs. */
  over: z.enum(['epochs', 'data']).optional(),
  minEpochs: z.int().min(1).optional(),
  /** With "data": no trial is trained on less. Default: 1 / reductionFactor². */
  minShare: z.number().min(0.0001).lt(1).optional(),
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

/** Whether trials are compared after trainings on growing shares of the rows, not after epochs. */
export function isOverData(pruner: PrunerSpec): boolean {
  return (pruner.kind === 'asha' || pruner.kind === 'hyperband') && pruner.over === 'data';
}

/** Of a pruner that is to judge curves as they are reported or stored: no share of data can be trained on there. */
export const curvePrunerSchema = prunerSchema.refine((pruner) => !isOverData(pruner), {
  path: ['over'],
  message: 'must be "epochs" here, where nothing is trained on a share of the rows',
});

const regretBoundSchema = fields({
  /** In the objective's units: ends the study when no more is left to gain. "auto": what the size of the validation part says. */
  error: z
    .union([z.number().gt(0), z.literal('auto')], { error: 'must be a number above 0, or "auto"' })
    .default('auto'),
  /** Complete trials before it is looked at. */
  minTrials: z.int().min(5).max(1_000_000).default(20),
});

const stopSchema = fields({
  /** Running time of the study after which it ends. */
  minutes: z.number().gt(0).nullable().default(null),
  /** Objective value that is good enough. */
  target: z.number().nullable().default(null),
  /** Trials without a new best after which the study ends. */
  noImprovement: z.int().min(1).nullable().default(null),
  /** Ends the study when a model of its trials promises less than the objective's own error. */
  regretBound: regretBoundSchema.nullable().default(null),
});

const warmSource = fields({
  /** Id, path or name of the other study; a path is relative to this file. */
  study: z.string().trim().min(1).max(4096),
  /** At most so many of its ended trials are taken, spread over their ranking, the best one included; absent: all. */
  trials: z.int().min(1).max(1_000_000).optional(),
  /** So many of the best that fit are trained first; absent: 1, and 0 for a grid, which only tries its own points. */
  startingPoints: z.int().min(0).max(1000).optional(),
});
export type WarmStartSpec = z.output<typeof warmSource>;

/** A study alone, as a text or an object, is a list of one. */
const warmStart = z.preprocess(
  (given) => (given === null ? [] : [given].flat().map((one) => (typeof one === 'string' ? { study: one } : one))),
  z.array(warmSource).max(20),
);

const recipe = z.string().refine((id) => recipeIds.includes(id), {
  error: ({ input }) => `is no recipe; ${suggestion(String(input), recipeIds)}`,
});

export const searchSchema = fields({
  sampler: samplerSchema.default({ kind: 'auto' }),
  /** A list: any of them may stop a trial. */
  pruner: z.union([prunerSchema, z.array(prunerSchema).min(1)]).default({ kind: 'none' }),
  /** Recipes (shared/recipes) whose values are tried before anything else: the baselines that results are shown against. */
  recipes: z.array(recipe).max(20).default([]),
  /** Starting points, run first and in this order; settings that a point leaves out are completed. */
  enqueue: z.array(params).default([]),
  /** Studies whose trials the sampler learns from before it has its own (docs/warm-start.md). */
  warmStart: warmStart.prefault([]),
  /** null: as many as the grid has, else 20. */
  trials: z.int().min(1).max(1_000_000).nullable().default(null),
  /** null: as many as the machine carries. */
  parallel: z.int().min(1).max(256).nullable().default(null),
  seed: z.int().default(0),
  repeats: z.int().min(1).max(1000).default(1),
  stop: stopSchema.default({ minutes: null, target: null, noImprovement: null, regretBound: null }),
  /** Seed of every trial, in place of the one derived from `seed` and the trial's number: a best configuration trained again. */
  trialSeed: z.int().nullable().default(null),
});
