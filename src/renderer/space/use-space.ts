// The space of a study with its versions and how its trials lie in it: asked again when it changes and a moment after trials were added.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import { useHost } from '../data/index.ts';

/** Trials of a small study come many times a second, and letters of a number are typed one after the other. */
const pauseMs = 300;

/** Changes whenever the space, the stage or the number of trials does. */
export function spaceMark({ spaceVersion = 1, stage, state, counts }: StudySummary): string {
  const trials = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${spaceVersion} ${stage?.name ?? ''} ${state} ${trials}`;
}

/** `mark`: spaceMark of the study; null: it is not wanted. */
export function useSpace(id: string, mark: string | null) {
  const { client } = useHost();
  return useQuery({
    queryKey: ['studies.space', id, useSettled(mark)],
    queryFn: ({ signal }) => client.call('studies.space', { id }, { signal }),
    enabled: mark !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** The value once it has not changed for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
