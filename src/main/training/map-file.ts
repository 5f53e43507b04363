// Maps a file into memory, read-only: processes that map the same file share its pages, and nothing is read before it is used.
import { closeSync, fstatSync, openSync } from 'node:fs';
import koffi from 'koffi';
import { mapsFiles } from './maps-files.ts';

/** Bytes of a whole file; they must never be written. The mapping lasts as long as the process. */
export type FileMap = (path: string) => Uint8Array<ArrayBuffer>;

/** null where files cannot be mapped: on another platform, or when the system's library does not load. */
export function fileMapOf(platform: NodeJS.Platform): FileMap | null {
  try {
    if (!mapsFiles(platform)) return null;
    return platform === 'win32' ? windowsMap() : posixMap();
  } catch {
    // A caller reads the file instead.
    return null;
  }
}

type Pointer = unknown;

function viewOf(pointer: Pointer, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(koffi.view(pointer, length));
}

const readOnly = 1;
const shared = 1;

/** mmap(2); the constants are the same on Linux and macOS. */
function posixMap(): FileMap {
  const mmap = koffi.load(null).func('void *mmap(void *, size_t, int, int, int, int64_t)');
  return (path) => {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const pointer: Pointer = mmap(null, size, readOnly, shared, file, 0);
      if (koffi.address(pointer) === 2n ** 64n - 1n) throw new Error(`the system cannot map ${size} bytes`);
      return viewOf(pointer, size);
    } finally {
      closeSync(file);
    }
  };
}

const genericRead = 0x80000000;
const shareAll = 7;
const openExisting = 3;
const pageReadOnly = 2;
const mapRead = 4;

/** CreateFileW, CreateFileMappingW, MapViewOfFile; the view keeps the file open when the handles are closed. */
function windowsMap(): FileMap {
  const kernel = koffi.load('kernel32.dll');
  const createFile = kernel.func('void *__stdcall CreateFileW(str16, uint32, uint32, void *, uint32, uint32, void *)');
  const fileSize = kernel.func('int __stdcall GetFileSizeEx(void *, _Out_ int64_t *)');
  const createMapping = kernel.func(
    'void *__stdcall CreateFileMappingW(void *, void *, uint32, uint32, uint32, str16)',
  );
  const mapView = kernel.func('void *__stdcall MapViewOfFile(void *, uint32, uint32, uint32, size_t)');
  const closeHandle = kernel.func('int __stdcall CloseHandle(void *)');
  return (path) => {
    const file: Pointer = createFile(path, genericRead, shareAll, null, openExisting, 0, null);
    if (koffi.address(file) === 2n ** 64n - 1n) throw new Error('the system cannot open it');
    try {
      const size: [number] = [0];
      if (fileSize(file, size) === 0) throw new Error('the system does not tell its size');
      const mapping: Pointer = createMapping(file, null, pageReadOnly, 0, 0, null);
      if (mapping === null) throw new Error(`the system cannot map ${size[0]} bytes`);
      try {
        const view: Pointer = mapView(mapping, mapRead, 0, 0, 0);
        if (view === null) throw new Error(`the system cannot map ${size[0]} bytes`);
        return viewOf(view, Number(size[0]));
      } finally {
        closeHandle(mapping);
      }
    } finally {
      closeHandle(file);
    }
  };
}
