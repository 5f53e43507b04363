// The measurement of epochs that is under way, one for all panels that offer it.
import { create } from 'zustand';
import type { Call } from '../../data/index.ts';
import { drawnBy } from './model/budget-plan.ts';
import type { JsonObject } from './model/json.ts';
import { useTimesStore } from './times-store.ts';

interface MeasureStore {
  readonly running: AbortController | null;
  /** Rejects as `studies.measureEpochs` does; ends without a word when it is cancelled, and at once while another one runs. */
  measure(call: Call, key: string, file: JsonObject): Promise<void>;
  cancel(): void;
}

export const useMeasureStore = create<MeasureStore>((set, get) => ({
  running: null,
  measure: async (call, key, file) => {
    if (get().running) return;
    const controller = new AbortController();
    const { signal } = controller;
    set({ running: controller });
    try {
      const times = await call('studies.measureEpochs', { file }, { signal });
      const checkSeconds = await timeChecks(call, file.data, signal);
      if (!signal.aborted) useTimesStore.getState().put({ key, drawnBy: drawnBy(file), times, checkSeconds });
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    } finally {
      if (get().running === controller) set({ running: null });
    }
  },
  cancel: () => {
    get().running?.abort();
    set({ running: null });
  },
}));

/** The checks that a start makes first, made once to see how long they take. */
async function timeChecks(call: Call, data: unknown, signal: AbortSignal): Promise<number | null> {
  const start = performance.now();
  try {
    await call('datasets.checks', { data }, { signal });
    return (performance.now() - start) / 1000;
  } catch {
    return null;
  }
}
