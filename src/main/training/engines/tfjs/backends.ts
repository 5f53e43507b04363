// Which tfjs backend computes: the best of those that are installed and really start. A process keeps the first it opens.
import { AppError } from '#shared/errors.ts';
import type { Backend, Opener } from './backend.ts';
import { openNode } from './open-node.ts';
import { openWasm } from './open-wasm.ts';
import { openWebgpu } from './open-webgpu.ts';
import { findPackage } from './packages.ts';

/** Best first. */
export const backendNames = ['tfjs-node-gpu', 'tfjs-node', 'webgpu', 'wasm'] as const;
export type BackendName = (typeof backendNames)[number];

interface Kind {
  readonly packages: readonly string[];
  readonly open: Opener;
}

const kinds: Readonly<Record<BackendName, Kind>> = {
  'tfjs-node-gpu': { packages: ['@tensorflow/tfjs-node-gpu'], open: openNode },
  'tfjs-node': { packages: ['@tensorflow/tfjs-node'], open: openNode },
  webgpu: { packages: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-webgpu', 'webgpu'], open: openWebgpu },
  wasm: { packages: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm'], open: openWasm },
};

/** Backends worth trying, best first: those whose packages are all installed; `wanted` leaves only itself. */
export function candidates(isInstalled: (packageName: string) => boolean, wanted?: string): BackendName[] {
  return backendNames.filter(
    (name) => (wanted === undefined || wanted === name) && kinds[name].packages.every(isInstalled),
  );
}

/** The first that `open` opens. Throws AppError('unavailable') with what each one said when none does. */
export async function openFirst(
  names: readonly BackendName[],
  open: (name: BackendName) => Promise<Backend>,
): Promise<Backend> {
  const reasons: string[] = [];
  for (const name of names) {
    try {
      return await open(name);
    } catch (error) {
      reasons.push(`${name}: ${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)}`);
    }
  }
  const why = reasons.length > 0 ? reasons.join('; ') : 'its packages are not installed';
  throw new AppError('unavailable', `The engine tfjs does not start here (${why}); reinstall Vernier.`);
}

let opened: Promise<Backend> | null = null;

/**
 * The backend of this process; the first call decides. `verify` throws when a backend that needs a self-test fails it, and the next
 * one is tried. `VERNIER_TFJS_BACKEND` names the only one to try.
 */
export function openBackend(
  verify: (backend: Backend) => Promise<void>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Backend> {
  opened ??= open(verify, env);
  return opened;
}

function open(verify: (backend: Backend) => Promise<void>, env: NodeJS.ProcessEnv): Promise<Backend> {
  const find = (name: string) => findPackage(name, env);
  return openFirst(
    candidates((name) => find(name) !== null, env.VERNIER_TFJS_BACKEND),
    async (name) => {
      const backend = await kinds[name].open(kinds[name].packages.map((dependency) => find(dependency) ?? ''));
      if (backend.needsSelfTest) await verify(backend);
      return backend;
    },
  );
}
