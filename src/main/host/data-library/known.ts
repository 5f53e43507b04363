// The data sets of this machine: what its studies use, and what was added without one; and how their files stand now.
import { access, constants, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, sep } from 'node:path';
import { currentFingerprint, findPrepared, recallPrepared } from '#main/data/prepare.ts';
import { absolutePaths, namedPaths, parseDataSpec, sourceBytes } from '#main/data/sources.ts';
import type { StudyRow } from '#main/store/store.ts';
import type { KnownDataset } from '#shared/contract/data-library.ts';
import type { DataSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { factsOf, factsToStore, type StoredFacts } from '../data-facts.ts';
import type { Places } from '../places.ts';
import { copiesFolder } from './copies.ts';
import { idOf, mainPath, nameOf, withHome } from './identity.ts';
import type { ShelfEntry } from './shelf.ts';

/** Files that changed are read for their fingerprint up to this size each. */
const readBytes = 1 << 22;

interface Group {
  readonly id: string;
  spec: DataSpec;
  name: string;
  added: boolean;
  /** Of the newest study that ran on it, with the data object that it ran on. */
  ran: { readonly data: unknown; readonly facts: StoredFacts } | null;
  usedAt: number;
  readonly studies: KnownDataset['studies'];
}

/** Last used first. Nothing of it throws: what cannot be read says so in its entry. */
export async function knownDatasets(
  rows: readonly StudyRow[],
  shelf: readonly ShelfEntry[],
  places: Pick<Places, 'dataDir' | 'cacheDir'>,
): Promise<KnownDataset[]> {
  const groups = new Map<string, Group>();
  const newestFirst = rows.filter((row) => row.deletedAt === null).sort((a, b) => b.changedAt - a.changedAt);
  for (const row of newestFirst) {
    const facts = safely(() => factsOf(row));
    const given = facts?.data ?? row.file.data;
    const spec =
      given === undefined ? null : await readSpec(given, row.path === null ? places.dataDir : dirname(row.path));
    if (spec === null) continue;
    const id = idOf(spec);
    const group = groups.get(id) ?? {
      ...{ id, spec, name: nameOf(spec), added: false, ran: null, usedAt: row.changedAt, studies: [] },
    };
    group.studies.push({ id: row.id, name: row.name, state: row.state });
    if (facts !== null) group.ran ??= { data: spec, facts };
    groups.set(id, group);
  }
  for (const { id, name, data, addedAt, removedAt } of shelf) {
    if (removedAt !== null) continue;
    const spec = await readSpec(data, homedir());
    if (spec === null) continue;
    const group = groups.get(id) ?? { ...{ id, spec, name, added: true, ran: null, usedAt: addedAt, studies: [] } };
    groups.set(id, { ...group, spec, name, added: true, usedAt: Math.max(group.usedAt, addedAt) });
  }
  const known: KnownDataset[] = [];
  // One after the other: a disk reads no faster when it is asked for everything at once.
  for (const group of groups.values()) known.push(await describe(group, places));
  return known.sort((a, b) => b.usedAt - a.usedAt || (a.name < b.name ? -1 : 1));
}

/** With absolute paths; null for what is no data object, as of a study that was stored by another version. */
export async function readSpec(data: unknown, baseDir: string): Promise<DataSpec | null> {
  try {
    return await absolutePaths(parseDataSpec(withHome(data)), baseDir, process.platform);
  } catch {
    return null;
  }
}

async function describe(
  { spec, ran, ...group }: Group,
  places: Pick<Places, 'dataDir' | 'cacheDir'>,
): Promise<KnownDataset> {
  const path = mainPath(spec);
  const file = await fileState(spec, path);
  const options = { baseDir: places.dataDir, cacheDir: places.cacheDir };
  const found = { facts: ran?.facts ?? null, state: 'unchecked' as KnownDataset['state'] };
  let { message } = file;
  if (file.state !== null) found.state = file.state;
  else {
    try {
      if (ran === null) {
        const small = (await sourceBytes(spec)) <= readBytes;
        const prepared = await (small ? findPrepared : recallPrepared)(spec, options);
        if (prepared !== null) Object.assign(found, { facts: factsToStore(prepared), state: 'same' });
      } else {
        const now = await currentFingerprint(ran.data, { ...options, mostBytes: readBytes });
        if (now !== null) found.state = now === ran.facts.fingerprint ? 'same' : 'changed';
      }
    } catch (error) {
      found.state = 'unreadable';
      message = error instanceof AppError ? error.message : String(error);
    }
  }
  const { facts, state } = found;
  return {
    ...group,
    ...{ data: { ...spec }, path, state, message, bytes: file.bytes, modifiedAt: file.modifiedAt },
    copied: path?.startsWith(`${copiesFolder(places.dataDir)}${sep}`) ?? false,
    facts: facts && {
      ...{ task: facts.task, kind: facts.kind, rows: facts.rows, classes: facts.classes },
      fingerprint: facts.fingerprint,
    },
  };
}

/** Whether every file that is named is there and may be read; `state` null: nothing is wrong with them. */
async function fileState(spec: DataSpec, main: string | null) {
  const nothing = { bytes: null, modifiedAt: null };
  let own: { bytes: number | null; modifiedAt: number | null } = nothing;
  for (const path of spec.source === 'sample' ? [] : namedPaths(spec)) {
    try {
      const info = await stat(path);
      await access(path, constants.R_OK);
      if (path === main) own = { bytes: info.isFile() ? info.size : null, modifiedAt: info.mtimeMs };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      const gone = code === 'ENOENT' || code === 'ENOTDIR';
      const message = gone
        ? `There is no ${path} any more; put it back, or add the data again where they lie now.`
        : `${path} cannot be read (${code ?? 'unknown error'}); change its permissions.`;
      return { ...own, state: gone ? ('gone' as const) : ('unreadable' as const), message };
    }
  }
  return { ...own, state: null, message: null };
}

function safely<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
