// Where the programs that this one starts are: beside it in the build, or as TypeScript when run from source.
import { fileURLToPath } from 'node:url';

const fromSource = import.meta.url.endsWith('.ts');

const sources = {
  worker: './training/worker.ts',
  heartbeat: './training/heartbeat.ts',
  'store-thread': './store/store-thread.ts',
} as const;

export type EntryName = keyof typeof sources;

/** Absolute path of a program of this application, for `fork` or `new Worker`. */
export function entryPath(name: EntryName): string {
  return fileURLToPath(new URL(fromSource ? sources[name] : `./${name}.js`, import.meta.url));
}
