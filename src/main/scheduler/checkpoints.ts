// Where checkpoints and weights lie, and which checkpoints go. The worker leaves `<base>.<epoch>`; one of each per trial is kept.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, win32 } from 'node:path';
import type { TrialRow } from '#main/store/store.ts';
import type { Direction } from '#shared/contract/common.ts';
import { AppError } from '#shared/errors.ts';
import { keptComplete, keptEnded } from '#shared/study/checkpoint-room.ts';
import { rankTrials } from '#shared/study/ranking.ts';
import { isTerminal } from '#shared/study/trial-state.ts';

export interface CheckpointFiles {
  /** Makes the study's folder. Throws AppError('unavailable') when that cannot be done. */
  prepare(studyId: string): Promise<void>;
  /** Path of one run's without the epoch. */
  base(studyId: string, trial: number, run: number): string;
  /** Of the first run's weights of the epoch that counts, without the epoch. */
  weightsBase(studyId: string, trial: number): string;
  /** Removes all files of a trial but those in `keep`; errors are of no account, the files are only clutter. */
  sweep(studyId: string, trial: number, keep: readonly (string | undefined)[]): Promise<void>;
  remove(path: string): Promise<void>;
  /** The row with its files where they lie now: the data directory may have been moved or copied since they were written. */
  here(row: TrialRow): TrialRow;
}

export function createCheckpointFiles(folder: string): CheckpointFiles {
  const fileOf = (studyId: string, trial: number, what: string) => join(folder, studyId, `trial-${trial}.${what}`);
  const now = <File extends { readonly path: string }>(studyId: string, file: File | null): File | null =>
    file && { ...file, path: fileHere(folder, studyId, file.path) };
  const remove = (path: string) => rm(path, { force: true, recursive: true }).catch(() => undefined);
  return {
    base: (studyId, trial, run) => fileOf(studyId, trial, run === 1 ? 'checkpoint' : `run-${run}.checkpoint`),
    weightsBase: (studyId, trial) => fileOf(studyId, trial, 'weights'),
    remove,
    here: (row) => ({ ...row, checkpoint: now(row.studyId, row.checkpoint), weights: now(row.studyId, row.weights) }),
    async prepare(studyId) {
      const path = join(folder, studyId);
      await mkdir(path, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
        const message = `The folder for checkpoints, ${path}, cannot be made (${error.code}); check its access rights.`;
        throw new AppError('unavailable', message, { path });
      });
    },
    async sweep(studyId, trial, keep) {
      const names = await readdir(join(folder, studyId)).catch(() => []);
      const own = names.filter((name) => name.startsWith(`trial-${trial}.`));
      const paths = own.map((name) => join(folder, studyId, name)).filter((path) => !keep.includes(path));
      await Promise.all(paths.map(remove));
    },
  };
}

/** Where a checkpoint or weights file lies that was written as `path`, maybe on another machine. */
export function fileHere(folder: string, studyId: string, path: string): string {
  // Takes both kinds of separators.
  return join(folder, studyId, win32.basename(path));
}

/**
 * Ended trials whose checkpoint is to be freed: diverged ones at once, of complete ones all but the best of those that could train on, of
 * the others all but the newest.
 */
export function freeable(
  rows: readonly TrialRow[],
  direction: Direction,
  trainsOn: (row: TrialRow) => boolean,
): TrialRow[] {
  const ended = rows.filter((row) => row.checkpoint !== null && isTerminal(row.state));
  const complete = rankTrials(ended.filter(trainsOn), direction);
  const best = new Set(complete.slice(0, keptComplete));
  const over = ended.filter((row) => row.state === 'diverged' || (row.state === 'complete' && !best.has(row)));
  const others = ended.filter((row) => row.state === 'stopped' || row.state === 'failed');
  return [...over, ...others.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)).slice(keptEnded)];
}
