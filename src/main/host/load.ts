// How busy this machine is: its processors since the last look, its memory, its disk, its cards. Read when a page asks, never by itself.
import { cpus, freemem, totalmem } from 'node:os';
import { type GpuLoad, gpuLoads, thisMachinesDevices } from '#main/runners/devices.ts';
import { devicesHere, diskFree } from './machine.ts';

export interface MachineLoad {
  /** Share of all cores that worked since the last look, 0 to 1; null where no time has passed. */
  readonly cpu: number | null;
  readonly memory: { readonly usedBytes: number; readonly totalBytes: number };
  /** Of the data directory's disk; null where the system does not tell. */
  readonly diskFreeBytes: number | null;
  readonly gpus: readonly GpuLoad[];
}

export interface LoadSource {
  now(): number;
  /** Milliseconds of all cores together since the start of the machine. */
  times(): { readonly busy: number; readonly all: number };
  memory(): MachineLoad['memory'];
  diskFree(): Promise<number | null>;
  gpus(): Promise<readonly GpuLoad[]>;
}

/** Between two looks; pages that ask meanwhile get the same answer. */
const pauseMs = 1000;

export function createLoadMeter(source: LoadSource): () => Promise<MachineLoad> {
  let before = source.times();
  let last: { readonly at: number; readonly load: Promise<MachineLoad> } | null = null;
  async function look(): Promise<MachineLoad> {
    const times = source.times();
    const all = times.all - before.all;
    const cpu = all <= 0 ? null : Math.min(1, Math.max(0, (times.busy - before.busy) / all));
    before = times;
    const [diskFreeBytes, gpus] = await Promise.all([source.diskFree(), source.gpus()]);
    return { cpu, memory: source.memory(), diskFreeBytes, gpus };
  }
  return () => {
    const at = source.now();
    if (last === null || at - last.at >= pauseMs) last = { at, load: look() };
    return last.load;
  };
}

/** The machine that this program runs on, and the disk of its data directory. Without cards nothing is asked of a driver. */
export const loadOfMachine = (dataDir: string): LoadSource => ({
  now: () => performance.now(),
  times() {
    let [busy, all] = [0, 0];
    for (const { times } of cpus()) {
      const working = times.user + times.nice + times.sys + times.irq;
      busy += working;
      all += working + times.idle;
    }
    return { busy, all };
  },
  memory: () => ({ usedBytes: totalmem() - freemem(), totalBytes: totalmem() }),
  diskFree: () => diskFree(dataDir),
  async gpus() {
    const { gpus } = await devicesHere();
    return gpus.length === 0 ? [] : gpuLoads(thisMachinesDevices(process.env));
  },
});
