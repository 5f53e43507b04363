// Engines found on this machine, tested and measured.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { entryPath } from '#main/entries.ts';
import { benchmarkEngine } from '#main/training/engines/benchmark.ts';
import { engineNames, enginesDirVariable, getEngine, resolveEngine } from '#main/training/engines/index.ts';
import { selfTest } from '#main/training/engines/self-test.ts';
import { readVerdicts, thisMachine, type Verdict, verdictFile } from '#main/training/engines/verdicts.ts';
import type { EngineInfo, GpuInfo } from '#shared/contract/engine.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { median } from '#shared/num/statistics.ts';
import { trainsOn } from './choose-engine.ts';
import { devicesHere } from './machine.ts';
import { nodeBinary } from './places.ts';

/** Engines that people train with; the others are there to be compared with. */
const measured = (name: string) => name !== 'reference';

/** Tests and measures as wanted, and notes what came out: "auto" goes by it from then on. */
export async function listEngines(
  wanted: { selfTest: boolean; bench: boolean },
  enginesDir: string,
): Promise<EngineInfo[]> {
  const found: EngineInfo[] = [];
  const { gpus } = await devicesHere();
  for (const name of engineNames) found.push(await describeEngine(name, wanted, enginesDir, gpus));
  if (wanted.selfTest) noteVerdicts(enginesDir, found);
  const chosen = await resolveEngine('auto', enginesDir);
  return found.map((info) => ({ ...info, chosen: info.name === chosen }));
}

/** Engines that are not here keep what was said of them. */
function noteVerdicts(enginesDir: string, infos: readonly EngineInfo[]): void {
  const machine = thisMachine();
  const old = readVerdicts(enginesDir, machine);
  const fresh = infos.flatMap(({ name, version, selfTest: tested, bench }): Verdict[] => {
    if (version === null || tested === null) return [];
    const times = bench.filter(({ threads }) => threads === 1).map(({ msPerStep }) => Math.log(msPerStep));
    const before = old.find((verdict) => verdict.engine === name && verdict.version === version)?.msPerStep ?? null;
    const mean = times.length === 0 ? before : Math.exp(times.reduce((sum, time) => sum + time, 0) / times.length);
    return [{ engine: name, version, machine, passed: tested.failed === 0, msPerStep: mean }];
  });
  const kept = old.filter(({ engine }) => !fresh.some((verdict) => verdict.engine === engine));
  writeFileSync(verdictFile(enginesDir), JSON.stringify([...kept, ...fresh], null, 2));
}

async function describeEngine(
  name: string,
  wanted: { selfTest: boolean; bench: boolean },
  enginesDir: string,
  gpus: readonly GpuInfo[],
): Promise<EngineInfo> {
  const info: EngineInfo = {
    ...{ name, available: false, version: null, selfTest: null, reason: null, startToFirstStepMs: null, bench: [] },
    ...{ gpus: [], chosen: false },
  };
  try {
    const engine = await getEngine(name, enginesDir);
    const reason = await engine.unavailable();
    if (reason !== null) return { ...info, reason };
    const version = await engine.version();
    const tested = wanted.selfTest ? await selfTest(engine) : null;
    const cards = await Promise.all(
      gpus.map(async (gpu) => ((await trainsOn(name, gpu, enginesDir)).cuda ? [gpu] : [])),
    );
    const result = {
      ...info,
      version,
      gpus: cards.flat(),
      selfTest: tested && { passed: tested.passed, failed: tested.failed },
    };
    const [failure] = tested?.failures ?? [];
    if (failure) return { ...result, reason: `Its self-test failed here: ${failure}` };
    if (!wanted.bench || !measured(name)) return { ...result, available: true };
    const startToFirstStepMs = await startToFirstStep(name, { enginesDir });
    return { ...result, available: true, startToFirstStepMs, bench: await benchmarkEngine(engine) };
  } catch (error) {
    return { ...info, reason: toAppError(error).message };
  }
}

/** Median of three fresh processes of `program`, ms. */
export async function startToFirstStep(
  name: string,
  { enginesDir, program = entryPath('first-step') }: { enginesDir?: string; program?: string } = {},
): Promise<number> {
  const times: number[] = [];
  for (let repeat = 0; repeat < 3; repeat++) times.push(await oneStart(name, program, enginesDir));
  return median(times);
}

function oneStart(name: string, program: string, enginesDir: string | undefined): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(nodeBinary(process.platform, process.env), [program, name], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: enginesDir === undefined ? process.env : { ...process.env, [enginesDirVariable]: enginesDir },
  });
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => resolve(performance.now() - startedAt));
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new AppError('unavailable', `The engine "${name}" ended with code ${code} before its first step.`));
    });
  });
}
