// Calls about data sets as things of their own: the list, what is wrong inside, and files that a page brings.
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { sep } from 'node:path';
import { pauser } from '#main/data/pause.ts';
import { scanTable } from '#main/data/scan.ts';
import { absolutePaths, parseDataSpec } from '#main/data/sources.ts';
import type { VernierHandlers } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import { preflightJobOfStudy } from '../check-file.ts';
import { copiesFolder, createCopies } from '../data-library/copies.ts';
import { idOf, mainPath, withHome } from '../data-library/identity.ts';
import { knownDatasets } from '../data-library/known.ts';
import { readDefinition } from '../definition.ts';
import type { Places } from '../places.ts';
import { runChecks } from '../preflight/run-checks.ts';
import type { Services } from '../services.ts';

type Calls = Pick<
  VernierHandlers,
  | 'datasets.known'
  | 'datasets.add'
  | 'datasets.forget'
  | 'datasets.restore'
  | 'datasets.checks'
  | 'datasets.scan'
  | `datasets.copy${'Begin' | 'Part' | 'End' | 'Cancel'}`
>;

export function dataLibraryHandlers({
  store,
  places,
  shelf,
  publish,
  now,
}: Pick<Services, 'store' | 'places' | 'shelf' | 'publish' | 'now'>): Calls {
  const copies = createCopies(places.dataDir, now);
  const change = async (edit: Parameters<typeof shelf.change>[0]) => {
    await shelf.change(edit);
    publish('datasets.changed', '', {});
  };
  const mark = async (id: string, removedAt: number | null) => {
    if (!(await shelf.list()).some((entry) => entry.id === id))
      throw new AppError('not_found', 'This data set is not on the list any more.');
    await change((entries) => entries.map((entry) => (entry.id === id ? { ...entry, removedAt } : entry)));
    return {};
  };
  return {
    'datasets.known': async () => knownDatasets(await store.listStudies(), await shelf.list(), places),
    async 'datasets.add'({ name, data }) {
      const spec = await absolutePaths(parseDataSpec(withHome(data)), homedir(), process.platform);
      const id = idOf(spec);
      await change((entries) => {
        const known = entries.find((entry) => entry.id === id);
        const entry = { id, name, data: { ...spec }, addedAt: known?.addedAt ?? now(), removedAt: null };
        return [...entries.filter((other) => other.id !== id), entry];
      });
      return { id };
    },
    'datasets.forget': ({ id }) => mark(id, now()),
    'datasets.restore': ({ id }) => mark(id, null),
    async 'datasets.checks'({ data }, { signal }) {
      const { file } = readDefinition({ version: 1, name: 'data', data: withHome(data) }, {});
      const folders = { baseDir: places.dataDir, cacheDir: places.cacheDir };
      const job = await preflightJobOfStudy({ file, engine: null }, 'data', folders);
      return runChecks({ scope: 'data', job, enginesDir: places.enginesDir, signal });
    },
    async 'datasets.scan'({ data }, { signal }) {
      const spec = await absolutePaths(parseDataSpec(withHome(data)), places.dataDir, process.platform);
      return spec.source === 'csv' || spec.source === 'text' ? scanTable(spec, pauser(signal)) : null;
    },
    'datasets.copyBegin': (input) => copies.begin(input),
    'datasets.copyPart': (input) => copies.part(input),
    'datasets.copyEnd': ({ id }) => copies.end(id),
    async 'datasets.copyCancel'({ id }) {
      await copies.cancel(id);
      return {};
    },
  };
}

/**
 * When the program ends, or after one that was killed: what was taken off the list goes for good, with its copy where no study and no other
 * entry names it; so does what copies left half-written.
 */
export async function purgeForgotten({
  store,
  shelf,
  places,
  now,
}: Pick<Services, 'store' | 'shelf' | 'now'> & { places: Pick<Places, 'dataDir' | 'cacheDir'> }): Promise<void> {
  await createCopies(places.dataDir, now).sweep();
  const entries = await shelf.list();
  const removed = entries.filter(({ removedAt }) => removedAt !== null);
  if (removed.length === 0) return;
  const used = await knownDatasets(await store.listStudies(), entries, places);
  for (const { id, data } of removed) {
    if (used.some((one) => one.id === id)) continue;
    const path = mainPath(parseDataSpec(data));
    if (path?.startsWith(`${copiesFolder(places.dataDir)}${sep}`)) await rm(path, { recursive: true, force: true });
  }
  await shelf.change((all) => all.filter(({ removedAt }) => removedAt === null));
}
