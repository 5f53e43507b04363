// Names of the runner's processes, shared by all studies of a scheduler.

/**
 * Lowest free number first, so that processes are reused rather than started. A number belongs to one device for good: a process sees
 * no other, so one that waits for a trial must not be given up for another device's.
 */
export interface Slots {
  take(device: string): number;
  release(slot: number): void;
}

export function createSlots(): Slots {
  const taken = new Set<number>();
  const owners: string[] = [];
  return {
    take(device) {
      const free = owners.findIndex((owner, slot) => owner === device && !taken.has(slot));
      const slot = free >= 0 ? free : owners.push(device) - 1;
      taken.add(slot);
      return slot;
    },
    release(slot) {
      taken.delete(slot);
    },
  };
}
