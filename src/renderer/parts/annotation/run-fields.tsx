// Note and tags of one run. Takes the focus for the field that somebody asked for.
import { useEffect, useRef } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import { useTexts } from '../../i18n/index.ts';
import { tagFilter, useAnnotating, useSelection } from '../../state/index.ts';
import style from './annotation.module.css';
import { NoteField } from './note-field.tsx';
import { TagEditor } from './tag-editor.tsx';
import { texts } from './texts.ts';
import { useAnnotate, useKnownTags } from './use-annotate.ts';

/** `filters`: a press on a tag shows the runs that have it. */
export function RunFields({ trial, filters = false }: { trial: Trial; filters?: boolean }) {
  const t = useTexts(texts);
  const { studyId, number, note = '', tags = [] } = trial;
  const annotate = useAnnotate(studyId);
  const known = useKnownTags(studyId);
  const asked = useAnnotating((store) => store.field);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked === null) return;
    const field = useAnnotating.getState().take();
    root.current?.querySelector<HTMLElement>(field === 'note' ? 'textarea' : 'input')?.focus();
  }, [asked]);
  return (
    <div ref={root} className={style.fields}>
      <NoteField
        key={`note ${number}`}
        label={t('note')}
        value={note}
        save={(before, after, session) => annotate.note(number, before, after, session)}
      />
      <TagEditor
        key={`tags ${number}`}
        label={t('tags')}
        value={tags}
        known={known}
        save={(before, after) => annotate.tags(number, before, after)}
        onTag={filters ? (tag) => useSelection.getState().setFilterText(tagFilter(tag)) : undefined}
      />
    </div>
  );
}
