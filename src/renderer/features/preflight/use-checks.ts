// The last report of a study's checks, and checks under way with their progress. Leaving the page cancels them.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CheckId, CheckResult } from '#shared/contract/checks.ts';
import { toAppError } from '#shared/errors.ts';
import { useHost } from '../../data/index.ts';

interface UnderWay {
  readonly results: readonly CheckResult[];
  readonly now: CheckId | null;
}

export function useChecks(studyId: string) {
  const { client, cache } = useHost();
  const key = ['checks', studyId];
  const known = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => client.call('checks.get', { studyId }, { signal }),
    // A start may have had the data checked, and the study may have changed.
    staleTime: 0,
  });
  const [underWay, setUnderWay] = useState<UnderWay | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const run = useCallback(async () => {
    if (abort.current !== null) return;
    const own = new AbortController();
    abort.current = own;
    setError(null);
    setUnderWay({ results: [], now: null });
    const stop = client.subscribe('checks.progressed', studyId, ({ result, next, scope }) => {
      if (scope !== 'all') return;
      setUnderWay((before) => ({
        results: result === null ? (before?.results ?? []) : [...(before?.results ?? []), result],
        now: next,
      }));
    });
    try {
      const report = await client.call('checks.run', { studyId, scope: 'all' }, { signal: own.signal });
      cache.setQueryData(['checks', studyId], { report, running: false });
    } catch (thrown) {
      if (!own.signal.aborted) setError(toAppError(thrown));
    } finally {
      stop();
      abort.current = null;
      setUnderWay(null);
    }
  }, [client, cache, studyId]);

  return {
    report: known.data?.report ?? null,
    loading: known.isPending,
    underWay,
    error: error ?? known.error,
    run,
    cancel: useCallback(() => abort.current?.abort(), []),
  };
}
