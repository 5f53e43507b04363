// How long an engine takes from the start of a process to its first result.
import { spawn } from 'node:child_process';
import { entryPath } from '#main/entries.ts';
import { enginesDirVariable } from '#main/training/engines/index.ts';
import { AppError } from '#shared/errors.ts';
import { median } from '#shared/num/statistics.ts';
import { nodeBinary } from '../places.ts';

export interface FirstStepOptions {
  readonly enginesDir?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default: that of this build, or of the sources when they run. */
  readonly program?: string | undefined;
}

/** Median of three fresh processes, ms. Throws `unavailable` when one ends before its step, `cancelled` after the signal. */
export async function startToFirstStep(
  name: string,
  { program = entryPath('first-step'), ...options }: FirstStepOptions = {},
): Promise<number> {
  const times: number[] = [];
  for (let repeat = 0; repeat < 3; repeat++) times.push(await oneStart(name, program, options));
  return median(times);
}

function oneStart(
  name: string,
  program: string,
  { enginesDir, signal }: Omit<FirstStepOptions, 'program'>,
): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(nodeBinary(process.platform, process.env), [program, name], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: enginesDir === undefined ? process.env : { ...process.env, [enginesDirVariable]: enginesDir },
  });
  const cancel = () => void child.kill('SIGKILL');
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  return new Promise<number>((resolve, reject) => {
    child.stdout.once('data', () => resolve(performance.now() - startedAt));
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(
        signal?.aborted
          ? new AppError('cancelled', `Measuring the engine ${name} was cancelled.`)
          : new AppError('unavailable', `The engine "${name}" ended with code ${code} before its first step.`),
      );
    });
  }).finally(() => signal?.removeEventListener('abort', cancel));
}
