// The engine of a study and the devices it trains on.
import { askEngine } from '#main/runners/device-probe.ts';
import type { PreparedStudy } from '#main/scheduler/index.ts';
import type { StudyRow } from '#main/store/store.ts';
import { cudaEngines, enginesDirVariable, getEngine, resolveEngine } from '#main/training/engines/index.ts';
import type { GpuInfo } from '#shared/contract/engine.ts';
import { AppError } from '#shared/errors.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { devicesHere } from './machine.ts';
import { nodeBinary } from './places.ts';
import { type ChosenDevices, chooseDevices, namedDevices } from './study-devices.ts';

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
  { enginesDir, needBytes }: { readonly enginesDir: string; readonly needBytes: () => number },
): Promise<ChosenEngine> {
  const machine = await devicesHere();
  const { gpus } = namedDevices(wanted.devices, machine);
  const [card] = gpus;
  const open = row.engine === null && wanted.name === 'auto';
  const able = open && card !== undefined ? await engineOnCard(card, enginesDir) : null;
  const name = able ?? (await resolveEngine(row.engine?.name ?? wanted.name, enginesDir));
  const engine = await usableEngine(name, enginesDir);
  const chosen = await chooseDevices({
    ...{ wanted: wanted.devices, engine: name, machine },
    needBytes: machine.gpus.length === 0 ? 0 : needBytes(),
    ask: (gpu) => trainsOn(name, gpu, enginesDir),
  });
  const threads = wanted.threads === 'auto' ? 1 : wanted.threads;
  const plan = row.engine?.plan;
  const resolved = { name, version: await engine.version(), threads: row.engine?.threads ?? threads };
  return { ...chosen, engine: plan === undefined ? resolved : { ...resolved, plan } };
}

async function usableEngine(name: string, enginesDir: string) {
  const engine = await getEngine(name, enginesDir);
  const why = await engine.unavailable();
  if (why === null) return engine;
  const next = await resolveEngine('auto', enginesDir);
  const help = next === name ? '' : ` Or train with the engine "${next}" ("--engine ${next}").`;
  throw new AppError('unavailable', `The engine "${name}" cannot run here: ${why}${help}`);
}

/** For a study that names a card and leaves the engine open. */
async function engineOnCard(gpu: GpuInfo, enginesDir: string): Promise<string | null> {
  for (const name of cudaEngines) if ((await trainsOn(name, gpu, enginesDir)).cuda) return name;
  return null;
}

const answers = new Map<string, ReturnType<typeof askEngine>>();

/** Whether an engine trains on a card. Asked once per process, engine version and card: it takes seconds. */
export async function trainsOn(name: string, gpu: GpuInfo, enginesDir: string): ReturnType<typeof askEngine> {
  if (!cudaEngines.some((candidate) => candidate === name)) return { cuda: false, reason: null };
  const engine = await getEngine(name, enginesDir);
  const reason = await engine.unavailable();
  if (reason !== null) return { cuda: false, reason };
  const key = [name, await engine.version(), gpu.uuid].join(' ');
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
