// Names of the runner's processes, shared by all studies of a scheduler.

/** Lowest free number first, so that processes are reused rather than started. */
export interface Slots {
  take(): number;
  release(slot: number): void;
}

export function createSlots(): Slots {
  const taken = new Set<number>();
  return {
    take() {
      let slot = 0;
      while (taken.has(slot)) slot++;
      taken.add(slot);
      return slot;
    },
    release(slot) {
      taken.delete(slot);
    },
  };
}
