// This machine's size, probed once per process.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { physicalCores } from '#main/runners/machine.ts';

export interface Machine {
  readonly cores: number;
  readonly physicalCores: number;
  readonly memoryBytes: number;
  readonly platform: NodeJS.Platform;
}

let probed: Promise<Machine> | null = null;

export function thisMachine(): Promise<Machine> {
  probed ??= probe(process.platform);
  return probed;
}

async function probe(platform: NodeJS.Platform): Promise<Machine> {
  const cores = availableParallelism();
  const run = promisify(execFile);
  const physical = await physicalCores({
    platform,
    available: cores,
    readFile: (path) => readFile(path, 'utf8'),
    run: async (program, args) => (await run(program, [...args], { timeout: 10_000 })).stdout,
  });
  return { cores, physicalCores: physical, memoryBytes: totalmem(), platform };
}
