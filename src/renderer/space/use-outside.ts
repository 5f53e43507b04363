// Tells the selection which runs lie outside of the space that their study searches now, so that filters and chips know them.
import { useEffect } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import { useSelection } from '../state/index.ts';
import { spaceMark, useSpace } from './use-space.ts';

/** `study`: undefined as long as it is not read. Of a study whose space was never changed nothing is asked: none is outside. */
export function useOutside(study: StudySummary | undefined): void {
  const { id = '', spaceVersion } = study ?? {};
  const { data } = useSpace(id, study === undefined || spaceVersion === undefined ? null : spaceMark(study));
  const trials = spaceVersion === undefined ? undefined : data?.trials;
  const studyId = useSelection((store) => store.studyId);
  useEffect(() => {
    if (studyId !== id) return;
    const runs = (trials ?? []).flatMap(({ trial, outside }) => (outside === null ? [] : [trial]));
    useSelection.getState().setOutside(new Set(runs));
  }, [trials, studyId, id]);
}
