// What nvidia-smi prints, as values. Pure; tested with recorded outputs.
import type { GpuInfo } from '#shared/contract/engine.ts';

const mebibyte = 2 ** 20;

/**
 * Lines of `--query-gpu=index,uuid,name,memory.total,memory.used,driver_version --format=csv,noheader,nounits`. What is no such line
 * (a warning of the driver, a card that must be reset and has no UUID) is passed over; "[N/A]" and its like are null.
 */
export function parseRows(text: string): GpuInfo[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const cells = line.split(',').map((cell) => cell.trim());
    const [id = '', uuid = ''] = cells;
    const [total = '', used = '', driver = ''] = cells.slice(-3);
    if (cells.length < 6 || !/^\d+$/.test(id) || !/^GPU-[\w-]+$/.test(uuid)) return [];
    const name = cells.slice(2, -3).join(', ');
    return [{ id, uuid, name, memoryBytes: mebibytes(total), usedBytes: mebibytes(used), driver: known(driver) }];
  });
}

/** How busy a card is; what its driver does not say is null. */
export interface GpuLoad {
  readonly id: string;
  readonly name: string;
  /** Share of the last moment in which something ran on it, 0 to 1. */
  readonly busy: number | null;
  readonly usedBytes: number | null;
  readonly memoryBytes: number | null;
}

/** Lines of `--query-gpu=index,name,utilization.gpu,memory.used,memory.total --format=csv,noheader,nounits`; others are passed over. */
export function parseLoads(text: string): GpuLoad[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const cells = line.split(',').map((cell) => cell.trim());
    const [id = ''] = cells;
    const [busy = '', used = '', total = ''] = cells.slice(-3);
    if (cells.length < 5 || !/^\d+$/.test(id)) return [];
    const percent = /^\d+$/.test(busy) ? Number(busy) / 100 : null;
    const name = cells.slice(1, -3).join(', ');
    return [{ id, name, busy: percent, usedBytes: mebibytes(used), memoryBytes: mebibytes(total) }];
  });
}

/** Parts of a card that works as several (multi-instance GPU). */
export interface GpuInstance {
  /** UUID of the card. */
  readonly card: string;
  readonly uuid: string;
  /** "3g.20gb". */
  readonly profile: string;
  readonly number: string;
}

/** Of `nvidia-smi -L`: a line a card, and under it a line for each of its instances. */
export function parseInstances(text: string): GpuInstance[] {
  let card = '';
  return text.split(/\r?\n/).flatMap((line) => {
    card = /^GPU \d+: .*\(UUID: (GPU-[\w-]+)\)/.exec(line)?.[1] ?? card;
    const found = /^\s+MIG (\S+)\s+Device\s+(\d+): \(UUID: (MIG-[\w/-]+)\)/.exec(line);
    if (found === null) return [];
    const [, profile = '', number = '', uuid = ''] = found;
    return [{ card, uuid, profile, number }];
  });
}

/** A card that is divided stands for its instances: CUDA uses those and not the whole. */
export function withInstances(cards: readonly GpuInfo[], instances: readonly GpuInstance[]): GpuInfo[] {
  return cards.flatMap((card) => {
    const own = instances.filter((instance) => instance.card === card.uuid);
    if (own.length === 0) return [card];
    return own.map(({ uuid, profile, number }) => {
      const gigabytes = Number(/\.(\d+)gb/.exec(profile)?.[1] ?? Number.NaN);
      const memoryBytes = Number.isNaN(gigabytes) ? null : gigabytes * 1024 * mebibyte;
      // The driver tells what the whole card uses only.
      return {
        ...card,
        id: `${card.id}:${number}`,
        uuid,
        name: `${card.name} MIG ${profile}`,
        memoryBytes,
        usedBytes: null,
      };
    });
  });
}

function mebibytes(cell: string): number | null {
  return /^\d+$/.test(cell) ? Number(cell) * mebibyte : null;
}

const known = (cell: string) => (cell === '' || cell.startsWith('[') ? null : cell);
