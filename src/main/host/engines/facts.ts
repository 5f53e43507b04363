// What is known of an engine without a test: its version and devices, or why it cannot be used. Asked once, and again when the files of
// engines have changed.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { installableEngines } from '#main/engine-manager/index.ts';
import { chooseEngine, type EngineName, engineNames, getEngine } from '#main/training/engines/index.ts';
import { readVerdicts } from '#main/training/engines/verdicts.ts';
import { probeEngine } from './probe.ts';

export interface EngineFacts {
  /** null when the engine cannot be used; `reason` says why. */
  readonly version: string | null;
  readonly devices: readonly string[];
  readonly reason: string | null;
}

const known = new Map<string, { readonly signature: string; readonly facts: Promise<EngineFacts> }>();

/** `again` asks whatever is known. */
export function engineFacts(name: EngineName, enginesDir: string, again = false): Promise<EngineFacts> {
  const key = JSON.stringify([enginesDir, name]);
  const signature = installations(enginesDir);
  const before = known.get(key);
  if (before?.signature === signature && !again) return before.facts;
  const facts = comesWithProgram(name) ? askHere(name) : askElsewhere(name, enginesDir);
  known.set(key, { signature, facts });
  return facts;
}

/** These are not replaced while the program runs, and a process for them would cost each run of a study its start. */
const comesWithProgram = (name: EngineName) => name === 'onnx' || name === 'reference';

async function askHere(name: EngineName): Promise<EngineFacts> {
  const engine = await getEngine(name);
  const reason = await engine.unavailable();
  return reason === null
    ? { version: await engine.version(), devices: (await engine.devices?.()) ?? ['CPU'], reason }
    : { version: null, devices: [], reason };
}

async function askElsewhere(name: EngineName, enginesDir: string): Promise<EngineFacts> {
  const question = { engine: name, selfTest: false, bench: false };
  const { found, reason } = await probeEngine(question, { enginesDir, environment: process.env });
  return { version: found?.version ?? null, devices: found?.devices ?? [], reason };
}

/** What "auto" means on this machine now. Nothing is loaded in this process. */
export async function chosenEngine(enginesDir: string): Promise<EngineName> {
  const versions = new Map<string, string>();
  const verdicts = readVerdicts(enginesDir);
  const candidates = engineNames.filter((name) => verdicts.some(({ engine, passed }) => engine === name && passed));
  for (const name of candidates) {
    const { version } = await engineFacts(name, enginesDir);
    if (version !== null) versions.set(name, version);
  }
  return chooseEngine(verdicts, versions);
}

/** Differs after an engine was installed or removed, by whatever program. */
function installations(enginesDir: string): string {
  const marks = installableEngines.map((name) => {
    const found = statSync(join(enginesDir, name), { throwIfNoEntry: false });
    return found ? `${found.ino} ${found.ctimeMs}` : '';
  });
  return marks.join('|');
}
