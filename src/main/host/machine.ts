// This machine's size, probed once per process.
import { totalmem } from 'node:os';
import { physicalCores, thisMachine as runnersMachine } from '#main/runners/machine.ts';

export interface Machine {
  readonly cores: number;
  readonly physicalCores: number;
  readonly memoryBytes: number;
  readonly platform: NodeJS.Platform;
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
