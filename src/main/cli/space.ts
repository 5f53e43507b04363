// `vernier space STUDY`: the versions of a study's space; with --from the space of a changed study file, as another version.
import { readFile } from 'node:fs/promises';
import { spaceView } from '#main/host/space/view.ts';
import { detailOf } from '#main/host/views.ts';
import type { SpaceVersion } from '#shared/contract/space-version.ts';
import { AppError } from '#shared/errors.ts';
import { isRecord } from '#shared/study/fields.ts';
import { describeDiff, describeEntry } from '#shared/study/space-diff.ts';
import { searchedEntries } from '#shared/study/stage-file.ts';
import { openHeadless } from './headless.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { emit, exitCodes, say } from './terminal.ts';

export interface SpaceOptions {
  readonly dataDir?: string | undefined;
  readonly from?: string | undefined;
  readonly json?: boolean;
}

export async function spaceCommand(reference: string, options: SpaceOptions): Promise<number> {
  if (options.from !== undefined) await takeFrom(reference, options.from, options);
  const { space, versions } = await withReading(options.dataDir, async (store) => {
    const row = await findStudyOrFail(store, reference);
    if (!store) throw new Error('unreachable: a found study has a store');
    const found = await spaceView(store, row);
    return { space: found, versions: (await detailOf(store, row)).versions ?? found.versions };
  });
  if (options.json) {
    const { version, stage, settings, constraints, aside } = space;
    emit({ version, ...(stage !== null && { stage }), settings, constraints, versions: versions.map(inShort), aside });
    return exitCodes.ok;
  }
  const lines = versions.map(versionLine);
  const searched = Object.entries(searchedEntries({ settings: space.settings }));
  const names = searched.map(([key, range]) => `  ${key}  ${describeEntry(range)}`);
  const constraints = space.constraints.map((text) => `  ${text}`);
  const aside = space.aside.map(({ point, message }) => `starting point ${point} waits: ${message}`);
  process.stdout.write(`${[...lines, 'searched now:', ...names, ...constraints, ...aside].join('\n')}\n`);
  return exitCodes.ok;
}

/** Here, or in the host that holds the data directory: also of a study that runs. */
async function takeFrom(reference: string, path: string, { dataDir }: SpaceOptions): Promise<void> {
  const { settings, constraints } = await readSpace(path);
  const { id } = await withReading(dataDir, (store) => findStudyOrFail(store, reference));
  const session = await openHeadless(dataDir);
  try {
    const { version } = await session.client.call('studies.space', { id });
    const wanted = { id, settings, constraints, baseVersion: version, by: 'command-line' } as const;
    const { problems } = await session.client.call('studies.editSpace', wanted, { deadlineMs: 600_000 });
    for (const { message } of problems) say(`vernier: ${message}`);
  } finally {
    await session.close();
  }
}

async function readSpace(path: string): Promise<{ settings: Record<string, unknown>; constraints: string[] }> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new AppError('invalid', `${path} cannot be read: ${error.message}`);
  });
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new AppError('invalid', `${path} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (!isRecord(file) || !isRecord(file.settings)) {
    throw new AppError('invalid', `${path} has no "settings"; give a study file.`);
  }
  const { constraints = [] } = file;
  if (!Array.isArray(constraints) || constraints.some((one) => typeof one !== 'string')) {
    throw new AppError('invalid', `${path}: "constraints" must be a list of texts.`);
  }
  return { settings: file.settings, constraints };
}

function inShort({ number, at, by, stage, from, back, diff, inside, outside }: SpaceVersion) {
  return {
    ...{ version: number, at: new Date(at).toISOString(), by, ...(stage !== null && { stage }), from },
    ...{ ...(back !== null && { back }), ...diff, inside, outside },
  };
}

function versionLine({ number, at, by, stage, back, diff, inside, outside }: SpaceVersion): string {
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const what = number === 1 ? ['as the study file has it'] : describeDiff(diff);
  const again = back === null ? '' : ` (as version ${back})`;
  const who = by === 'file' ? '' : ` by ${by === 'studio' ? 'the studio' : 'the command line'}`;
  const where = stage === null ? '' : `, stage "${stage}"`;
  return `version ${number}  ${when} UTC${who}${where}: ${what.join('; ')}${again}; ${inside} trials inside, ${outside} outside`;
}
