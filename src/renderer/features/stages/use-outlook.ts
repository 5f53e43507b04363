// The stages of a study and what the next one could be; asked again when a stage changes, and a moment after trials have ended.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useHost } from '../../data/index.ts';

/** Trials of a small study end many times a second; the host reads their curves for an answer. */
const pauseMs = 1000;

export function useOutlook(
  studyId: string,
  /** Changes whenever a trial has ended or the study's state changes. */
  version: string,
  { keepBest, margin }: { keepBest?: number | undefined; margin?: number | undefined },
) {
  const { client, cache } = useHost();
  const query = useQuery({
    queryKey: ['stages', studyId, keepBest ?? null, margin ?? null],
    queryFn: ({ signal }) => client.call('stages.outlook', { studyId, keepBest, margin }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  useEffect(() => {
    const again = () => void cache.invalidateQueries({ queryKey: ['stages', studyId] });
    return client.subscribe('stages.changed', studyId, again, { onGap: again });
  }, [client, cache, studyId]);
  const seen = useRef(version);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void cache.invalidateQueries({ queryKey: ['stages', studyId] });
    }, pauseMs);
  }, [version, cache, studyId]);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );
  return query;
}
