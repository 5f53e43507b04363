// How many physical cores this machine has. Hyperthreads share their floating-point units, so training gains nothing from them.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

export interface MachineProbe {
  readonly platform: NodeJS.Platform;
  /** Cores this process may use (affinity and container limits included): os.availableParallelism(). */
  readonly available: number;
  readFile(path: string): Promise<string>;
  /** Standard output of a program. */
  run(program: string, args: readonly string[]): Promise<string>;
}

/** Physical cores this process may use, at least 1. What cannot be found out counts as one thread per core. */
export async function physicalCores(probe: MachineProbe): Promise<number> {
  const counted = await count(probe).catch(() => null);
  const known = counted !== null && Number.isInteger(counted) && counted >= 1 ? counted : probe.available;
  return Math.max(1, Math.min(known, probe.available));
}

/** The machine this program runs on. */
export function thisMachine(): MachineProbe {
  const run = promisify(execFile);
  return {
    platform: process.platform,
    available: availableParallelism(),
    readFile: (path) => readFile(path, 'utf8'),
    run: async (program, args) => (await run(program, args, { timeout: 10_000, windowsHide: true })).stdout,
  };
}

async function count({ platform, readFile, run }: MachineProbe): Promise<number | null> {
  switch (platform) {
    case 'linux':
      return countCpuinfo(await readFile('/proc/cpuinfo'));
    case 'darwin':
      return Number.parseInt(await run('sysctl', ['-n', 'hw.physicalcpu']), 10);
    case 'win32': {
      const command = '(Get-CimInstance Win32_Processor | Measure-Object NumberOfCores -Sum).Sum';
      return Number.parseInt(await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command]), 10);
    }
    default:
      return null;
  }
}

/** Distinct (physical id, core id) pairs; null on machines that do not list them (many ARM boards). */
export function countCpuinfo(text: string): number | null {
  const cores = new Set<string>();
  for (const block of text.split(/\n\s*\n/)) {
    const physical = /^physical id\s*:\s*(\d+)/m.exec(block)?.[1];
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1];
    if (core !== undefined) cores.add(`${physical ?? 0}/${core}`);
  }
  return cores.size === 0 ? null : cores.size;
}
