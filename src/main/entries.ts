// Where the programs that this one starts are: beside it in the build, or as TypeScript when run from source.
import { fileURLToPath } from 'node:url';

const fromSource = import.meta.url.endsWith('.ts');

const sources = {
  worker: './training/worker.ts',
  heartbeat: './training/heartbeat.ts',
  'first-step': './training/first-step.ts',
  'plan-probe': './training/plan-probe.ts',
  'device-probe': './training/device-probe.ts',
  'preparation-thread': './data/preparation-thread.ts',
  'decode-thread': './data/decode/decode-thread.ts',
  'model-export': './host/model-export/program.ts',
  preflight: './host/preflight/program.ts',
  'test-part': './host/test-part/program.ts',
  confusion: './host/confusion/program.ts',
  'engine-probe': './training/engine-probe.ts',
  'analysis-thread': './analysis-thread/thread.ts',
  'curve-thread': './curve-thread/thread.ts',
  'search-thread': './search-thread/thread.ts',
  'store-thread': './store/store-thread.ts',
} as const;

export type EntryName = keyof typeof sources;

/** Folder of the built programs: this code may lie beside them or in their folder of shared chunks. */
const builtFolder = /\/chunks\/[^/]+$/.test(import.meta.url) ? '../' : './';

/** Absolute path of a program of this application, for `fork` or `new Worker`. */
export function entryPath(name: EntryName): string {
  return fileURLToPath(new URL(fromSource ? sources[name] : `${builtFolder}${name}.js`, import.meta.url));
}
