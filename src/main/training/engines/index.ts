// The engines that can be chosen. An engine's module is loaded only when it is used: native libraries cost start-up time.
import { AppError } from '#shared/errors.ts';
import type { Engine } from './engine.ts';

const loaders = {
  onnx: async () => {
    try {
      return (await import('./onnx/engine.ts')).onnxEngine;
    } catch (error) {
      return cannotLoad('onnx', error);
    }
  },
  tfjs: async () => (await import('./tfjs/engine.ts')).tfjsEngine,
  reference: async () => (await import('./reference/engine.ts')).referenceEngine,
} as const satisfies Readonly<Record<string, () => Promise<Engine>>>;

export type EngineName = keyof typeof loaders;

/** Engines that a study may name; "auto" stands for the best of them. */
export const engineNames = Object.keys(loaders) as readonly EngineName[];

/** The engine that `name` means on this machine: itself, or for "auto" the default. Throws AppError('invalid') for an unknown one. */
export function resolveEngine(name: string): EngineName {
  if (name === 'auto') return 'onnx';
  const known = engineNames.find((engine) => engine === name);
  if (known === undefined) {
    throw new AppError(
      'invalid',
      `There is no engine ${JSON.stringify(name)}: choose auto or ${engineNames.join(' or ')}.`,
    );
  }
  return known;
}

/** Loads an engine by its name or "auto". Throws AppError('invalid') for an unknown name. */
export function getEngine(name: string): Promise<Engine> {
  return loaders[resolveEngine(name)]();
}

/** Stands for an engine whose native library does not load on this machine. */
function cannotLoad(name: string, error: unknown): Engine {
  const cause = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
  const reason = `The engine ${name} does not load on ${process.platform} ${process.arch} (${cause}); reinstall Vernier for this platform.`;
  const refuse = async (): Promise<never> => {
    throw new AppError('unavailable', reason);
  };
  return { name, unavailable: async () => reason, version: refuse, compile: refuse };
}
