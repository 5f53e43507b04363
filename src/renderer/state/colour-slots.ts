// Colours belong to runs, not to places in a list: a run gets its slot when it first enters the focus set, and keeps it. Pure.

/** Slots 0–7 are plain, 8–15 carry ring marks, 16–23 square marks. */
export const slotCount = 24;
const colours = 8;

export type SlotMark = 'none' | 'ring' | 'square';

export interface SlotLook {
  /** CSS custom property: "--run-1" … "--run-8". */
  readonly token: string;
  readonly mark: SlotMark;
}

export function slotLook(slot: number): SlotLook {
  const marks = ['none', 'ring', 'square'] as const;
  return { token: `--run-${(slot % colours) + 1}`, mark: marks[Math.floor(slot / colours) % marks.length] ?? 'none' };
}

/**
 * Gives every run of the focus set that has no slot yet the lowest slot that no other run of the focus set holds; beyond 24 runs
 * the least used one. Runs that have left keep theirs. Returns `held` itself when nothing changes.
 */
export function assignSlots(
  held: Readonly<Record<number, number>>,
  focus: readonly number[],
): Readonly<Record<number, number>> {
  const fresh = focus.filter((run) => held[run] === undefined);
  if (fresh.length === 0) return held;
  const next: Record<number, number> = { ...held };
  const uses = new Array<number>(slotCount).fill(0);
  for (const run of focus) {
    const slot = held[run];
    if (slot !== undefined) uses[slot] = (uses[slot] ?? 0) + 1;
  }
  for (const run of fresh) {
    const slot = uses.indexOf(Math.min(...uses));
    next[run] = slot;
    uses[slot] = (uses[slot] ?? 0) + 1;
  }
  return next;
}
