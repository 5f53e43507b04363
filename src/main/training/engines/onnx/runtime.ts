// onnxruntime, quiet: from 1.30 on its library notes each session in a database under the home directory, for Microsoft, and sends that
// where it finds the certificates to. Nothing leaves this computer, so that is switched off before the library is loaded; a bundler
// would put an import before it.
import { createRequire } from 'node:module';
import type * as onnxruntime from 'onnxruntime-node';

process.env.ORT_DISABLE_TELEMETRY = '1';

const loaded = createRequire(import.meta.url)('onnxruntime-node') as typeof onnxruntime;

export const { env, InferenceSession, Tensor } = loaded;
export type InferenceSession = onnxruntime.InferenceSession;
export type Tensor = onnxruntime.Tensor;
