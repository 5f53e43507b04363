// A TensorBoard folder: event files in it and below, of one run or of many. Pure.
import { AppError } from '#shared/errors.ts';
import type { CurveFile } from './curve-run.ts';
import { type EventFile, readEventLog } from './event-log.ts';

export interface FolderFile {
  /** Folders between the folder that was given and the file, without its name. */
  readonly folders: readonly string[];
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Folders called like a part ("train", "validation", PyTorch's "Loss_val") belong to the run of the folder that they lie in;
 * every other folder is a run of its own, called by its path. What holds no curves is left out with a note where something else
 * does.
 * @throws AppError invalid where nothing holds curves, and where a file is damaged.
 */
export function readEventFolder(files: readonly FolderFile[], id: string, path: string): CurveFile {
  const runs = new Map<string, EventFile[]>();
  for (const file of files) {
    const part = partOf(file.folders.at(-1));
    const name = (part === null ? file.folders : file.folders.slice(0, -1)).join('/');
    runs.set(name, [...(runs.get(name) ?? []), { path: file.path, part, bytes: file.bytes }]);
  }
  if (runs.size === 0) throw new AppError('invalid', `${path} is a folder without TensorBoard event files.`);
  const read: CurveFile[] = [];
  const without: AppError[] = [];
  for (const [name, own] of runs) {
    try {
      read.push(readEventLog(own, name === '' ? id : name, name === '' ? path : `${path}/${name}`));
    } catch (error) {
      if (!(error instanceof AppError) || error.details.damaged === true) throw error;
      without.push(error);
    }
  }
  if (read.length === 0 && without[0] !== undefined) throw without[0];
  return {
    runs: read.flatMap((one) => one.runs),
    notes: [...read.flatMap(({ notes }) => notes), ...without.map(({ message }) => message)],
  };
}

function partOf(folder: string | undefined): EventFile['part'] {
  if (folder === undefined) return null;
  if (/(^|_)(val|valid|validation|eval|test)$/i.test(folder)) return 'validation';
  return /(^|_)train(ing)?$/i.test(folder) ? 'train' : null;
}
