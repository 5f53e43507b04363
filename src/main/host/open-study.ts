// Opens what a user brings: a new study is stored, a known one (same id, else same path) is found and brought up to date.
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { Problem } from '#shared/contract/common.ts';
import type { RunOverrides } from '#shared/contract/studies.ts';
import { AppError } from '#shared/errors.ts';
import { spaceKey } from '#shared/study/build-space.ts';
import { isRecord } from '#shared/study/fields.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { definitionOf, readDefinition } from './definition.ts';
import { mergeOverrides, overridesOf } from './overrides.ts';
import { storedVersions } from './space/versions.ts';
import { requireSources } from './warm-start/require-sources.ts';

export interface OpenInput {
  readonly file: unknown;
  /** Absolute; null for a study made in the studio. */
  readonly path: string | null;
  /** A new study even when this one is known. */
  readonly fresh: boolean;
  readonly overrides: RunOverrides;
}

export interface Opened {
  readonly row: StudyRow;
  readonly created: boolean;
  readonly problems: Problem[];
}

/** Throws AppError: `invalid` (all problems in details; a warm start from a study that there is not), `conflict` when the known study searches another space. */
export async function openStudy(
  input: OpenInput,
  store: Store,
  { now, dataDir }: { readonly now: number; readonly dataDir: string },
): Promise<Opened> {
  const { file, problems } = readDefinition(input.file, input.overrides);
  const raw = isRecord(input.file) ? input.file : {};
  const known = input.fresh ? null : await findKnown(store, file.id, input.path);
  const baseDir = input.path === null ? dataDir : dirname(input.path);
  const of = (id: string) => ({ id, name: file.name, path: input.path, baseDir });
  if (known && known.spaceKey !== spaceKey(file) && (await isUntouched(known, store))) {
    await requireSources(file, store, of(known.id));
    // Nothing was tried yet, and nothing changed in the studio: the draft becomes what the file says now.
    const row = await store.updateStudy(known.id, {
      ...{ name: file.name, file: raw, spaceKey: spaceKey(file), facts: null, engine: null, stages: null },
      ...{ overrides: { ...mergeOverrides({}, input.overrides) }, path: input.path ?? known.path, changedAt: now },
    });
    return { row, created: false, problems };
  }
  if (known) {
    const overrides = mergeOverrides(overridesOf(known), input.overrides);
    // Stages that were added in the studio, and versions of the space, are none of the file's.
    const own = readDefinition(input.file, { ...overrides, stages: undefined, spaces: undefined }).file;
    const isFirst = known.spaceKey === spaceKey(own);
    if (!isFirst && !isVersionOf(known, own)) {
      throw new AppError(
        'conflict',
        `The study "${known.name}" has trials of another space: data, settings, constraints, objective, warm start or seed changed. Take changed ranges into it with "vernier space ${known.id} --from FILE" or on its page Space, run it as a new study (--new), or undo the change.`,
        { id: known.id },
      );
    }
    const row = await store.updateStudy(known.id, {
      // The first version of the space stays what it was.
      file: isFirst ? raw : { ...raw, settings: known.file.settings ?? {}, constraints: known.file.constraints ?? [] },
      overrides: { ...overrides },
      path: input.path ?? known.path,
      changedAt: now,
    });
    return { row, created: false, problems };
  }
  const isTaken = file.id !== undefined && (await store.getStudy(file.id)) !== null;
  const id = file.id !== undefined && !isTaken ? file.id : randomUUID().slice(0, 8);
  await requireSources(file, store, of(id));
  const row: StudyRow = {
    id,
    name: file.name,
    state: 'draft',
    reason: null,
    path: input.path,
    file: raw,
    spaceKey: spaceKey(file),
    overrides: { ...mergeOverrides({}, input.overrides) },
    facts: null,
    engine: null,
    stages: null,
    warmStart: null,
    afterwards: null,
    elapsedMs: 0,
    createdAt: now,
    changedAt: now,
    deletedAt: null,
    archivedAt: null,
    note: null,
    tags: [],
  };
  await store.insertStudy(row);
  return { row, created: true, problems };
}

/** A draft as it was opened: it has no trial, and neither stages nor versions of its space were added to it. */
async function isUntouched(row: StudyRow, store: Store): Promise<boolean> {
  const { stages, spaces = [] } = overridesOf(row);
  if (row.state !== 'draft' || stages !== undefined || spaces.length > 0) return false;
  return Object.values(await store.countTrials(row.id)).every((count) => count === 0);
}

/** A file that is the study with a version of its space: it was saved from the studio, or the version was taken from it. */
function isVersionOf(known: StudyRow, own: StudyFile): boolean {
  if (spaceKey(definitionOf(known).file) === spaceKey(own)) return true;
  const { file: first } = readDefinition(known.file, { ...overridesOf(known), spaces: undefined, stages: undefined });
  return storedVersions(known).some(({ stage, settings, constraints }) => {
    const version = { ...first, constraints, ...(stage === null && { settings }) };
    return spaceKey(version) === spaceKey(own);
  });
}

/** The study of that id, else the newest one of that path. */
export async function findKnown(store: Store, id: string | undefined, path: string | null): Promise<StudyRow | null> {
  if (id !== undefined) {
    const row = await store.getStudy(id);
    return row?.deletedAt === null ? row : null;
  }
  if (path === null) return null;
  const row = await store.findStudy(path);
  return row?.path === path ? row : null;
}
