// Note and tags of a study, from the list of studies: saved as they are written, and one press takes all of it back.
import { useRef } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import { useCall, useStudies } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button, Dialog, toast, toastError } from '../../ui/index.ts';
import style from './annotation.module.css';
import { NoteField } from './note-field.tsx';
import { usedTags } from './suggestions.ts';
import { TagEditor } from './tag-editor.tsx';
import { texts } from './texts.ts';

export function StudyAnnotationDialog({ study, onClose }: { study: StudySummary; onClose: () => void }) {
  const t = useTexts(texts);
  const call = useCall();
  const { data: studies } = useStudies();
  const { id, name } = study;
  const begun = useRef({ note: study.note ?? '', tags: study.tags ?? [] });
  const changed = useRef(false);
  const known = usedTags((studies ?? []).map(({ tags }) => tags));
  const set = async (change: { note?: string; tags?: string[] }) => {
    await call('studies.annotate', { id, ...change });
    changed.current = true;
  };
  const close = () => {
    onClose();
    // The note may still be on its way: what was typed last is saved when the field goes.
    setTimeout(() => {
      if (!changed.current) return;
      toast(t('studyToast', { name }), {
        undo: () => void call('studies.annotate', { id, ...begun.current }).catch(toastError),
      });
    }, 300);
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t('studyTitle', { name })}
      actions={
        <Button kind="primary" onClick={close}>
          {t('done')}
        </Button>
      }
    >
      <div className={style.fields}>
        <NoteField label={t('note')} value={study.note ?? ''} save={(_, note) => set({ note })} />
        <TagEditor
          label={t('tags')}
          value={study.tags ?? []}
          known={known}
          save={(_, tags) => set({ tags: [...tags] })}
        />
      </div>
    </Dialog>
  );
}
