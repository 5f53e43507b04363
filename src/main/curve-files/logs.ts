// Which of the files that somebody gives belong together, and the runs of each log. Pure.
import { isEventFileName } from '#shared/study/log-files.ts';
import type { CurveFile } from './curve-run.ts';
import { type FolderFile, readEventFolder } from './event-folder.ts';
import { readCurves } from './read-curves.ts';

/** A training log of one file, or a folder of TensorBoard's event files. `path` is what sentences call it. */
export type Log =
  | { readonly kind: 'file'; readonly name: string; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'folder'; readonly name: string; readonly path: string; readonly files: readonly FolderFile[] };

/** A file as a page gives it: it knows the folders that were dropped or chosen, not where they lie. */
export interface GivenFile {
  readonly name: string;
  /** From the folder that was given down to the one with the file; none where the file itself was given. */
  readonly folders: readonly string[];
  readonly bytes: Uint8Array;
}

/** Event files below one given folder are one log, whatever else lies there; every other file is a log of its own. In their order. */
export function logsOf(files: readonly GivenFile[]): Log[] {
  const logs: Log[] = [];
  const folders = new Map<string, FolderFile[]>();
  for (const {
    name,
    folders: [top, ...below],
    bytes,
  } of files) {
    const path = [...(top === undefined ? [] : [top, ...below]), name].join('/');
    if (top === undefined || !isEventFileName(name)) {
      logs.push({ kind: 'file', name: path, path, bytes });
      continue;
    }
    const known = folders.get(top);
    const own = known ?? [];
    own.push({ folders: below, path, bytes });
    if (known !== undefined) continue;
    folders.set(top, own);
    logs.push({ kind: 'folder', name: top, path: top, files: own });
  }
  return logs;
}

/**
 * The runs of a log; one without a name of its own is called like its file or folder, without the ending.
 * @throws AppError invalid with one sentence that says what is wrong and where.
 */
export function readLog(log: Log): CurveFile {
  const id = log.name.replace(/\.(json|jsonl|csv|tsv|txt|log)$/i, '');
  return log.kind === 'file' ? readCurves(log.bytes, id, log.path) : readEventFolder(log.files, id, log.path);
}
