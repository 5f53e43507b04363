// Confusion matrices of the compared runs: measured one after the other while somebody looks, and kept as long as the page.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Confusion, ConfusionPhase, TrialDetail } from '#shared/contract/trials.ts';
import { toAppError } from '#shared/errors.ts';
import { useHost } from '../../data/index.ts';

export type ConfusionState =
  | { readonly kind: 'waiting' }
  /** `done`: share of what goes on, 0..1; null before the host has told. */
  | { readonly kind: 'measuring'; readonly phase: ConfusionPhase; readonly done: number | null }
  | { readonly kind: 'done'; readonly confusion: Confusion }
  /** Its weights are not kept: it can be trained again for this. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly message: string };

export const waiting: ConfusionState = { kind: 'waiting' };

/** Leaving ends what is under way. `retrain` trains a run again with its seed first. */
export function useConfusions(
  studyId: string,
  details: readonly TrialDetail[],
): { states: ReadonlyMap<number, ConfusionState>; retrain(number: number): void } {
  const { client, cache } = useHost();
  const [states, setStates] = useState<ReadonlyMap<number, ConfusionState>>(new Map());
  const abort = useRef(new AbortController());

  const measure = useCallback(
    async function ask(number: number, epoch: number, retrain: boolean, signal: AbortSignal): Promise<void> {
      const put = (state: ConfusionState) => {
        if (!signal.aborted) setStates((at) => new Map(at).set(number, state));
      };
      put({ kind: 'measuring', phase: retrain ? 'training' : 'measuring', done: null });
      try {
        const confusion = await cache.fetchQuery({
          queryKey: ['confusion', studyId, number, epoch],
          queryFn: () => client.call('trials.confusion', { studyId, number, retrain }, { signal }),
          ...{ staleTime: Number.POSITIVE_INFINITY, retry: false },
        });
        put({ kind: 'done', confusion });
      } catch (thrown) {
        const { code, message } = toAppError(thrown);
        // Somebody who left ended the question that this one had joined: asked again.
        if (code === 'cancelled' && !signal.aborted) return ask(number, epoch, retrain, signal);
        put(code === 'not_found' && !retrain ? { kind: 'gone' } : { kind: 'failed', message });
      }
    },
    [client, cache, studyId],
  );

  useEffect(
    () =>
      client.subscribe('trials.confusionProgressed', studyId, ({ trial, phase, done }) => {
        setStates((at) =>
          at.get(trial)?.kind === 'measuring' ? new Map(at).set(trial, { kind: 'measuring', phase, done }) : at,
        );
      }),
    [client, studyId],
  );

  // Numbers and epochs: what else of a trial changes makes no other matrix.
  const wanted = details.map(({ trial, weights }) => `${trial.number}:${weights?.epoch ?? 0}`).join();
  useEffect(() => {
    const own = new AbortController();
    abort.current = own;
    void (async () => {
      for (const one of wanted.split(',')) {
        const [number = 0, epoch = 0] = one.split(':').map(Number);
        if (own.signal.aborted) return;
        await measure(number, epoch, false, own.signal);
      }
    })();
    return () => own.abort();
  }, [wanted, measure]);

  const retrain = useCallback(
    (number: number) => {
      const epoch = details.find(({ trial }) => trial.number === number)?.weights?.epoch ?? 0;
      void measure(number, epoch, true, abort.current.signal);
    },
    [measure, details],
  );
  return { states, retrain };
}
