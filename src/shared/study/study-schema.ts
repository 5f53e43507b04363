// The study file (interfaces.md section 2) as a zod schema. Semantics that need the settings registry: check-study.ts.
import { z } from 'zod';
import { direction } from '../contract/common.ts';
import { dataSpecSchema, subsetSpec } from '../data-spec.ts';
import { fields, oneOf } from './fields.ts';
import { settingEntry } from './ranges.ts';
import { prunerSchema, samplerSchema, searchSchema } from './search-schema.ts';

export const engineNames = ['auto', 'onnx', 'tensorflow', 'tfjs', 'reference'] as const;

const settings = z.record(z.string().min(1), settingEntry);

/** It names a folder of checkpoints, which is removed with the study: no separators, no "..". */
const idPattern = /^[A-Za-z0-9][\w.-]*$/;

const objectiveSchema = fields({
  metric: z.string().min(1),
  direction: direction.optional(),
  /** The best finite epoch (earliest on ties), or the last one. */
  pick: z.enum(['best', 'last']).default('best'),
});
export type ObjectiveSpec = z.output<typeof objectiveSchema>;

const stageSchema = fields({
  name: z.string().trim().min(1).max(64),
  trials: z.int().min(1).max(1_000_000),
  settings: settings.optional(),
  subset: subsetSpec.optional(),
  narrow: fields({
    from: z.string().min(1),
    keepBest: z.int().min(1).default(6),
    margin: z.number().min(0).max(10).default(0.15),
    accept: z.enum(['auto', 'ask']).default('auto'),
  }).optional(),
  vary: z.array(z.string()).min(1).optional(),
  repeats: z.int().min(1).max(1000).optional(),
  sampler: samplerSchema.optional(),
  pruner: z.union([prunerSchema, z.array(prunerSchema).min(1)]).optional(),
});
export type StageSpec = z.output<typeof stageSchema>;

export const runnerSchema = z.discriminatedUnion(
  'kind',
  [
    fields({ kind: z.literal('builtin') }),
    fields({
      kind: z.literal('command'),
      argv: z.array(z.string()).min(1),
      cwd: z.string().default('.'),
      env: z.record(z.string(), z.string()).default({}),
      /** A program that prints nothing for so long has hung and is killed; null: it may be silent for ever. */
      silenceMinutes: z.number().gt(0).nullable().default(60),
    }),
    /** Its trials were trained elsewhere and imported; nothing trains more of them. */
    fields({ kind: z.literal('none') }),
  ],
  { error: oneOf('kind', ['builtin', 'command', 'none']) },
);

/** All but the training that comes with Vernier. */
export type OtherRunner = Exclude<z.output<typeof runnerSchema>, { kind: 'builtin' }>;
export type CommandSpec = Extract<z.output<typeof runnerSchema>, { kind: 'command' }>;

const deviceName = /^(cpu|auto|\d+(:\d+)?|(GPU|MIG)-[\w/-]+)$/;
const device = z.custom<string | number>(
  (value) => (typeof value === 'string' || typeof value === 'number') && deviceName.test(String(value)),
  'must be "cpu", the number of a GPU like 0, or its UUID',
);

/** Empty and "auto": the cards that the engine can use, else the processor. */
const devices = z
  .preprocess(
    (value) => (value === 'auto' || value === 'cpu' ? [value] : value),
    z.array(device, 'must be "auto", "cpu" or a list like [0, 1]').max(64),
  )
  .refine((list) => list.length < 2 || !list.includes('auto'), 'has "auto" beside other devices; give it alone')
  .refine((list) => new Set(list.map(String)).size === list.length, 'names a device twice');

const engineSchema = fields({
  name: z.enum(engineNames).default('auto'),
  /** Of each trial; "auto" is resolved once per study (docs/decisions/005). */
  threads: z
    .union([z.int().min(1).max(256), z.literal('auto')], { error: 'must be a whole number from 1 to 256, or "auto"' })
    .default('auto'),
  devices: devices.prefault([]),
  /** Trials at once on each card; "auto" is measured once per study. */
  slotsPerDevice: z
    .union([z.int().min(1).max(64), z.literal('auto')], { error: 'must be a whole number from 1 to 64, or "auto"' })
    .default('auto'),
});

export const studySchema = fields({
  version: z.literal(1),
  /** Identity across moves of the file; without it the absolute path is the identity. */
  id: z
    .string()
    .min(1)
    .max(64)
    .regex(idPattern, 'must be of letters, digits, ".", "_" and "-", a letter or digit first')
    .optional(),
  name: z.string().min(1).max(200).default('Untitled study'),
  data: dataSpecSchema.optional(),
  subset: subsetSpec.optional(),
  settings: settings.default({}),
  constraints: z.array(z.string()).default([]),
  objective: z.union([objectiveSchema, z.array(objectiveSchema).min(1)]).optional(),
  search: searchSchema.prefault({}),
  stages: z.array(stageSchema).min(1).optional(),
  engine: engineSchema.prefault({}),
  runner: runnerSchema.default({ kind: 'builtin' }),
});

/** A whole study, defaults filled in. `subset` has moved into `data`, where the readers look for it. */
export type StudyFile = Omit<z.output<typeof studySchema>, 'subset'>;
