// A copy of files into the data directory, part by part; goes on when the page is left.
import { create } from 'zustand';
import { mostPartBytes } from '#shared/contract/data-library.ts';
import type { Call } from '../../data/index.ts';
import type { GivenFile } from '../../state/index.ts';

interface CopyStore {
  /** null: none is under way. */
  readonly copy: { readonly name: string; readonly done: number; readonly total: number } | null;
  /** Resolves to where they lie; to null when it was cancelled. Rejects with the host's sentence; nothing is left half-written. */
  start(call: Call, files: readonly GivenFile[]): Promise<string | null>;
  cancel(): void;
}

/** Many small files travel together. */
const mostPieces = 500;

export const useCopy = create<CopyStore>((set, get) => {
  let cancelled = false;
  return {
    copy: null,
    async start(call, files) {
      const [first] = files;
      if (first === undefined || get().copy !== null) return null;
      cancelled = false;
      const folder = first.folders.length > 0;
      const name = first.folders[0] ?? first.file.name;
      const total = files.reduce((sum, { file }) => sum + file.size, 0);
      set({ copy: { name, done: 0, total } });
      let id: string | null = null;
      try {
        ({ id } = await call('datasets.copyBegin', { name, folder, bytes: total }));
        for await (const pieces of partsOf(files, folder)) {
          if (cancelled) return null;
          const { received } = await call('datasets.copyPart', { id, pieces });
          set({ copy: { name, done: received, total } });
        }
        if (cancelled) return null;
        const { path } = await call('datasets.copyEnd', { id });
        id = null;
        return path;
      } finally {
        if (id !== null) await call('datasets.copyCancel', { id }).catch(() => undefined);
        set({ copy: null });
      }
    },
    cancel() {
      cancelled = true;
    },
  };
});

interface Piece {
  readonly path: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

async function* partsOf(files: readonly GivenFile[], folder: boolean): AsyncGenerator<Piece[]> {
  let pieces: Piece[] = [];
  let room = mostPartBytes;
  for (const { file, folders } of files) {
    const path = folder ? [...folders.slice(1), file.name].join('/') : file.name;
    for (let offset = 0; offset < file.size; ) {
      const bytes = new Uint8Array(await file.slice(offset, offset + room).arrayBuffer());
      pieces.push({ path, offset, bytes });
      offset += bytes.byteLength;
      room -= bytes.byteLength;
      if (room > 0 && pieces.length < mostPieces) continue;
      yield pieces;
      pieces = [];
      room = mostPartBytes;
    }
  }
  if (pieces.length > 0) yield pieces;
}
