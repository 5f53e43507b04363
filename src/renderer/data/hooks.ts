// The hooks through which pages read the host and act on it. No polling: events patch what these return.
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { InputOf, OutputOf } from '#shared/contract/define.ts';
import type { VernierCall, VernierContract } from '#shared/contract/index.ts';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { toAppError } from '#shared/errors.ts';
import type { CurveFeed, CurveState } from './curve-feed.ts';
import { CurveStore } from './curve-store.ts';
import { useHost } from './host.tsx';
import { keys } from './keys.ts';
import {
  enginesQuery,
  progressQuery,
  studiesQuery,
  studyAdviceQuery,
  studyQuery,
  testPartQuery,
  trialQuery,
  trialsQuery,
  viewsQuery,
} from './queries.ts';

export type Call = <K extends VernierCall>(
  name: K,
  input: InputOf<VernierContract, K>,
  options?: { signal?: AbortSignal },
) => Promise<OutputOf<VernierContract, K>>;

/** One call to the host; rejects with AppError, whose message is a sentence for people. The function never changes. */
export function useCall(): Call {
  const { client } = useHost();
  return useCallback((name, input, options) => client.call(name, input, options), [client]);
}

/**
 * A call as a button needs it: whether it is under way, and what went wrong.
 * `run` resolves to the output, or to undefined after an error (told to `onError`, kept in `error`).
 */
export function useAction<K extends VernierCall>(name: K, onError?: (error: Error) => void) {
  const call = useCall();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const run = async (input: InputOf<VernierContract, K>): Promise<OutputOf<VernierContract, K> | undefined> => {
    setBusy(true);
    setError(null);
    try {
      return await call(name, input);
    } catch (thrown) {
      const problem = toAppError(thrown);
      setError(problem);
      onError?.(problem);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, error };
}

function useFollow(id: string): void {
  const { updates } = useHost();
  useEffect(() => updates.follow(id), [updates, id]);
}

/** Any read-only call as a query, for what no event tells of (samples, profiles). `anew`: it may have changed when it is shown again, and is asked again then. */
export function useRead<K extends VernierCall>(
  name: K,
  input: InputOf<VernierContract, K>,
  { enabled = true, anew = false }: { enabled?: boolean; anew?: boolean } = {},
) {
  const { client } = useHost();
  return useQuery({
    queryKey: [name, input],
    queryFn: ({ signal }) => client.call(name, input, { signal }),
    enabled,
    ...(anew && { staleTime: 0 }),
  });
}

/** How busy the machine is, asked anew every few seconds while the page is looked at. */
export function useLoad() {
  const { client } = useHost();
  return useQuery({
    queryKey: ['engine.load'],
    queryFn: ({ signal }) => client.call('engine.load', {}, { signal }),
    refetchInterval: 3000,
    staleTime: 0,
    retry: false,
  });
}

export function useAppInfo() {
  const { client } = useHost();
  return useQuery({ queryKey: keys.appInfo, queryFn: ({ signal }) => client.call('app.info', {}, { signal }) });
}

/** The engines, their packages and the work on them. `lookAgain` asks anew which engines are there; rejects with AppError. */
export function useEngines() {
  const { client, cache, updates } = useHost();
  const query = useQuery(enginesQuery(client, updates));
  const lookAgain = useCallback(async () => {
    const found = await client.call('engine.overview', { again: true });
    cache.setQueryData(keys.engines, found);
  }, [client, cache]);
  return { ...query, lookAgain };
}

export function useStudies() {
  const { client, updates } = useHost();
  return useQuery(studiesQuery(client, updates));
}

/** The best result so far of a study in a few points; `ended`: its trials that ended, at the change of which it is read again. */
export function useSparkline(id: string, ended: number): readonly number[] {
  const { client } = useHost();
  const { data } = useQuery({
    queryKey: ['studies.sparklines', id, ended],
    queryFn: ({ signal }) => client.call('studies.sparklines', { ids: [id] }, { signal }),
    enabled: ended > 1,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  return data?.[0]?.values ?? [];
}

export function useStudy(id: string) {
  const { client, updates } = useHost();
  return useQuery(studyQuery(client, updates, id));
}

export function useTrials(id: string) {
  const { client, updates } = useHost();
  useFollow(id);
  return useQuery(trialsQuery(client, updates, id));
}

export function useTrial(id: string, number: number | null) {
  const { client } = useHost();
  useFollow(id);
  return useQuery({
    ...trialQuery(client, id, number ?? 0),
    enabled: number !== null,
    placeholderData: (previous) => previous,
  });
}

/** Several trials in full, in the order asked for; those that are not here yet are left out. */
export function useTrialDetails(id: string, numbers: readonly number[]) {
  const { client } = useHost();
  useFollow(id);
  return useQueries({ queries: numbers.map((number) => trialQuery(client, id, number)), combine: gathered });
}

function gathered(results: readonly { data?: TrialDetail | undefined; error: Error | null; isPending: boolean }[]) {
  return {
    details: results.flatMap(({ data }) => data ?? []),
    pending: results.some(({ isPending }) => isPending),
    error: results.find(({ error }) => error !== null)?.error ?? null,
  };
}

/** What was opened of the study's locked test part. */
export function useTestPart(id: string) {
  const { client } = useHost();
  useFollow(id);
  return useQuery(testPartQuery(client, id));
}

/** The named views of the study's pages, by name. */
export function useViews(id: string) {
  const { client, updates } = useHost();
  useFollow(id);
  return useQuery(viewsQuery(client, updates, id));
}

/** What the study's trials show together. */
export function useStudyAdvice(id: string) {
  const { client } = useHost();
  useFollow(id);
  return useQuery(studyAdviceQuery(client, id));
}

export function useProgress(id: string) {
  const { client, updates } = useHost();
  useFollow(id);
  return useQuery(progressQuery(client, updates, id));
}

const noCurves = new CurveStore(() => undefined);

/** The study's curves. The store is for charts (subscribe, draw); it is empty until `state` is ready. */
export function useCurves(id: string): {
  store: CurveStore;
  state: CurveState;
  error: Error | null;
  reload: () => void;
} {
  const { updates } = useHost();
  const [feed, setFeed] = useState<CurveFeed | null>(() => updates.openFeed(id));
  useEffect(() => {
    const held = updates.curves(id);
    setFeed(held.feed);
    return () => {
      setFeed(null);
      held.release();
    };
  }, [updates, id]);
  const state = useSyncExternalStore(
    useCallback((listener) => feed?.onState(listener) ?? (() => undefined), [feed]),
    () => feed?.state ?? 'loading',
  );
  return {
    store: feed?.store ?? noCurves,
    state,
    error: feed?.error ?? null,
    reload: () => feed?.reload(),
  };
}
