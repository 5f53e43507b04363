// How sentences and pages call a graphics card.
import type { GpuInfo } from './contract/engine.ts';

/** "GPU 0 (NVIDIA A100-SXM4-40GB, 40.0 GB)". */
export function gpuLabel({ id, name, memoryBytes }: Pick<GpuInfo, 'id' | 'name' | 'memoryBytes'>): string {
  return `GPU ${id} (${name}${memoryBytes === null ? '' : `, ${gigabytes(memoryBytes)} GB`})`;
}

/** What is free on it; null when the driver does not say. */
export function freeBytes({ memoryBytes, usedBytes }: Pick<GpuInfo, 'memoryBytes' | 'usedBytes'>): number | null {
  return memoryBytes === null ? null : memoryBytes - (usedBytes ?? 0);
}

export const gigabytes = (bytes: number) => (bytes / 2 ** 30).toFixed(1);
