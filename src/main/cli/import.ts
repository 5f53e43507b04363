// `vernier import FILE`: studies of other programs, exported trials and study files into the data directory.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { maxStudyBytes, readStudySource } from '#main/host/study-source.ts';
import type { Session } from '#main/session/session.ts';
import type { Direction } from '#shared/contract/common.ts';
import { detectFileKind } from '#shared/study/study-file.ts';
import { openHeadless } from './headless.ts';
import { emit, exitCodes, say } from './terminal.ts';

export interface ImportOptions {
  readonly dataDir?: string | undefined;
  readonly direction?: Direction;
  readonly json?: boolean;
}

export async function importCommand(path: string, { dataDir, direction, json }: ImportOptions): Promise<number> {
  const file = await studyIn(path);
  const session = await openHeadless(dataDir);
  try {
    if (file !== null) await store(session, file, path, json);
    else {
      const { studies } = await session.client.call('studies.import', { path: resolve(path), direction });
      for (const study of studies) {
        if (json) emit(study);
        else say(sentence(study));
      }
    }
    return exitCodes.ok;
  } finally {
    await session.close();
  }
}

/** A study file or a best configuration; null: anything else. */
async function studyIn(path: string): Promise<unknown> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (!/\.json$/i.test(path) || size > maxStudyBytes) return null;
  const { file } = await readStudySource(path);
  return detectFileKind(file) === 'unknown' ? null : file;
}

async function store({ client }: Session, file: unknown, path: string, json = false): Promise<void> {
  const { id, created } = await client.call('studies.open', { file, path: resolve(path) });
  const { name } = (await client.call('studies.get', { id })).summary;
  if (json) emit({ id, name, created });
  else say(`${created ? 'Stored' : 'There is already'} study "${name}" (${id}); "vernier run ${path}" runs it.`);
}

function sentence({
  id,
  name,
  trials,
  leftOut,
}: {
  id: string;
  name: string;
  trials: number;
  leftOut: number;
}): string {
  const rest =
    leftOut === 0
      ? ''
      : ` ${leftOut} ${leftOut === 1 ? 'trial' : 'trials'} that had not ended ${leftOut === 1 ? 'was' : 'were'} left out.`;
  return `Imported study "${name}" (${id}) with ${trials} ${trials === 1 ? 'trial' : 'trials'}; "vernier show ${id}" shows it.${rest}`;
}
