// The engine manager's one door: which engines can be installed, and their removal.
import { AppError } from '#shared/errors.ts';
import { removeFolder } from './place.ts';

export { type Machine, megabytes, type Progress, thisMachine, type Watch } from './machine.ts';
export { installTensorflow, type TensorflowRequest } from './tensorflow.ts';
export { installTfjsNodeGpu } from './tfjs-node-gpu.ts';

export const installableEngines = ['tensorflow', 'tfjs-node-gpu'] as const;
export type InstallableEngine = (typeof installableEngines)[number];

export function parseInstallable(name: string): InstallableEngine {
  const found = installableEngines.find((one) => one === name);
  if (found !== undefined) return found;
  throw new AppError(
    'invalid',
    `There is no engine "${name}" to install or remove; choose one of: ${installableEngines.join(', ')}.`,
  );
}

export async function removeEngine(name: InstallableEngine, enginesDir: string): Promise<void> {
  if (await removeFolder(enginesDir, name)) return;
  throw new AppError('not_found', `The engine "${name}" is not installed in ${enginesDir}.`);
}
