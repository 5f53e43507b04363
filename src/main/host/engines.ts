// Engines found on this machine, tested and measured.
import { spawn } from 'node:child_process';
import { entryPath } from '#main/entries.ts';
import { benchmarkEngine } from '#main/training/engines/benchmark.ts';
import { engineNames, getEngine, resolveEngine } from '#main/training/engines/index.ts';
import { selfTest } from '#main/training/engines/self-test.ts';
import type { EngineInfo } from '#shared/contract/engine.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { median } from '#shared/num/statistics.ts';
import { nodeBinary } from './places.ts';

/** Engines that people train with; the others are there to be compared with. */
const measured = (name: string) => name !== 'reference';

export async function listEngines(wanted: { selfTest: boolean; bench: boolean }): Promise<EngineInfo[]> {
  const found: EngineInfo[] = [];
  for (const name of engineNames) found.push(await describeEngine(name, wanted));
  return found;
}

async function describeEngine(name: string, wanted: { selfTest: boolean; bench: boolean }): Promise<EngineInfo> {
  const info: EngineInfo = {
    ...{ name, available: false, version: null, selfTest: null, reason: null, startToFirstStepMs: null, bench: [] },
    chosen: name === resolveEngine('auto'),
  };
  try {
    const engine = await getEngine(name);
    const reason = await engine.unavailable();
    if (reason !== null) return { ...info, reason };
    const version = await engine.version();
    const tested = wanted.selfTest ? await selfTest(engine) : null;
    const result = { ...info, version, selfTest: tested && { passed: tested.passed, failed: tested.failed } };
    const [failure] = tested?.failures ?? [];
    if (failure) return { ...result, reason: `Its self-test failed here: ${failure}` };
    if (!wanted.bench || !measured(name)) return { ...result, available: true };
    const startToFirstStepMs = await startToFirstStep(name);
    return { ...result, available: true, startToFirstStepMs, bench: await benchmarkEngine(engine) };
  } catch (error) {
    return { ...info, reason: toAppError(error).message };
  }
}

/** Median of three fresh processes, ms. */
export async function startToFirstStep(name: string): Promise<number> {
  const times: number[] = [];
  for (let repeat = 0; repeat < 3; repeat++) times.push(await oneStart(name));
  return median(times);
}

function oneStart(name: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(nodeBinary(process.platform, process.env), [entryPath('first-step'), name], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => resolve(performance.now() - startedAt));
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new AppError('unavailable', `The engine "${name}" ended with code ${code} before its first step.`));
    });
  });
}
