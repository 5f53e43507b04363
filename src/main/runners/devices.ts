// The NVIDIA cards of this machine, as its driver's program tells them. What a platform does differently is in platform.ts.
import { execFile } from 'node:child_process';
import type { GpuInfo } from '#shared/contract/engine.ts';
import { isProgramThere } from './find-program.ts';
import { type GpuLoad, parseInstances, parseLoads, parseRows, withInstances } from './nvidia-smi.ts';
import { nvidiaSmiPaths } from './platform.ts';

export type { GpuLoad } from './nvidia-smi.ts';

export interface ProgramAnswer {
  /** `missing`: there is no such program. `late`: it did not end in time and was killed. */
  readonly kind: 'ended' | 'missing' | 'late';
  readonly code: number | null;
  readonly stdout: string;
}

export interface DeviceSearch {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  run(program: string, args: readonly string[]): Promise<ProgramAnswer>;
}

export interface FoundDevices {
  /** Those that programs of this user may use (CUDA_VISIBLE_DEVICES), in the driver's order. */
  readonly gpus: readonly GpuInfo[];
  /** Why there may be more than were found: a driver that is there and does not answer. */
  readonly problem: string | null;
}

const query = ['--query-gpu=index,uuid,name,memory.total,memory.used,driver_version', '--format=csv,noheader,nounits'];
/** A driver that is loaded for one question needs up to two seconds a card. */
const patienceMs = 10_000;

/** Never rejects. A machine without the program has no card that it could use. */
export async function findDevices(search: DeviceSearch): Promise<FoundDevices> {
  for (const program of nvidiaSmiPaths(search.platform, search.environment)) {
    const [rows, list] = await Promise.all([search.run(program, query), search.run(program, ['-L'])]);
    if (rows.kind === 'missing') continue;
    const problem = problemOf(rows);
    if (problem !== null) return { gpus: [], problem };
    const gpus = withInstances(parseRows(rows.stdout), parseInstances(list.stdout));
    return { gpus: visibleGpus(gpus, search.environment.CUDA_VISIBLE_DEVICES), problem: null };
  }
  return { gpus: [], problem: null };
}

const loadQuery = ['--query-gpu=index,name,utilization.gpu,memory.used,memory.total', '--format=csv,noheader,nounits'];

/** How busy the cards are, all of the machine; none where the driver does not answer. Never rejects. */
export async function gpuLoads(search: DeviceSearch): Promise<GpuLoad[]> {
  for (const program of nvidiaSmiPaths(search.platform, search.environment)) {
    const answer = await search.run(program, loadQuery);
    if (answer.kind !== 'missing') return answer.code === 0 ? parseLoads(answer.stdout) : [];
  }
  return [];
}

/** The machine that this program runs on. */
export function thisMachinesDevices(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): DeviceSearch {
  return {
    platform,
    environment,
    run: (program, args) =>
      new Promise((resolve) => {
        // Starting a process only to hear that there is no such program takes milliseconds, three places are asked twice each.
        if (!isProgramThere(program, platform, environment))
          return resolve({ kind: 'missing', code: null, stdout: '' });
        const options = {
          timeout: patienceMs,
          windowsHide: true,
          killSignal: 'SIGKILL',
          env: { ...environment },
        } as const;
        execFile(program, [...args], options, (error, stdout) => {
          if (error === null) resolve({ kind: 'ended', code: 0, stdout });
          else if (error.killed) resolve({ kind: 'late', code: null, stdout });
          else if (typeof error.code === 'number') resolve({ kind: 'ended', code: error.code, stdout });
          else resolve({ kind: 'missing', code: null, stdout });
        });
      }),
  };
}

function problemOf({ kind, code, stdout }: ProgramAnswer): string | null {
  if (kind === 'late')
    return `NVIDIA's driver does not answer within ${patienceMs / 1000} s; restart it or the machine.`;
  if (code === 0) return null;
  const [first] = stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  // "No devices were found" is an answer: a driver without a card.
  if (first !== undefined && /^no devices were found/i.test(first)) return null;
  return `NVIDIA's driver cannot list its cards: ${first ?? `nvidia-smi ended with code ${code}`}`;
}

/**
 * What CUDA would show: without the variable all; else those it names by number, by UUID or by the beginning of one, in its order,
 * up to the first entry that names none (CUDA C programming guide, "CUDA environment variables").
 */
export function visibleGpus(gpus: readonly GpuInfo[], variable: string | undefined): GpuInfo[] {
  if (variable === undefined) return [...gpus];
  const shown: GpuInfo[] = [];
  for (const entry of variable.split(',').map((part) => part.trim())) {
    const named = gpus.filter(({ id, uuid }) => id === entry || (entry.length > 4 && uuid.startsWith(entry)));
    if (named.length === 0) break;
    shown.push(...named.filter((gpu) => !shown.includes(gpu)));
  }
  return shown;
}
