// Epochs that a program trained after its trial was to wait: it is not told decisions, so it may be ahead, and goes on from there. They
// lie beside what it saved, and are told when the trial goes on, so that its curve has no hole.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLine } from './report.ts';

export interface Report {
  readonly epoch: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** In the checkpoint's folder: it goes with what the program saved. */
export const lateEpochsName = 'vernier-late-epochs.jsonl';

/** Empty when there are none. */
export async function readLateEpochs(folder: string): Promise<Report[]> {
  const text = await readFile(join(folder, lateEpochsName), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const read = readLine(line, null);
    return read.kind === 'report' && read.epoch !== null ? [{ epoch: read.epoch, metrics: read.metrics }] : [];
  });
}

/** As the program itself might print them. Removes the file when there are none. */
export async function writeLateEpochs(folder: string, reports: readonly Report[]): Promise<void> {
  const path = join(folder, lateEpochsName);
  if (reports.length === 0) return rm(path, { force: true });
  const finiteOrText = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  const lines = reports.map(({ epoch, metrics }) => `${JSON.stringify({ epoch, ...metrics }, finiteOrText)}\n`);
  await writeFile(`${path}.new`, lines.join(''));
  await rename(`${path}.new`, path);
}
