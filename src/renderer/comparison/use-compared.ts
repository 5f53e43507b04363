// Puts a run among those that are compared, or takes it out, from wherever runs are shown.
import { useCallback } from 'react';
import { useTexts } from '../i18n/index.ts';
import { hashOf, maxCompared, useSelection, withCompared, writeCompared } from '../state/index.ts';
import { toast, toastError } from '../ui/index.ts';
import { texts } from './texts.ts';

/** Address of the Compare page with these runs, the first as the reference; without any it shows those chosen before. */
export function compareHref(studyId: string, runs: readonly number[] = []): string {
  return hashOf({ page: 'study', id: studyId, tab: 'compare' }, { runs: writeCompared(runs) });
}

/** Says what it did, and of a ninth run why not. */
export function useToggleCompared(studyId: string): (run: number) => void {
  const t = useTexts(texts);
  return useCallback(
    (run) => {
      const { compared, setCompared } = useSelection.getState();
      const number = String(run);
      if (compared.includes(run)) {
        setCompared(compared.filter((one) => one !== run));
        toast(t('removed', { number }), { undo: () => setCompared(compared) });
        return;
      }
      const next = withCompared(compared, run);
      if (next === null) {
        toastError(new Error(t('full', { n: maxCompared })));
        return;
      }
      setCompared(next);
      toast(t('added', { number, n: next.length }), {
        undo: () => {
          location.hash = compareHref(studyId, next);
        },
        actionLabel: t('show'),
      });
    },
    [t, studyId],
  );
}
