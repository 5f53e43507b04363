// From the JSON a user gave (study file or best configuration) and the overrides of the command line to one checked study.

import type { StudyRow } from '#main/store/store.ts';
import type { Problem } from '#shared/contract/common.ts';
import type { AsidePoint } from '#shared/contract/space.ts';
import type { RunOverrides } from '#shared/contract/studies.ts';
import { AppError } from '#shared/errors.ts';
import { suggestion } from '#shared/settings/index.ts';
import { parseBestConfig, studyFromBest } from '#shared/study/best-file.ts';
import { checkStudy, hasError } from '#shared/study/check-study.ts';
import { isRecord } from '#shared/study/fields.ts';
import { detectFileKind, parseStudyFile, type StudyFile } from '#shared/study/study-file.ts';
import { engineNames, type StageSpec } from '#shared/study/study-schema.ts';
import { overridesOf, type StoredOverrides } from './overrides.ts';
import { fittingPoints } from './space/fitting-points.ts';
import { withVersions } from './space/versions.ts';

export interface Definition {
  readonly file: StudyFile;
  /** Warnings. */
  readonly problems: Problem[];
  /** Fingerprint of the data that a best configuration was found on; null for a study file. */
  readonly expectedFingerprint: string | null;
  /** Starting points of the file that do not fit the space any more, which was changed: they are none of `file`'s. */
  readonly aside: readonly AsidePoint[];
}

/** Throws AppError('invalid') whose `details.problems` lists every error with its place. */
export function readDefinition(raw: unknown, overrides: StoredOverrides): Definition {
  const { stages, spaces = [] } = overrides;
  const whole = withVersions(withAddedStages(raw, stages), spaces);
  const read = spaces.length === 0 ? parseRaw(whole) : parseEdited(whole);
  if (!read.ok) throw invalidStudy(read.problems);
  const file = withOverrides(read.file, overrides);
  const isOverridden = Object.values(overrides).some((value) => value !== undefined);
  const problems = isOverridden ? checkStudy(file) : read.problems;
  if (hasError(problems)) throw invalidStudy(problems);
  return { file, problems, expectedFingerprint: read.expectedFingerprint, aside: read.aside };
}

export function invalidStudy(problems: readonly Problem[]): AppError {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const [first] = errors;
  const where = first?.path ? `${first.path}: ` : '';
  return new AppError('invalid', `${where}${first?.message ?? 'The study file is not valid.'}`, { problems: errors });
}

const remembered = new Map<string, Definition>();
const maxRemembered = 64;

/** The definition of a stored study. Remembered: checking constraints may take thousands of draws. */
export function definitionOf(row: Pick<StudyRow, 'file' | 'overrides'>): Definition {
  const key = JSON.stringify([row.file, row.overrides]);
  const known = remembered.get(key);
  if (known) return known;
  const definition = readDefinition(row.file, overridesOf(row));
  const [oldest] = remembered.keys();
  if (remembered.size >= maxRemembered && oldest !== undefined) remembered.delete(oldest);
  remembered.set(key, definition);
  return definition;
}

/** The file as its author would write it now: with the stages that were added in the studio, which say how many trials there are. */
export function withAddedStages(raw: unknown, stages: StoredOverrides['stages']): unknown {
  if (stages === undefined || !isRecord(raw)) return raw;
  const { trials: _, ...search } = isRecord(raw.search) ? raw.search : {};
  return { ...raw, stages, search };
}

type Read =
  | {
      readonly ok: true;
      readonly file: StudyFile;
      readonly problems: Problem[];
      readonly expectedFingerprint: string | null;
      readonly aside: readonly AsidePoint[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

function parseRaw(raw: unknown): Read {
  if (detectFileKind(raw) !== 'best') {
    const parsed = parseStudyFile(raw);
    return parsed.ok ? { ...parsed, expectedFingerprint: null, aside: [] } : parsed;
  }
  const parsed = parseBestConfig(raw);
  if (!parsed.ok) return parsed;
  const { best, problems } = parsed;
  return {
    ok: true,
    file: studyFromBest(best),
    problems,
    expectedFingerprint: best.data?.fingerprint ?? null,
    aside: [],
  };
}

/** A study whose space was changed: its starting points are kept for a space that has them again. */
function parseEdited(raw: unknown): Read {
  const search = isRecord(raw) && isRecord(raw.search) ? raw.search : {};
  const read = parseRaw(isRecord(raw) ? { ...raw, search: { ...search, enqueue: [] } } : raw);
  if (!read.ok) return read;
  const { enqueue, aside } = fittingPoints(read.file, search.enqueue);
  return { ...read, aside, file: { ...read.file, search: { ...read.file.search, enqueue } } };
}

function withOverrides(file: StudyFile, overrides: RunOverrides): StudyFile {
  const { trials, parallel, seed, engine, threads, autoStages, warmStart } = overrides;
  return {
    ...file,
    ...(autoStages && file.stages && { stages: file.stages.map(acceptsByItself) }),
    search: {
      ...file.search,
      ...(trials === undefined ? {} : { trials }),
      ...(parallel === undefined ? {} : { parallel }),
      ...(seed === undefined ? {} : { seed }),
      ...(warmStart === undefined ? {} : { warmStart: warmStart.map((study) => ({ study })) }),
    },
    engine: {
      ...file.engine,
      ...(engine === undefined ? {} : { name: engineName(engine) }),
      ...(threads === undefined ? {} : { threads }),
    },
  };
}

function acceptsByItself(stage: StageSpec): StageSpec {
  return stage.narrow ? { ...stage, narrow: { ...stage.narrow, accept: 'auto' } } : stage;
}

function engineName(name: string): StudyFile['engine']['name'] {
  const known = engineNames.find((engine) => engine === name);
  if (known !== undefined) return known;
  throw new AppError('invalid', `There is no engine "${name}"; ${suggestion(name, engineNames)}`);
}
