// The sample studies, as they come.
import { useMemo } from 'react';
import type { SampleStudy } from '#shared/contract/app.ts';
import { useRead } from '../../data/index.ts';
import type { SampleFiles } from './model/draft.ts';

/** Those that have arrived. */
export function useSampleStudies(): SampleFiles {
  const digits = useFile('digits');
  const vowels = useFile('vowels');
  const sentences = useFile('sentences');
  return useMemo(() => {
    const files = Object.entries({ digits, vowels, sentences });
    return Object.fromEntries(files.flatMap(([name, file]) => (file === undefined ? [] : [[name, file]])));
  }, [digits, vowels, sentences]);
}

function useFile(name: SampleStudy) {
  return useRead('app.sampleStudy', { name }).data?.file;
}
