// Studies: create, run, pause, stop, list, best configuration.
import { z } from 'zod';
import { noteText, tagList } from '../study/annotation.ts';
import type { Dimension } from '../study/space.ts';
import {
  bytes,
  direction,
  nothing,
  params,
  problem,
  settingValue,
  studyId,
  studyState,
  timestamp,
  trialNumber,
} from './common.ts';
import { event, rpc } from './define.ts';
import { epochTimes } from './epoch-times.ts';
import { spaceVersion } from './space-version.ts';
import { warmStartSource } from './warm-start.ts';

/** How a study that left the threads to Vernier uses the cores; resolved once. */
const studyPlan = z.object({
  /** Trials at once. */
  processes: z.int(),
  threads: z.int(),
  /** Of a study on graphics cards: trials at once on each. */
  slotsPerDevice: z.int().optional(),
  /** Empty when nothing was measured. */
  measured: z.array(z.object({ processes: z.int(), threads: z.int(), stepsPerSecond: z.number() })),
  why: z.string(),
});
export type StudyPlan = z.infer<typeof studyPlan>;

/** A stage in short; what is proposed for it: stages.list. */
const stageState = z.object({
  name: z.string(),
  state: z.enum(['waiting', 'proposed', 'running', 'complete']),
  /** Why it ended, when there is something to say. */
  reason: z.string().nullable(),
  trials: z.int(),
});

export const studySummary = z.object({
  id: studyId,
  name: z.string(),
  state: studyState,
  /** Why it is in that state, when there is something to say ("the grid is exhausted after 12 trials"). */
  reason: z.string().nullable(),
  createdAt: timestamp,
  changedAt: timestamp,
  path: z.string().nullable(),
  /** Put away: lists show it when they are asked to. */
  archived: z.boolean().optional(),
  /** What people wrote about it, and their tags; absent: nothing. */
  note: z.string().optional(),
  tags: z.array(z.string()).optional(),
  objective: z.object({ metric: z.string(), direction, pick: z.enum(['best', 'last']) }),
  /** Asked trials, of all stages together; null when the grid decides. */
  trials: z.int().nullable(),
  /** The stage it is in, from 1; absent: the study has no stages. */
  stage: z
    .object({
      ...{ name: z.string(), number: z.int(), count: z.int() },
      /** Its ranges are proposed, and nothing goes on before they are accepted. */
      waits: z.boolean(),
    })
    .optional(),
  counts: z.object({
    queued: z.int(),
    running: z.int(),
    paused: z.int(),
    complete: z.int(),
    stopped: z.int(),
    failed: z.int(),
    diverged: z.int(),
  }),
  best: z
    .object({
      ...{ trial: z.int(), value: z.number(), epoch: z.int().nullable() },
      /** Complete runs that the value is the mean of, and their standard deviation; absent below two. */
      spread: z.object({ runs: z.int(), sd: z.number() }).optional(),
    })
    .nullable(),
  /** Earlier studies whose trials its sampler began with; absent: it began with none. None of these count as trials of this study. */
  warmStart: z.array(warmStartSource).optional(),
  engine: z
    .object({
      ...{ name: z.string(), version: z.string(), threads: z.int(), plan: studyPlan.optional() },
      /** Cards it trains on, as people call them; absent: the processor. */
      gpus: z.array(z.string()).optional(),
    })
    .nullable(),
  parallel: z.int(),
  /** Version of its space; absent: it was never changed, and is the study file's. */
  spaceVersion: z.int().min(2).optional(),
  /** Sum of the time that the study was running, ms. */
  elapsedMs: z.number(),
});
export type StudySummary = z.infer<typeof studySummary>;

/** A dimension as shared/study/space.ts has it; checked there, carried here. */
const dimensionWire = z.custom<Dimension>(
  (value) => z.looseObject({ name: z.string(), type: z.string() }).safeParse(value).success,
  'must be a dimension with a name and a type',
);

const studyDetail = z.object({
  summary: studySummary,
  /** The study file as written, without comments or defaults. */
  file: z.record(z.string(), z.unknown()),
  dimensions: z.array(dimensionWire),
  /** Number of distinct configurations; null when continuous. */
  spaceSize: z.number().nullable(),
  fixed: z.record(z.string(), settingValue),
  /** Of each run. */
  epochs: z.int().nullable(),
  /** How often each trial is trained; absent: once. */
  runs: z.int().min(2).optional(),
  /** Training rows of each class or label, before any is copied or left out; absent without classes, and before the first start. */
  classes: z.array(z.object({ name: z.string(), rows: z.int() })).optional(),
  /** Of its space, oldest first; absent: it was never changed. */
  versions: z.array(spaceVersion).optional(),
  /** In their order; absent: the study has no stages. All of the above is of the stage that it is in. */
  stages: z.array(stageState).optional(),
});
export type StudyDetail = z.infer<typeof studyDetail>;

/** What the status bar, the worker lanes and the progress bar show; sent a few times a second while a study runs. */
const studyProgress = z.object({
  studyId,
  at: timestamp,
  lanes: z.array(
    z.object({
      worker: z.int(),
      pid: z.int().nullable(),
      trial: z.int().nullable(),
      phase: z.enum(['starting', 'compiling', 'training', 'waiting', 'stopping', 'idle']),
      /** Finished epochs of all, and the share of the running one; of the run under way. */
      epoch: z.int(),
      epochs: z.int(),
      /** Run of the trial, from 1, and how many it has; absent: it is trained once. */
      run: z.int().optional(),
      runs: z.int().optional(),
      fraction: z.number(),
      startedAt: timestamp.nullable(),
      /** The card it trains on, by its number ("0"); absent: the processor. */
      gpu: z.string().optional(),
    }),
  ),
  queue: z.array(z.object({ trial: z.int().nullable(), source: z.enum(['enqueued', 'retry', 'resumed', 'sampler']) })),
  /** Trials not yet drawn. */
  remaining: z.int(),
  epochsDone: z.int(),
  /** 80 % interval of the end, null before the first measured epoch. */
  eta: z.object({ low: timestamp, high: timestamp }).nullable(),
  secondsPerEpoch: z.number().nullable(),
  /** Share of planned epochs not trained thanks to early stops, 0..1. */
  savedShare: z.number(),
});
export type StudyProgress = z.infer<typeof studyProgress>;

/** What a model is and what it costs, before anything is trained. Bytes and operations are estimates (float32). */
const modelPoint = z.object({
  /** `default`: the settings' usual values; `largest`: the configuration of the space that needs most memory; `smallest`: computes least. */
  point: z.enum(['default', 'largest', 'smallest']),
  /** The searched settings. */
  params,
  layers: z.array(
    z.object({ name: z.string(), kind: z.string(), outputShape: z.array(z.int()), parameters: z.number() }),
  ),
  inputShape: z.array(z.int()),
  parameters: z.number(),
  optimizer: z.string(),
  loss: z.string(),
  batchSize: z.int(),
  /** Forward, backward and update of one batch. */
  flopsPerStep: z.number(),
  memory: z.object({
    weights: z.number(),
    optimizer: z.number(),
    gradients: z.number(),
    /** Of a training batch at the highest. */
    activations: z.number(),
    /** Of an evaluation batch at the highest. */
    evaluation: z.number(),
    data: z.number(),
    /** One worker in all. */
    worker: z.number(),
    /** What this machine has. */
    available: z.number(),
  }),
  /** Why it cannot be trained here, with the number; null when it fits. */
  refusal: z.string().nullable(),
});
export type ModelPoint = z.infer<typeof modelPoint>;

const byId = z.object({ id: studyId });

/** All trials of a study as files for other programs. */
export const studyFormats = ['csv', 'json', 'optuna', 'tensorboard'] as const;
export type StudyFormat = (typeof studyFormats)[number];

const runOverrides = z.object({
  trials: z.int().min(1).max(1_000_000).optional(),
  parallel: z.int().min(1).max(256).optional(),
  seed: z.int().optional(),
  engine: z.string().optional(),
  threads: z.int().min(1).max(256).optional(),
  /** Stages take the proposed ranges without asking. */
  autoStages: z.boolean().optional(),
  /** Studies to begin with, by id, absolute path or name, in place of the file's. */
  warmStart: z.array(z.string().min(1)).max(20).optional(),
});
export type RunOverrides = z.infer<typeof runOverrides>;

export const studies = {
  'studies.list': rpc(nothing, z.array(studySummary)),
  'studies.get': rpc(byId, studyDetail),
  /** Validates without storing, and without looking at the data. */
  'studies.check': rpc(
    z.object({ file: z.unknown() }),
    z.object({
      ok: z.boolean(),
      problems: z.array(problem),
      dimensions: z.array(dimensionWire),
      spaceSize: z.number().nullable(),
    }),
  ),
  /** The model of a study's settings on its data: of the default point, and of the largest one when the space has others; `smallest`: of that, too. */
  'studies.describeModel': rpc(
    z.object({
      data: z.unknown(),
      settings: z.record(z.string(), z.unknown()),
      constraints: z.array(z.string()).default([]),
      baseDir: z.string().optional(),
      parallel: z.int().min(1).max(256).default(1),
      smallest: z.boolean().default(false),
    }),
    z.array(modelPoint),
    { deadlineMs: 120_000 },
  ),
  /**
   * Trains a few steps of some configurations of a draft in a program of its own, for some seconds, and stores nothing. Throws as the study's
   * start would where the file or its data are wrong, and `invalid` for a study that runs the user's own program.
   */
  'studies.measureEpochs': rpc(z.object({ file: z.unknown(), baseDir: z.string().optional() }), epochTimes, {
    deadlineMs: 120_000,
  }),
  /**
   * Stores a study, or finds the one of the same `id` or path. `path` is absolute, null for one made in the studio.
   * `conflict` when that study exists with another space, unless `fresh`. A best-configuration file is a study of one trial.
   */
  'studies.open': rpc(
    z.object({
      file: z.unknown(),
      path: z.string().nullable(),
      fresh: z.boolean().default(false),
      overrides: runOverrides.default({}),
    }),
    z.object({ id: studyId, created: z.boolean(), problems: z.array(problem) }),
  ),
  /**
   * Takes the studies of a file of another program, or trials that were exported, into the store as new, finished studies: an Optuna storage
   * (SQLite file or journal), JSON or CSV of trials. Of a file on this computer by its path, or as it was given. `direction`: which way is better
   * where the file does not say. `invalid` with a sentence for any other file.
   */
  'studies.import': rpc(
    z.union([
      z.object({ path: z.string().min(1), direction: direction.optional() }),
      z.object({ name: z.string().min(1).max(1000), content: bytes, direction: direction.optional() }),
    ]),
    z.object({
      studies: z.array(
        z.object({
          ...{ id: studyId, name: z.string(), trials: z.int() },
          /** Trials of the file that had not ended. */
          leftOut: z.int(),
        }),
      ),
    }),
    { deadlineMs: 600_000 },
  ),
  /**
   * What the study's warm start would come to, one for each study that its `search.warmStart` names; reads its data, stores nothing. Throws
   * as the start would: `invalid` for an unknown study, one without results or of another objective.
   */
  'studies.previewWarmStart': rpc(
    z.object({ file: z.unknown(), baseDir: z.string().optional() }),
    z.array(warmStartSource),
    { deadlineMs: 120_000 },
  ),
  /** Starts or resumes; a larger `trials` extends a finished study. Starting a running study is a no-op. */
  'studies.start': rpc(z.object({ id: studyId, overrides: runOverrides.default({}) }), studySummary),
  /** Trials stop at the end of their epoch and keep a checkpoint; `start` goes on. */
  'studies.pause': rpc(byId, studySummary),
  /** Ends the study; running trials become stopped (user) at the end of their epoch. `now` kills. */
  'studies.stop': rpc(z.object({ id: studyId, now: z.boolean().default(false) }), studySummary),
  'studies.rename': rpc(z.object({ id: studyId, name: z.string().min(1).max(200) }), studySummary),
  /** Sets what is given; an empty note or list takes it away. Waits while the study is being started. */
  'studies.annotate': rpc(
    z.object({ id: studyId, note: noteText.optional(), tags: tagList.optional() }),
    studySummary,
    {
      deadlineMs: 120_000,
    },
  ),
  /** Puts a study away, or back; `conflict` while it runs. A start brings it back, too. */
  'studies.archive': rpc(z.object({ id: studyId, archived: z.boolean() }), studySummary),
  /** Best result so far over the ended trials with one, at most 40 points spread over them, of every study with two or more. */
  'studies.sparklines': rpc(
    z.object({ ids: z.array(studyId).max(500) }),
    z.array(z.object({ id: studyId, values: z.array(z.number()) })),
  ),
  'studies.delete': rpc(byId, nothing),
  /** Deleted studies are kept until the application closes. */
  'studies.restore': rpc(byId, studySummary),
  'studies.setParallel': rpc(z.object({ id: studyId, parallel: z.int().min(1).max(256) }), studySummary),
  /** Puts a configuration before what the sampler suggests; `first`: before all others that were put in by hand, too. */
  'studies.enqueue': rpc(
    z.object({ id: studyId, params, first: z.boolean().default(false) }),
    z.object({ trial: z.int() }),
  ),
  /** Trials put in by hand that wait come in this order. `conflict` when one of them has begun meanwhile. */
  'studies.reorderQueue': rpc(z.object({ id: studyId, trials: z.array(trialNumber).min(1).max(10_000) }), nothing),
  /** Takes a trial out that never began: it is stopped (user), and counts no longer among those asked for. `conflict` when it has begun. */
  'studies.dequeue': rpc(z.object({ id: studyId, trial: trialNumber }), nothing),
  /** Puts it back to where it was; starts nothing. */
  'studies.requeue': rpc(z.object({ id: studyId, trial: trialNumber }), nothing),
  /** Section 3 of interfaces.md, best first; `not_found` with a sentence when no trial has a value. */
  'studies.best': rpc(
    z.object({
      id: studyId,
      top: z.int().min(1).max(1000).default(1),
      trial: z.int().optional(),
      /** Of this stage; without it, of the last one that has a complete trial. */
      stage: z.string().optional(),
    }),
    z.array(z.record(z.string(), z.unknown())),
  ),
  /**
   * A program of another framework that trains the best configuration, or that of a given trial, on the same data. `not_found` with a
   * sentence when no trial has a value, `invalid` for data that no code is written for.
   */
  'studies.exportSnippet': rpc(
    z.object({ id: studyId, format: z.enum(['keras', 'pytorch', 'typescript']), trial: trialNumber.optional() }),
    z.object({ code: z.string() }),
    { deadlineMs: 120_000 },
  ),
  /** The study on one page, as an HTML file that needs nothing else: charts, best settings, advice, trials. */
  'studies.exportReport': rpc(
    z.object({ id: studyId, language: z.enum(['en', 'zh']) }),
    z.object({ html: z.string() }),
    {
      deadlineMs: 120_000,
    },
  ),
  /** All trials as one file: a table, an SQLite storage of Optuna, or TensorBoard's folder as a ZIP archive. */
  'studies.exportTrials': rpc(z.object({ id: studyId, format: z.enum(studyFormats) }), z.object({ content: bytes }), {
    deadlineMs: 600_000,
  }),
  /**
   * The trained model of the best trial, or of a given one, as an ONNX file, and the JSON that goes beside it: what goes in and what comes
   * out. It was run on the rows that the trial was measured on. `not_found` with a sentence when the trial's weights are not kept.
   */
  'studies.exportModel': rpc(
    z.object({ id: studyId, trial: trialNumber.optional() }),
    z.object({ trial: trialNumber, model: bytes, description: z.record(z.string(), z.unknown()) }),
    { deadlineMs: 600_000 },
  ),
  'studies.progress': rpc(byId, studyProgress.nullable()),

  /** Topic "". */
  'studies.changed': event(studySummary),
  'studies.removed': event(z.object({ id: studyId })),
  /** Topic = study id. */
  'studies.progressed': event(studyProgress),
  'studies.logged': event(
    z.object({ studyId, at: timestamp, level: z.enum(['info', 'warning', 'error']), message: z.string() }),
  ),
} as const;
