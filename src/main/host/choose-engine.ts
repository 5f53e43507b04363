// The engine of a study and the devices it trains on.
import { askEngine } from '#main/runners/device-probe.ts';
import { cpu, type Runner } from '#main/runners/runner.ts';
import type { PreparedStudy } from '#main/scheduler/index.ts';
import type { StudyRow } from '#main/store/store.ts';
import {
  cudaEngines,
  type EngineLook,
  type EngineName,
  enginesDirVariable,
  type FoundEngine,
  resolveEngine,
} from '#main/training/engines/index.ts';
import type { GpuInfo } from '#shared/contract/engine.ts';
import { AppError } from '#shared/errors.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { engineFacts } from './engines/facts.ts';
import { devicesHere } from './machine.ts';
import { nodeBinary } from './places.ts';
import { type ChosenDevices, chooseDevices, namedDevices } from './study-devices.ts';

export interface EngineSurroundings {
  readonly enginesDir: string;
  /** What a trial needs of a card's memory; asked where there are cards. */
  needBytes(): Promise<number>;
  /** Whose workers load the engine that is looked at, so that trials can start at once; null: this process looks itself. */
  readonly workers: { readonly runner: Runner; readonly processes: number } | null;
}

export interface ChosenEngine extends ChosenDevices {
  readonly engine: NonNullable<StudyRow['engine']>;
}

/**
 * Once per study: a study that has an engine keeps it, so that its trials stay comparable. Devices are looked for at every start.
 * Throws AppError('unavailable') when the engine cannot run here or a device that is named is not there.
 */
export async function chooseEngine(
  row: StudyRow,
  wanted: StudyFile['engine'],
  { enginesDir, needBytes, workers }: EngineSurroundings,
): Promise<ChosenEngine> {
  const machine = await devicesHere();
  const threads = row.engine?.threads ?? (wanted.threads === 'auto' ? 1 : wanted.threads);
  // Where there are cards a worker's device is known only when the engine is.
  const look: EngineLook =
    workers === null || machine.gpus.length > 0
      ? (name) => knownFacts(name, enginesDir)
      : (name) => workers.runner.load(name, { threads, device: cpu, processes: workers.processes });
  const { gpus } = namedDevices(wanted.devices, machine);
  const [card] = gpus;
  const open = row.engine === null && wanted.name === 'auto';
  const able = open && card !== undefined ? await engineOnCard(card, enginesDir) : null;
  const name = able ?? (await resolveEngine(row.engine?.name ?? wanted.name, enginesDir, look));
  const version = await usableVersion(name, enginesDir, look);
  const chosen = await chooseDevices({
    ...{ wanted: wanted.devices, engine: name, machine },
    needBytes: machine.gpus.length === 0 ? 0 : await needBytes(),
    ask: (gpu) => trainsOn(name, gpu, enginesDir),
  });
  const plan = row.engine?.plan;
  const resolved = { name, version, threads };
  return { ...chosen, engine: plan === undefined ? resolved : { ...resolved, plan } };
}

async function usableVersion(name: EngineName, enginesDir: string, look: EngineLook): Promise<string> {
  const { version, reason } = await look(name);
  if (reason === null) return version;
  const next = await resolveEngine('auto', enginesDir, look);
  const help = next === name ? '' : ` Or train with the engine "${next}" ("--engine ${next}").`;
  throw new AppError('unavailable', `The engine "${name}" cannot run here: ${reason}${help}`);
}

async function knownFacts(name: EngineName, enginesDir: string): Promise<FoundEngine> {
  const { version, reason } = await engineFacts(name, enginesDir);
  if (version !== null) return { version, reason: null };
  return { version, reason: reason ?? `The engine ${name} does not tell its version.` };
}

/** For a study that names a card and leaves the engine open. */
async function engineOnCard(gpu: GpuInfo, enginesDir: string): Promise<EngineName | null> {
  for (const name of cudaEngines) if ((await trainsOn(name, gpu, enginesDir)).cuda) return name;
  return null;
}

const answers = new Map<string, ReturnType<typeof askEngine>>();

/** Whether an engine trains on a card. Asked once per process, engine version and card: it takes seconds. */
export async function trainsOn(name: EngineName, gpu: GpuInfo, enginesDir: string): ReturnType<typeof askEngine> {
  if (!cudaEngines.includes(name)) return { cuda: false, reason: null };
  const { version, reason } = await engineFacts(name, enginesDir);
  if (version === null) return { cuda: false, reason };
  const key = [name, version, gpu.uuid].join(' ');
  const answer =
    answers.get(key) ??
    askEngine({
      execPath: nodeBinary(process.platform, process.env),
      platform: process.platform,
      environment: { ...process.env, [enginesDirVariable]: enginesDir },
      engine: name,
      device: { kind: 'gpu', gpu },
    });
  answers.set(key, answer);
  return answer;
}

/** How many trials train at once on a card: as the file says, else as it was resolved at the first start; null: not yet. */
export function slotsOf(row: StudyRow, wanted: StudyFile['engine']): PreparedStudy['slotsPerDevice'] {
  if (wanted.slotsPerDevice !== 'auto') return wanted.slotsPerDevice;
  return row.engine?.plan?.slotsPerDevice ?? null;
}
