// Fills a CurveStore: subscribes first, then loads the history, so that no epoch falls between the two.
import type { HostClient } from './client.ts';
import { CurveStore, type Schedule } from './curve-store.ts';

export type CurveState = 'loading' | 'ready' | 'failed';

export interface CurveFeed {
  readonly store: CurveStore;
  readonly state: CurveState;
  readonly error: Error | null;
  onState(listener: () => void): () => void;
  reload(): void;
  end(): void;
}

export function openCurveFeed(client: HostClient, studyId: string, schedule: Schedule): CurveFeed {
  const store = new CurveStore(schedule);
  const listeners = new Set<() => void>();
  let state: CurveState = 'loading';
  let error: Error | null = null;
  let ended = false;
  let loads = 0;

  const become = (next: CurveState, problem: Error | null) => {
    state = next;
    error = problem;
    for (const tell of listeners) tell();
  };

  async function load(): Promise<void> {
    const mine = ++loads;
    try {
      const columns = await client.call('metrics.history', { studyId, classes: false });
      if (ended || mine !== loads) return;
      store.merge(columns);
      become('ready', null);
    } catch (thrown) {
      if (ended || mine !== loads) return;
      // Curves that are here stay; the next gap or reconnect tries again.
      if (state !== 'ready') become('failed', thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  }

  const unsubscribe = client.subscribe('metrics.appended', studyId, (payload) => store.merge(payload.columns), {
    onGap: () => void load(),
  });
  void load();

  return {
    store,
    get state() {
      return state;
    },
    get error() {
      return error;
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reload() {
      become('loading', null);
      void load();
    },
    end() {
      ended = true;
      unsubscribe();
    },
  };
}
