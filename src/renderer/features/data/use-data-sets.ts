// The data sets of this machine, and how the list is changed.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { KnownDataset } from '#shared/contract/data-library.ts';
import { useHost } from '../../data/index.ts';

const key = ['datasets.known'];
/** Everything that was read of files. */
const readOfFiles = ['profile', 'datasets.preview', 'datasets.sniff', 'datasets.scan', 'datasets.checks'];

/** Asked anew whenever the page is opened, since files come and go without a word, and when another window has changed the list. */
export function useKnownData() {
  const { client, cache } = useHost();
  useEffect(() => {
    const refresh = () => void cache.invalidateQueries({ queryKey: key });
    const stops = [
      client.subscribe('datasets.changed', '', refresh, { onGap: refresh }),
      client.subscribe('studies.removed', '', refresh),
      client.subscribe('studies.changed', '', ({ id }) => {
        const known = cache.getQueryData<readonly KnownDataset[]>(key);
        if (known && !known.some(({ studies }) => studies.some((study) => study.id === id))) refresh();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, cache]);
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => client.call('datasets.known', {}, { signal }),
    refetchOnMount: 'always',
    retry: false,
  });
}

/** `refresh` asks for the list anew; `readAgain` also reads the files anew. */
export function useRefresh() {
  const { cache } = useHost();
  const refresh = useCallback(() => cache.invalidateQueries({ queryKey: key }), [cache]);
  const readAgain = useCallback(async () => {
    await Promise.all(readOfFiles.map((name) => cache.invalidateQueries({ queryKey: [name] })));
    await refresh();
  }, [cache, refresh]);
  return { refresh, readAgain };
}
