// The engine manager's one door: which engines can be installed, what is installed, installing and removing.
import { rm } from 'node:fs/promises';
import { AppError } from '#shared/errors.ts';
import { whileLocked } from './lock.ts';
import type { Machine, TryOut, Watch } from './machine.ts';
import { bytesOf, type Installed, type Manifest, readManifest } from './manifest.ts';
import { clearLeftovers, removeFolder } from './place.ts';
import { downloadsIn, hasCudaBuild, installTensorflow, tensorflowRefusal } from './tensorflow.ts';
import { installTfjsNodeGpu } from './tfjs-node-gpu.ts';

export { type Machine, megabytes, type Progress, type TryOut, thisMachine, type Watch } from './machine.ts';
export type { Installed } from './manifest.ts';

export const installableEngines = ['tensorflow', 'tfjs-node-gpu'] as const;
export type InstallableEngine = (typeof installableEngines)[number];

export interface InstallRequest {
  readonly name: InstallableEngine;
  readonly cuda: boolean;
  /** A wheel that is here already; null lets pip find one. */
  readonly from: string | null;
}

export function parseInstallable(name: string): InstallableEngine {
  const found = installableEngines.find((one) => one === name);
  if (found !== undefined) return found;
  throw new AppError(
    'invalid',
    `There is no engine "${name}" to install or remove; choose one of: ${installableEngines.join(', ')}.`,
  );
}

/**
 * Brings an engine into `enginesDir`. Throws AppError with one sentence: `busy` while another program changes it, `unavailable`,
 * `invalid`, `limit`, `cancelled`, or what `tryOut` throws; what was installed before is untouched then.
 */
export async function installEngine(
  { name, cuda, from }: InstallRequest,
  enginesDir: string,
  machine: Machine,
  watch: Watch,
  tryOut: TryOut,
): Promise<Installed> {
  if (name !== 'tensorflow' && (cuda || from !== null)) {
    throw new AppError('invalid', `CUDA and a wheel file are for the engine tensorflow, not for ${name}.`);
  }
  return whileLocked(enginesDir, name, () =>
    name === 'tensorflow'
      ? installTensorflow({ cuda, from }, enginesDir, machine, watch, tryOut)
      : installTfjsNodeGpu(enginesDir, machine, watch, tryOut),
  );
}

/** With what an unfinished download has left. Throws `not_found` when there is nothing, `busy` while another program changes it. */
export async function removeEngine(name: InstallableEngine, enginesDir: string): Promise<void> {
  await whileLocked(enginesDir, name, async () => {
    const removed = await removeFolder(enginesDir, name);
    const downloaded = await downloadedBytes(name, enginesDir);
    if (downloaded > 0) await rm(downloadsIn(enginesDir), { recursive: true, force: true, maxRetries: 3 });
    if (removed || downloaded > 0) return;
    throw new AppError('not_found', `The engine "${name}" is not installed in ${enginesDir}.`);
  });
}

export interface EngineState {
  readonly name: InstallableEngine;
  /** null when it is not installed. */
  readonly installed: Manifest | null;
  /** Of a download that was cut off, and goes on with the next installation. */
  readonly downloadedBytes: number;
  /** One sentence why it cannot be installed here; null when it can. */
  readonly refusal: string | null;
  /** There is a build with CUDA for this machine, and one without. */
  readonly cudaIsChoice: boolean;
}

export async function engineState(name: InstallableEngine, enginesDir: string, machine: Machine): Promise<EngineState> {
  return {
    name,
    installed: await readManifest(enginesDir, name),
    downloadedBytes: await downloadedBytes(name, enginesDir),
    refusal: name === 'tensorflow' ? tensorflowRefusal(machine) : null,
    cudaIsChoice: name === 'tensorflow' && hasCudaBuild(machine),
  };
}

/** Takes away what installations left that were ended in the middle; engines that another program changes now are left alone. */
export async function clearAllLeftovers(enginesDir: string): Promise<void> {
  for (const name of installableEngines) {
    try {
      await whileLocked(enginesDir, name, () => clearLeftovers(enginesDir, name));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'busy') throw error;
    }
  }
}

async function downloadedBytes(name: InstallableEngine, enginesDir: string): Promise<number> {
  return name === 'tensorflow' ? bytesOf(downloadsIn(enginesDir)) : 0;
}
