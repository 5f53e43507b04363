// Changes the space of a study as a version of its own.
import { useCallback, useState } from 'react';
import type { StudySpace } from '#shared/contract/space.ts';
import { useCall, useHost } from '../data/index.ts';
import { toastError } from '../ui/index.ts';

interface SpaceEditWanted {
  readonly settings: StudySpace['settings'];
  readonly constraints: readonly string[];
  /** The version that it was made from: refused where another is in force by then. */
  readonly baseVersion: number;
}

/** `edit` tells a refusal itself, and `onDone` hears the number of the version made. */
export function useEditSpace(id: string): {
  busy: boolean;
  edit: (wanted: SpaceEditWanted, onDone: (version: number) => void) => void;
} {
  const call = useCall();
  const { cache } = useHost();
  const [busy, setBusy] = useState(false);
  const edit = useCallback(
    ({ settings, constraints, baseVersion }: SpaceEditWanted, onDone: (version: number) => void) => {
      const send = async () => {
        try {
          const wanted = { id, settings: { ...settings }, constraints: [...constraints], baseVersion };
          onDone((await call('studies.editSpace', wanted)).version);
        } catch (error) {
          toastError(error);
        }
        // Also after a refusal: it may have been changed meanwhile.
        await cache.invalidateQueries({ queryKey: ['studies.space', id] });
        setBusy(false);
      };
      setBusy(true);
      void send();
    },
    [call, cache, id],
  );
  return { busy, edit };
}
