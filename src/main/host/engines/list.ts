// Engines found on this machine, tested and measured.
import { engineNames } from '#main/training/engines/index.ts';
import type { EngineInfo } from '#shared/contract/engine.ts';
import { describeEngine, tryEngine } from './describe.ts';
import { chosenEngine } from './facts.ts';

/** One after the other, so that measurements do not disturb each other. */
export async function listEngines(
  wanted: { selfTest: boolean; bench: boolean },
  enginesDir: string,
  signal?: AbortSignal,
): Promise<EngineInfo[]> {
  const found: EngineInfo[] = [];
  for (const name of engineNames) {
    found.push(
      wanted.selfTest || wanted.bench
        ? await tryEngine(name, { ...wanted, enginesDir, signal })
        : await describeEngine(name, enginesDir),
    );
  }
  const chosen = await chosenEngine(enginesDir);
  return found.map((info) => ({ ...info, chosen: info.name === chosen }));
}
