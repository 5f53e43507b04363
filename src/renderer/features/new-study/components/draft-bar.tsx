// The strip above the form: undo, redo, and what becomes of the draft.
import { useMemo } from 'react';
import { common, useTexts } from '../../../i18n/index.ts';
import { UndoRedo } from '../../../parts/index.ts';
import { type Command, useCommands } from '../../../state/index.ts';
import { Button, isMac, TextField, toast } from '../../../ui/index.ts';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { useDraftStore } from '../draft-store.ts';
import { setField } from '../model/draft.ts';
import { getIn } from '../model/json.ts';
import style from '../new-study.module.css';
import { texts } from '../texts.ts';

export function DraftBar() {
  const t = useTexts(texts);
  const c = useTexts(common);
  const { history, undo, redo, clear } = useDraftStore();
  const { draft, edit } = useDraft();
  const name = getIn(draft.file, ['name']);
  const nameError = useErrorAt(['name']);
  const canUndo = (history?.past.length ?? 0) > 0;
  const canRedo = (history?.future.length ?? 0) > 0;
  useCommands(
    useMemo(
      (): Command[] => [
        { id: 'draft.undo', name: c('undo'), group: t('page'), shortcut: 'Mod+Z', inFields: true, perform: undo },
        {
          id: 'draft.redo',
          name: c('redo'),
          group: t('page'),
          shortcut: isMac() ? 'Mod+Shift+Z' : 'Mod+Shift+Z|Mod+Y',
          inFields: true,
          perform: redo,
        },
      ],
      [t, c, undo, redo],
    ),
  );
  const discard = () => {
    const before = history;
    clear();
    toast(t('discarded'), {
      undo: () => useDraftStore.setState({ history: before }),
    });
  };
  return (
    <div className={style.bar}>
      <span className={style.barTitle}>{t('page')}</span>
      <TextField
        aria-label={t('name')}
        placeholder={t('name')}
        value={typeof name === 'string' ? name : ''}
        error={nameError}
        maxLength={200}
        className={style.name}
        onChange={(value) => edit('name', (at) => setField(at, ['name'], value === '' ? undefined : value))}
      />
      <span className="row end">
        <span className="small t2">{t('saved')}</span>
        <UndoRedo canUndo={canUndo} canRedo={canRedo} onUndo={undo} onRedo={redo} />
        <Button size="small" onClick={discard}>
          {t('discard')}
        </Button>
      </span>
    </div>
  );
}
