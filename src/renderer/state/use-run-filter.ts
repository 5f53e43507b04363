// The filter that all pages of a study share, as a test.
import { useMemo } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import { runFilter } from './run-filter.ts';
import { useSelection } from './selection.ts';

/** `filtered`: there is one. */
export function useRunFilter(): { readonly passes: (trial: Trial) => boolean; readonly filtered: boolean } {
  const text = useSelection((store) => store.filterText);
  const states = useSelection((store) => store.filterStates);
  const outside = useSelection((store) => store.outside);
  return useMemo(
    () => ({ passes: runFilter({ text, states, outside }), filtered: text !== '' || states.size > 0 }),
    [text, states, outside],
  );
}
