import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Rollup } from 'vite';

const at = (path: string) => resolve(import.meta.dirname, path);

const bundled = ['commander', 'csv-parse', 'env-paths', 'hyparquet', 'jpeg-js', 'pure-rand', 'ws', 'yauzl', 'zod'];

/**
 * To import "http" is to read all that it exports, and behind three of those Node loads its whole fetch: a sixth of the time in which
 * the program starts. Asked for as below it comes without.
 */
const httpWithoutFetch = {
  name: 'http-without-fetch',
  renderChunk: (code: string) =>
    code.replace(
      /^import ([\w$]+|\{[^}]*\}) from "(?:node:)?http";$/gm,
      (_, names: string) => `const ${names.replace(/ as /g, ': ')} = process.getBuiltinModule("node:http");`,
    ),
};

/**
 * Scripts of the page are compiled when they are loaded, beside the main thread, instead of function by function when a page is first opened
 * (nine hundred of them for a study). Chromium from 136 on reads the comment at the top of a file; others ignore it. docs/decisions/014.
 */
const compiledWhenLoaded = {
  name: 'compiled-when-loaded',
  enforce: 'post' as const,
  // After Vite has put its list of files at the top.
  generateBundle: {
    order: 'post' as const,
    handler(_: unknown, bundle: Rollup.OutputBundle) {
      for (const one of Object.values(bundle)) {
        if (one.type === 'chunk') one.code = `//# allFunctionsCalledOnLoad\n${one.code}`;
      }
    },
  },
};

// Programs of the main build, one file each under out/main: the Electron entry, the command line, the trial worker and the
// threads of the store, of data preparation and of decoding. src/main/entries.ts finds them, built or from source.
export default defineConfig({
  main: {
    plugins: [httpWithoutFetch],
    build: {
      // A program that starts reads a dozen files instead of some 250. What is found by its own files stays a package: native parts,
      // the backends of tfjs with their WebAssembly, and the data of samples.
      externalizeDeps: { exclude: bundled },
      rollupOptions: {
        input: {
          main: at('src/main/main.ts'),
          cli: at('src/main/cli.ts'),
          worker: at('src/main/training/worker.ts'),
          heartbeat: at('src/main/training/heartbeat.ts'),
          'first-step': at('src/main/training/first-step.ts'),
          'plan-probe': at('src/main/training/plan-probe.ts'),
          'device-probe': at('src/main/training/device-probe.ts'),
          'preparation-thread': at('src/main/data/preparation-thread.ts'),
          'decode-thread': at('src/main/data/decode/decode-thread.ts'),
          'model-export': at('src/main/host/model-export/program.ts'),
          preflight: at('src/main/host/preflight/program.ts'),
          'test-part': at('src/main/host/test-part/program.ts'),
          confusion: at('src/main/host/confusion/program.ts'),
          'engine-probe': at('src/main/training/engine-probe.ts'),
          'analysis-thread': at('src/main/analysis-thread/thread.ts'),
          'curve-thread': at('src/main/curve-thread/thread.ts'),
          'search-thread': at('src/main/search-thread/thread.ts'),
          'store-thread': at('src/main/store/store-thread.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      isolatedEntries: true,
      externalizeDeps: false,
      rollupOptions: { input: at('src/preload/index.ts'), output: { format: 'cjs' } },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react(), compiledWhenLoaded],
    build: { rollupOptions: { input: at('src/renderer/index.html') }, sourcemap: false, minify: true },
  },
});
