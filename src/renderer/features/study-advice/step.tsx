// The one press that brings a change about: the dialog of a new stage, or the draft of a new study.
import type { StudyChange } from '#shared/contract/advice.ts';
import { useTexts } from '../../i18n/index.ts';
import { changeOfAdvice, hashOfDraft, useStageDraft } from '../../state/index.ts';
import { Button } from '../../ui/index.ts';
import { stageOfChange } from './model.ts';
import { texts } from './texts.ts';

/** `about`: of what it is the step, where several stand below each other. */
export function Step({ studyId, change, about }: { studyId: string; change: StudyChange; about: string }) {
  const t = useTexts(texts);
  const stage = stageOfChange(change);
  const inDraft = changeOfAdvice(change);
  return (
    <>
      {stage === null ? null : (
        <p>
          <Button size="small" title={about} onClick={() => useStageDraft.getState().open({ studyId, ...stage })}>
            {t('stage')}
          </Button>
        </p>
      )}
      {inDraft === null ? null : (
        <p>
          <Button
            size="small"
            title={about}
            onClick={() => {
              location.hash = hashOfDraft(studyId, inDraft);
            }}
          >
            {t('newStudy')}
          </Button>
        </p>
      )}
    </>
  );
}
