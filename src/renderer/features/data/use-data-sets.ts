// The data sets of this machine, and how the list is changed.
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useHost } from '../../data/index.ts';

const key = ['datasets.known'];
/** Everything that was read of files. */
const readOfFiles = ['profile', 'datasets.preview', 'datasets.sniff', 'datasets.scan', 'datasets.checks'];

/** Asked anew whenever the page is opened: files come and go without a word. */
export function useKnownData() {
  const { client } = useHost();
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
