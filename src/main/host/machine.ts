// This machine's size, probed once per process.
import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { findDevices, thisMachinesDevices } from '#main/runners/devices.ts';
import { physicalCores, thisMachine as runnersMachine } from '#main/runners/machine.ts';

export interface Machine {
  readonly cores: number;
  readonly physicalCores: number;
  readonly memoryBytes: number;
  readonly platform: NodeJS.Platform;
}

let asked: ReturnType<typeof findDevices> | null = null;

/** The cards of this machine. Asked anew where there are any, because what they have free changes; a machine without is asked once. */
export async function devicesHere(): ReturnType<typeof findDevices> {
  const before = await asked;
  if (before !== null && before.gpus.length === 0 && before.problem === null) return before;
  asked = findDevices(thisMachinesDevices(process.env));
  return asked;
}

let probed: Promise<Machine> | null = null;

export function thisMachine(): Promise<Machine> {
  probed ??= probe();
  return probed;
}

async function probe(): Promise<Machine> {
  const runner = runnersMachine();
  return {
    cores: runner.available,
    physicalCores: await physicalCores(runner),
    memoryBytes: totalmem(),
    platform: runner.platform,
  };
}

/** Bytes that this user may still write to the disk that the folder lies on; null where the system does not tell. */
export async function diskFree(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
