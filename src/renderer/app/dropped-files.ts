// From a drop on the window to files with the folders that they lay in. Of a folder only what may be a log is opened.
import { isEventFileName, pickLogFiles } from '#shared/study/log-files.ts';
import type { GivenFile } from '../state/index.ts';
import { isDataName } from './dropped-kind.ts';

/** As much of DataTransfer as is needed. */
export interface Dropped {
  readonly items: ArrayLike<Pick<DataTransferItem, 'kind' | 'getAsFile' | 'webkitGetAsEntry'>>;
}

/** More than these are no training log, but somebody's whole disk. */
const mostEntries = 20_000;

interface Found {
  readonly name: string;
  readonly folders: readonly string[];
  file(): Promise<File>;
}

/** Call it while the drop is handled: a moment later the browser gives nothing any more. In the order of their names within a folder. */
export async function readDropped({ items }: Dropped): Promise<readonly GivenFile[]> {
  const given = Array.from(items)
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found: Found[] = [];
  for (const { entry, file } of given) {
    if (entry !== null && isFolder(entry)) await walk(entry, [], found);
    else if (file !== null) found.push({ name: file.name, folders: [], file: () => Promise.resolve(file) });
  }
  return Promise.all(pickFiles(found).map(async ({ file, folders }) => ({ file: await file(), folders })));
}

/** One folder that holds mostly pictures or arrays, and no event file, is data: those files of it. Of any other its logs are read. */
function pickFiles(found: readonly Found[]): Found[] {
  const data = found.filter(({ name }) => isDataName(name));
  const top = found[0]?.folders[0];
  const isOneFolder = top !== undefined && found.every(({ folders }) => folders[0] === top);
  const isData = isOneFolder && 2 * data.length > found.length && !found.some(({ name }) => isEventFileName(name));
  return isData ? data : pickLogFiles(found);
}

async function walk(folder: FileSystemDirectoryEntry, above: readonly string[], found: Found[]): Promise<void> {
  const folders = [...above, folder.name];
  const entries = await entriesOf(folder);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (found.length >= mostEntries) return;
    if (isFolder(entry)) await walk(entry, folders, found);
    else if (isFile(entry)) {
      found.push({ name: entry.name, folders, file: () => new Promise((done, fail) => entry.file(done, fail)) });
    }
  }
}

/** A reader gives a hundred at a time, and none when it has given all. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
