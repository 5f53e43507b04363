// Finds a TensorFlow on this machine: what VERNIER_TENSORFLOW names, else the engine manager's install, else the user's Python's, else
// the one that tfjs-node brought. Nothing is loaded here.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod';

export interface TensorflowFolder {
  readonly folder: string;
  /** File names in the order in which they are loaded. */
  readonly files: readonly [framework: string, main: string];
}

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  /** Where the engine manager installs, one folder per engine; null when nothing can be installed. */
  readonly enginesDir: string | null;
}

/** The first TensorFlow found, or one sentence why there is none. */
export async function locateTensorflow(surroundings: Surroundings): Promise<TensorflowFolder | { reason: string }> {
  const { platform, environment, enginesDir } = surroundings;
  if (namesOf(platform).length === 0) {
    return { reason: `TensorFlow's library cannot be called on ${platform}; use the engine onnx.` };
  }
  const named = environment.VERNIER_TENSORFLOW;
  if (named) {
    const found = librariesIn(named, platform);
    return found ?? { reason: `VERNIER_TENSORFLOW names ${named}, which does not hold TensorFlow's libraries.` };
  }
  const installed = enginesDir && join(enginesDir, 'tensorflow');
  const ownPackages = enginesDir
    ? [join(enginesDir, 'tfjs-node-gpu', 'package.json'), import.meta.filename]
    : [import.meta.filename];
  const found =
    (installed && (librariesIn(join(installed, 'tensorflow'), platform) ?? librariesIn(installed, platform))) ||
    (await inPython(surroundings)) ||
    fromTfjs(ownPackages, platform);
  return found || { reason: 'TensorFlow is not installed; bring it with "vernier engines install tensorflow".' };
}

/** Names of the libraries: of a Python wheel, and of the C library that tfjs-node brings. */
function namesOf(platform: NodeJS.Platform): (readonly [string, string])[] {
  if (platform === 'linux') {
    const framework = 'libtensorflow_framework.so.2';
    return [
      [framework, 'libtensorflow_cc.so.2'],
      [framework, 'libtensorflow.so.2'],
    ];
  }
  if (platform === 'darwin') {
    const framework = 'libtensorflow_framework.2.dylib';
    return [
      [framework, 'libtensorflow_cc.2.dylib'],
      [framework, 'libtensorflow.2.dylib'],
    ];
  }
  return [];
}

/** null when the folder lacks one of the two. */
export function librariesIn(folder: string, platform: NodeJS.Platform): TensorflowFolder | null {
  const files = namesOf(platform).find((names) => names.every((name) => existsSync(join(folder, name))));
  return files === undefined ? null : { folder, files };
}

const remembered = z.object({ key: z.string(), folder: z.string() });

/** Python needs 50 ms to say where its packages are; the answer is kept beside the engines as long as it holds. */
async function inPython({ platform, environment, enginesDir }: Surroundings): Promise<TensorflowFolder | null> {
  const key = [environment.VIRTUAL_ENV ?? '', environment.PATH ?? ''].join(delimiter);
  const file = enginesDir && join(enginesDir, 'python-tensorflow.json');
  const before = file && recall(file);
  if (before && before.key === key) {
    const found = librariesIn(before.folder, platform);
    if (found !== null) return found;
  }
  const own = environment.VIRTUAL_ENV && join(environment.VIRTUAL_ENV, 'bin', 'python');
  for (const python of [...(own ? [own] : []), 'python3', 'python']) {
    const folder = await askPython(python, environment);
    const found = folder === null ? null : librariesIn(folder, platform);
    if (found === null) continue;
    if (file && existsSync(dirname(file))) writeFileSync(file, JSON.stringify({ key, folder: found.folder }));
    return found;
  }
  return null;
}

function recall(file: string): z.infer<typeof remembered> | null {
  try {
    return remembered.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Not there, or not ours: Python is asked again.
    return null;
  }
}

const question = [
  'import importlib.util as u',
  's = u.find_spec("tensorflow")',
  'print(s.submodule_search_locations[0] if s and s.submodule_search_locations else "")',
].join('\n');

/** The folder of its tensorflow package; null without Python or package. It is not imported. */
function askPython(python: string, environment: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(python, ['-c', question], { timeout: 5000, env: environment }, (error, stdout) =>
      resolve(error ? null : stdout.trim() || null),
    );
  });
}

function fromTfjs(from: readonly string[], platform: NodeJS.Platform): TensorflowFolder | null {
  for (const file of from) {
    for (const name of ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node']) {
      try {
        const manifest = createRequire(file).resolve(`${name}/package.json`);
        const found = librariesIn(join(dirname(manifest), 'deps', 'lib'), platform);
        if (found !== null) return found;
      } catch {
        // This package is not installed here.
      }
    }
  }
  return null;
}
