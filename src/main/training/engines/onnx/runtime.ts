// onnxruntime's binding for Node, quiet: from 1.30 on its library notes each session in a database under the home directory, for Microsoft, and sends that
// where it finds the certificates to. Nothing leaves this computer, so that is switched off before the library is loaded; a bundler
// would put an import before it. For what its own users do with it, and where its library cannot be called directly (library.ts).
import { createRequire } from 'node:module';
import type * as onnxruntime from 'onnxruntime-node';

let loaded: typeof onnxruntime | null = null;

/** Loaded once, when it is first asked for. */
export function runtime(): typeof onnxruntime {
  process.env.ORT_DISABLE_TELEMETRY = '1';
  loaded ??= createRequire(import.meta.url)('onnxruntime-node') as typeof onnxruntime;
  return loaded;
}
