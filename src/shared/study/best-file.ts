// A best configuration (interfaces.md section 3): reading one, and the study of one trial that trains it again.
import { z } from 'zod';
import { direction, type Problem, params } from '../contract/common.ts';
import { dataSpecSchema, isGenerated } from '../data-spec.ts';
import { checkStudy, hasError } from './check-study.ts';
import { error, parseWith } from './fields.ts';
import { runnerSchema, type StudyFile, studySchema } from './study-schema.ts';

const metricValues = z.record(z.string(), z.union([z.number(), z.string()]));

/** Loose where only people look; strict where it decides what is trained. */
const bestSchema = z.looseObject({
  version: z.literal(1),
  kind: z.literal('vernier-best'),
  study: z.looseObject({ id: z.string(), name: z.string() }),
  trial: z.int().min(1),
  trialSeed: z.int(),
  settings: params,
  objective: z.object({ metric: z.string(), direction, pick: z.enum(['best', 'last']) }),
  metrics: z.looseObject({ best: metricValues, last: metricValues }),
  epoch: z.int().min(1).nullable(),
  /** Trainings of the configuration, on each fold. */
  repeats: z.int().min(1).max(1000).default(1),
  /** null: of a command that names none. */
  data: z.looseObject({ source: z.string(), fingerprint: z.string().optional(), rows: z.int().optional() }).nullable(),
  runner: runnerSchema.default({ kind: 'builtin' }),
  engine: z
    .looseObject({ name: z.string(), version: z.string(), threads: z.int().min(1) })
    .nullable()
    .default(null),
  createdAt: z.string(),
  appVersion: z.string(),
});
export type BestFile = z.output<typeof bestSchema>;

export type ParsedBest =
  | { readonly ok: true; readonly best: BestFile; readonly problems: Problem[] }
  | { readonly ok: false; readonly problems: Problem[] };

/** Checks the form, and that the study made of it could run. A list (`vernier best --top K`) is refused with a sentence. */
export function parseBestConfig(input: unknown): ParsedBest {
  if (Array.isArray(input)) {
    const message = `This file holds ${input.length} best configurations; keep one of them as a single object { … }.`;
    return { ok: false, problems: [error('', message)] };
  }
  const parsed = parseWith(bestSchema, input);
  if (!parsed.ok) return parsed;
  const spec = dataOf(parsed.value);
  const data = spec === undefined ? null : parseWith(dataSpecSchema, spec);
  if (data?.ok === false) {
    const inData = (path: string) => (path === '' ? 'data' : `data.${path}`);
    return { ok: false, problems: data.problems.map((problem) => ({ ...problem, path: inData(problem.path) })) };
  }
  const problems = checkStudy(studyFromBest(parsed.value));
  return hasError(problems) ? { ok: false, problems } : { ok: true, best: parsed.value, problems };
}

/**
 * The study that trains a best configuration again: one trial, every setting fixed, its own seed (`search.trialSeed`) and as many
 * runs as it had, so that one worker and the same engine give the same metrics. Throws what `studySchema` throws when `best` was not parsed.
 */
export function studyFromBest(best: BestFile): StudyFile {
  const { subset: _, ...file } = studySchema.parse({
    version: 1,
    name: `${best.study.name}, trial ${best.trial}`.slice(0, 200),
    data: dataOf(best),
    settings: best.settings,
    objective: best.objective,
    search: { sampler: { kind: 'random' }, trials: 1, parallel: 1, trialSeed: best.trialSeed, repeats: best.repeats },
    runner: best.runner,
    engine: engineOf(best),
  });
  return file;
}

/** A command has threads, and no engine of ours. */
function engineOf({ engine, runner }: BestFile) {
  if (engine === null) return {};
  return runner.kind !== 'builtin' ? { threads: engine.threads } : { name: engine.name, threads: engine.threads };
}

/** The data object as a study writes it: without what the export added. Generated samples have `rows` of their own. */
function dataOf(best: BestFile): Record<string, unknown> | undefined {
  if (best.data === null) return undefined;
  const { fingerprint: _, rows, ...spec } = best.data;
  return isGenerated(spec) ? { ...spec, rows } : spec;
}
