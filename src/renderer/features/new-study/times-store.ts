// The last measured times of epochs, and until when a study is to be done: kept in this browser beside the draft.
import { z } from 'zod';
import { create } from 'zustand';
import { epochTimes } from '#shared/contract/epoch-times.ts';

const storageKey = 'vernier.epoch-times';

const stored = z.object({
  /** What was measured, as `timesKey` has it. */
  key: z.string(),
  /** By what its first trials were drawn, as `drawnBy` has it. */
  drawnBy: z.string().nullable().default(null),
  times: epochTimes.nullable(),
  /** How long the checks of the data took, which a start makes first; null: they could not be made. */
  checkSeconds: z.number().nullable().default(null),
  /** As it was typed. */
  before: z.string(),
});
type Stored = z.infer<typeof stored>;

interface TimesStore extends Stored {
  put(measured: Pick<Stored, 'key' | 'drawnBy' | 'times' | 'checkSeconds'>): void;
  setBefore(text: string): void;
}

export const useTimesStore = create<TimesStore>((set, get) => {
  const keep = (change: Partial<Stored>) => {
    set(change);
    const { key, drawnBy, times, checkSeconds, before } = get();
    try {
      globalThis.localStorage?.setItem(storageKey, JSON.stringify({ key, drawnBy, times, checkSeconds, before }));
    } catch {
      // Storage is full or switched off: it then lasts as long as the page.
    }
  };
  return {
    ...restore(),
    put: keep,
    setBefore: (before) => keep({ before }),
  };
});

function restore(): Stored {
  const nothing = { key: '', drawnBy: null, times: null, checkSeconds: null, before: '07:00' };
  try {
    const text = globalThis.localStorage?.getItem(storageKey);
    return text ? (stored.safeParse(JSON.parse(text)).data ?? nothing) : nothing;
  } catch {
    return nothing;
  }
}
