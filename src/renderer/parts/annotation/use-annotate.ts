// Writes notes and tags of a study's runs, so that they can be taken back.
import { useMemo } from 'react';
import { useCall, useStudy, useTrials } from '../../data/index.ts';
import { useStudyEdits } from '../../state/index.ts';
import { usedTags } from './suggestions.ts';

export interface Annotate {
  /** Rejects with a sentence. Edits of one session are one step back. */
  note(number: number, before: string, after: string, session: number): Promise<void>;
  tags(number: number, before: readonly string[], after: readonly string[]): Promise<void>;
}

export function useAnnotate(studyId: string): Annotate {
  const call = useCall();
  return useMemo(() => {
    const { add } = useStudyEdits.getState();
    return {
      async note(number, before, after, session) {
        await call('trials.annotate', { studyId, number, note: after });
        add(studyId, [{ key: `note ${number}`, before, after }], `note ${number} ${session}`);
      },
      async tags(number, before, after) {
        await call('trials.annotate', { studyId, number, tags: [...after] });
        add(studyId, [{ key: `tags ${number}`, before, after }]);
      },
    };
  }, [call, studyId]);
}

/** Tags that the study and its runs have, the most used first. */
export function useKnownTags(studyId: string): readonly string[] {
  const { data: trials } = useTrials(studyId);
  const { data: study } = useStudy(studyId);
  const own = study?.summary.tags;
  return useMemo(() => usedTags([own, ...(trials ?? []).map(({ tags }) => tags)]), [trials, own]);
}
