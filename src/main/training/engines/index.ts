// The engines that can be chosen. An engine's module is loaded only when it is used: native libraries cost start-up time.
import { AppError } from '#shared/errors.ts';
import type { Engine } from './engine.ts';
import { choose, ranking, readVerdicts, type Verdict } from './verdicts.ts';

/** Tells a worker where the engine manager installs; the host sets it. */
export const enginesDirVariable = 'VERNIER_ENGINES_DIR';

const loaders = {
  onnx: async () => (await import('./onnx/engine.ts')).onnxEngine,
  tensorflow: async (enginesDir: string | null) => {
    const { createTensorflowEngine } = await import('./tensorflow/engine.ts');
    return createTensorflowEngine({ platform: process.platform, environment: process.env, enginesDir });
  },
  tfjs: async () => (await import('./tfjs/engine.ts')).tfjsEngine,
  reference: async () => (await import('./reference/engine.ts')).referenceEngine,
} as const satisfies Readonly<Record<string, (enginesDir: string | null) => Promise<Engine>>>;

export type EngineName = keyof typeof loaders;

/** Engines that a study may name; "auto" stands for the best of them. */
export const engineNames = Object.keys(loaders) as readonly EngineName[];

/** Comes inside the program's own packages. */
const embedded = 'onnx';
/** Those that train on an NVIDIA card where their libraries are built for it, the faster first. */
export const cudaEngines: readonly EngineName[] = ['tensorflow', 'tfjs'];
/** Where speeds were not measured, the first of these that passed its self-test is "auto". */
const preferred: readonly EngineName[] = ['tensorflow', embedded];

/** How an engine is there: its version, or one sentence why it cannot be used. */
export type FoundEngine =
  | { readonly version: string; readonly reason: null }
  | { readonly version: null; readonly reason: string };

/** Looks at an engine; loading its library may take a moment. */
export type EngineLook = (name: EngineName) => Promise<FoundEngine>;

/** Looks in this process. */
export const lookHere =
  (enginesDir: string | null): EngineLook =>
  async (name) => {
    const engine = await getEngine(name, enginesDir);
    const reason = await engine.unavailable();
    return reason === null ? { version: await engine.version(), reason } : { version: null, reason };
  };

/**
 * The engine that `name` means on this machine: itself, or for "auto" the fastest that is available and passed its self-test here, in the
 * version that is there now; before any self-test the embedded one. Throws AppError('invalid') for an unknown name.
 */
export async function resolveEngine(
  name: string,
  enginesDir: string | null = inherited(),
  look: EngineLook = lookHere(enginesDir),
): Promise<EngineName> {
  if (name !== 'auto') return knownEngine(name);
  const verdicts = readVerdicts(enginesDir);
  const versions = new Map<string, string>();
  for (const candidate of ranking(verdicts, preferred, embedded)) {
    const { version } = await look(knownEngine(candidate));
    if (version === null) continue;
    versions.set(candidate, version);
    if (chooseEngine(verdicts, versions) === candidate) break;
  }
  return chooseEngine(verdicts, versions);
}

/** The same by what is known of the engines: nothing is loaded. `versions` names those that can be used. */
export function chooseEngine(verdicts: readonly Verdict[], versions: ReadonlyMap<string, string>): EngineName {
  return knownEngine(choose(verdicts, preferred, embedded, versions));
}

/** Loads an engine by its name or "auto". Throws AppError('invalid') for an unknown name. */
export async function getEngine(name: string, enginesDir: string | null = inherited()): Promise<Engine> {
  const known = await resolveEngine(name, enginesDir);
  try {
    return await loaders[known](enginesDir);
  } catch (error) {
    return cannotLoad(known, error);
  }
}

function knownEngine(name: string): EngineName {
  const known = engineNames.find((engine) => engine === name);
  if (known !== undefined) return known;
  throw new AppError(
    'invalid',
    `There is no engine ${JSON.stringify(name)}: choose auto or ${engineNames.join(' or ')}.`,
  );
}

function inherited(): string | null {
  return process.env[enginesDirVariable] || null;
}

/** Stands for an engine whose native library does not load on this machine. */
function cannotLoad(name: string, error: unknown): Engine {
  const cause = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
  const reason = `The engine ${name} does not load on ${process.platform} ${process.arch} (${cause}); reinstall Vernier for this platform.`;
  const refuse = async (): Promise<never> => {
    throw new AppError('unavailable', reason);
  };
  return { name, unavailable: async () => reason, version: refuse, usesCuda: refuse, compile: refuse };
}
