// Gives a study's page the advice on its trials: whoever shows a trial looks at its advice, which is asked for then and as it trains.
import { createContext, type ReactNode, use, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Advice } from '#shared/contract/advice.ts';
import { AdviceStore, type Later } from './advice-store.ts';
import { useHost } from './host.tsx';

const AdviceContext = createContext<AdviceStore | null>(null);

const later: Later = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

export function AdviceProvider({ studyId, children }: { studyId: string; children: ReactNode }) {
  const { client } = useHost();
  const [store, setStore] = useState<AdviceStore | null>(null);
  useEffect(() => {
    const fresh = new AdviceStore({ ask: (trials) => client.call('advice.trials', { studyId, trials }), later });
    const changed = (numbers: Iterable<number>) => {
      for (const number of new Set(numbers)) fresh.changed(number);
    };
    const onGap = () => fresh.missed();
    const stops = [
      client.subscribe('metrics.appended', studyId, ({ columns }) => changed(columns.map(({ trial }) => trial)), {
        onGap,
      }),
      client.subscribe(
        'trials.changed',
        studyId,
        ({ number, state }) => {
          if (state !== 'queued') fresh.changed(number);
        },
        { onGap },
      ),
    ];
    setStore(fresh);
    return () => {
      for (const stop of stops) stop();
      fresh.close();
    };
  }, [client, studyId]);
  return <AdviceContext value={store}>{children}</AdviceContext>;
}

/** Undefined until it is here, for a trial that has not begun, and for none. */
export function useAdvice(trial: number | null): Advice | undefined {
  const store = use(AdviceContext);
  useEffect(() => (trial === null ? undefined : store?.want(trial)), [store, trial]);
  const subscribe = useCallback((listener: () => void) => store?.subscribe(listener) ?? (() => undefined), [store]);
  return useSyncExternalStore(subscribe, () => (trial === null ? undefined : store?.get(trial)));
}
