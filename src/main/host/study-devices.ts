// Which devices a study trains on: what its file asks for, against what the machine has and the engine can use. Pure but for `ask`.
import type { FoundDevices } from '#main/runners/devices.ts';
import { cpu, type Device } from '#main/runners/runner.ts';
import type { Notice } from '#main/scheduler/index.ts';
import type { GpuInfo } from '#shared/contract/engine.ts';
import { AppError } from '#shared/errors.ts';
import { freeBytes, gigabytes, gpuLabel } from '#shared/gpu.ts';

export interface DeviceWish {
  /** As in the study file; empty or "auto": the engine's cards, else the processor. */
  readonly wanted: readonly (string | number)[];
  readonly engine: string;
  readonly machine: FoundDevices;
  /** What a trial needs of a card's memory at least. */
  readonly needBytes: number;
  /** Whether the engine trains on this card; `reason` when it does not start at all. */
  ask(gpu: GpuInfo): Promise<{ readonly cuda: boolean; readonly reason: string | null }>;
}

export interface ChosenDevices {
  /** Never empty. */
  readonly devices: readonly Device[];
  readonly notices: readonly Notice[];
}

/** Cards that the study names, and whether it names the processor. Throws AppError('unavailable') for one that is not there. */
export function namedDevices(
  wanted: readonly (string | number)[],
  { gpus, problem }: FoundDevices,
): { readonly gpus: readonly GpuInfo[]; readonly cpu: boolean } {
  const named = wanted.filter((entry) => entry !== 'auto' && entry !== 'cpu');
  const found = named.map((entry) => {
    const text = String(entry);
    // The number of a card that is divided stands for all its parts.
    const own = gpus.filter(({ id, uuid }) => id === text || id.startsWith(`${text}:`) || uuid === text);
    if (own.length > 0) return own;
    const list = [...gpus.map(gpuLabel), 'the processor ("cpu")'];
    const there = list.length === 1 ? list[0] : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
    const why = problem === null ? '' : ` ${problem}`;
    throw new AppError('unavailable', `engine.devices: This machine has no GPU ${text}; it has ${there}.${why}`);
  });
  return { gpus: [...new Set(found.flat())], cpu: wanted.includes('cpu') };
}

/** Throws AppError('unavailable') with one sentence when the study names a device that cannot be used. */
export async function chooseDevices(wish: DeviceWish): Promise<ChosenDevices> {
  const named = namedDevices(wish.wanted, wish.machine);
  if (named.gpus.length === 0 && named.cpu) return { devices: [cpu], notices: [] };
  return named.gpus.length === 0 ? freeChoice(wish) : namedChoice(wish, named);
}

async function namedChoice(
  { engine, ask }: DeviceWish,
  named: { readonly gpus: readonly GpuInfo[]; readonly cpu: boolean },
): Promise<ChosenDevices> {
  for (const gpu of named.gpus) {
    const { cuda, reason } = await ask(gpu);
    if (cuda) continue;
    throw new AppError(
      'unavailable',
      `engine.devices: The engine "${engine}" cannot train on ${gpuLabel(gpu)}${reason === null ? '' : ` (${withoutStop(reason)})`}; ${help}`,
    );
  }
  const gpus = named.gpus.map((gpu): Device => ({ kind: 'gpu', gpu }));
  return { devices: named.cpu ? [...gpus, cpu] : gpus, notices: [] };
}

const help = 'use "devices": "cpu", or bring an engine that can with "vernier engines install tensorflow --cuda".';

/** The cards that the engine can use and that have memory left; without one the processor, and a sentence why. */
async function freeChoice({ wanted, engine, machine, needBytes, ask }: DeviceWish): Promise<ChosenDevices> {
  const asked = wanted.includes('auto');
  // Who asked for "auto" hears what it became; on a machine with cards everybody hears why they are idle.
  const processor = (why: string): ChosenDevices => ({
    devices: [cpu],
    notices: [{ level: asked ? 'warning' : 'info', message: `Trials train on the processor: ${why}` }],
  });
  if (machine.gpus.length === 0) {
    if (machine.problem !== null) return processor(machine.problem);
    return asked ? processor('this machine has no NVIDIA card.') : { devices: [cpu], notices: [] };
  }
  const answers = await Promise.all(machine.gpus.map(async (gpu) => ({ gpu, ...(await ask(gpu)) })));
  const able = answers.filter(({ cuda }) => cuda).map(({ gpu }) => gpu);
  const all = machine.gpus.map(gpuLabel).join(', ');
  if (able.length === 0) {
    const [reason] = answers.flatMap((answer) => (answer.reason === null ? [] : [answer.reason]));
    return processor(reason ?? `the engine "${engine}" does not use ${all}.`);
  }
  const roomy = able.filter((gpu) => (freeBytes(gpu) ?? Number.POSITIVE_INFINITY) >= needBytes);
  if (roomy.length > 0) return { devices: roomy.map((gpu): Device => ({ kind: 'gpu', gpu })), notices: [] };
  const free = able.map((gpu) => `${gpuLabel(gpu)} has ${gigabytes(freeBytes(gpu) ?? 0)} GB free`).join(', ');
  const { devices, notices } = processor(`a trial needs ${gigabytes(needBytes)} GB of a card, and ${free}.`);
  return { devices, notices: notices.map((notice) => ({ ...notice, level: 'warning' })) };
}

const withoutStop = (sentence: string) => sentence.replace(/\.$/, '');
