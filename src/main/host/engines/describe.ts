// One engine as the contract tells it: what it is now, and what the last test and measurement here said.
import type { EngineName } from '#main/training/engines/index.ts';
import { noteVerdicts, readVerdicts, thisMachine, type Verdict } from '#main/training/engines/verdicts.ts';
import type { EngineInfo, GpuInfo } from '#shared/contract/engine.ts';
import { AppError } from '#shared/errors.ts';
import { trainsOn } from '../choose-engine.ts';
import { devicesHere } from '../machine.ts';
import { type EngineFacts, engineFacts } from './facts.ts';
import { startToFirstStep } from './first-step.ts';
import { type ProbeResult, probeEngine } from './probe.ts';

/** People train with all engines but this one: it is there to be compared with, and not measured. */
export const isMeasured = (name: string) => name !== 'reference';

export interface TryOptions {
  readonly enginesDir: string;
  readonly selfTest: boolean;
  readonly bench: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly told?: ((step: 'self-test' | 'measure', done: number, total: number) => void) | undefined;
}

/** Tests and measures as wanted, and notes what came out: "auto" goes by it from then on. Throws `cancelled` only. */
export async function tryEngine(name: EngineName, options: TryOptions): Promise<EngineInfo> {
  const { enginesDir, selfTest, signal, told } = options;
  const bench = options.bench && isMeasured(name);
  const probe = await probeEngine(
    { engine: name, selfTest, bench },
    { enginesDir, environment: process.env, signal, told },
  );
  if (probe.found !== null) {
    const speed = probe.bench === null ? null : await speedOf(name, probe.bench, enginesDir, signal);
    noteProbe(name, { version: probe.found.version, tested: probe.tested, speed }, enginesDir);
  }
  const { found, reason } = probe;
  const facts = { version: found?.version ?? null, devices: found?.devices ?? [], reason };
  return infoOf(name, facts, await cardsOf(name, enginesDir), enginesDir);
}

/** What is known already; `again` looks anew whether the engine is there. */
export async function describeEngine(name: EngineName, enginesDir: string, again = false): Promise<EngineInfo> {
  return infoOf(name, await engineFacts(name, enginesDir, again), await cardsOf(name, enginesDir), enginesDir);
}

/** The machine's cards that the engine trains on. */
async function cardsOf(name: EngineName, enginesDir: string): Promise<GpuInfo[]> {
  const { gpus } = await devicesHere();
  const able = await Promise.all(gpus.map(async (gpu) => ((await trainsOn(name, gpu, enginesDir)).cuda ? [gpu] : [])));
  return able.flat();
}

/** A test or a measurement that was not made this time stays as it was for the same version. */
export function noteProbe(
  engine: string,
  { version, tested, speed }: { version: string; tested: ProbeResult['tested']; speed: Verdict['speed'] | null },
  enginesDir: string,
): void {
  const before = readVerdicts(enginesDir).find((verdict) => verdict.engine === engine && verdict.version === version);
  const test = tested === null ? before?.test : { ...tested, failures: [...tested.failures], at: Date.now() };
  const passed = tested === null ? before?.passed : tested.failed === 0;
  // An engine that was measured but never tested is not trusted.
  if (passed === undefined) return;
  const newest = speed ?? before?.speed;
  noteVerdicts(enginesDir, [
    {
      ...{ engine, version, machine: thisMachine(), passed },
      msPerStep: speed ? meanOf(speed.bench) : (before?.msPerStep ?? null),
      ...(test && { test }),
      ...(newest && { speed: newest }),
    },
  ]);
}

async function speedOf(
  name: string,
  bench: NonNullable<ProbeResult['bench']>,
  enginesDir: string,
  signal: AbortSignal | undefined,
): Promise<NonNullable<Verdict['speed']>> {
  const startToFirstStepMs = await startToFirstStep(name, { enginesDir, signal }).catch((error: unknown) => {
    // It has just run in another process: one that will not start once more leaves this number open.
    if (error instanceof AppError && error.code === 'unavailable') return null;
    throw error;
  });
  return { startToFirstStepMs, bench: [...bench], at: Date.now() };
}

/** Geometric mean over the cells of one thread, ms. */
function meanOf(bench: readonly { threads: number; msPerStep: number }[]): number {
  const times = bench.filter(({ threads }) => threads === 1).map(({ msPerStep }) => Math.log(msPerStep));
  return Math.exp(times.reduce((sum, time) => sum + time, 0) / times.length);
}

function infoOf(
  name: string,
  { version, devices, reason }: EngineFacts,
  gpus: GpuInfo[],
  enginesDir: string,
): EngineInfo {
  const verdict = readVerdicts(enginesDir).find((one) => one.engine === name && one.version === version);
  const { test = null, speed = null } = verdict ?? {};
  const failed = verdict?.passed === false;
  const failure = ['Its self-test failed here', ...(test?.failures.slice(0, 1) ?? [])].join(': ');
  return {
    ...{ name, version, devices: [...devices], gpus, chosen: false },
    available: version !== null && !failed,
    reason: failed ? failure : reason,
    selfTest: test && { passed: test.passed, failed: test.failed },
    testedAt: test?.at ?? null,
    startToFirstStepMs: speed?.startToFirstStepMs ?? null,
    bench: speed?.bench ?? [],
    measuredAt: speed?.at ?? null,
  };
}
