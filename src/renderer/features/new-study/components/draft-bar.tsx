// The strip above the form: undo, redo, and what becomes of the draft.
import { useMemo } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { type Command, useCommands } from '../../../state/index.ts';
import { Button, IconButton, isMac, toast } from '../../../ui/index.ts';
import { useDraftStore } from '../draft-store.ts';
import style from '../new-study.module.css';
import { texts } from '../texts.ts';

export function DraftBar() {
  const t = useTexts(texts);
  const { history, undo, redo, clear } = useDraftStore();
  const canUndo = (history?.past.length ?? 0) > 0;
  const canRedo = (history?.future.length ?? 0) > 0;
  useCommands(
    useMemo(
      (): Command[] => [
        { id: 'draft.undo', name: t('undo'), group: t('page'), shortcut: 'Mod+Z', inFields: true, perform: undo },
        {
          id: 'draft.redo',
          name: t('redo'),
          group: t('page'),
          shortcut: isMac() ? 'Mod+Shift+Z' : 'Mod+Shift+Z|Mod+Y',
          inFields: true,
          perform: redo,
        },
      ],
      [t, undo, redo],
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
      <span className="row end">
        <span className="small t2">{t('saved')}</span>
        <IconButton icon="undo" label={t('undo')} shortcut="Mod+Z" size="small" disabled={!canUndo} onClick={undo} />
        <IconButton
          icon="redo"
          label={t('redo')}
          shortcut="Mod+Shift+Z"
          size="small"
          disabled={!canRedo}
          onClick={redo}
        />
        <Button size="small" onClick={discard}>
          {t('discard')}
        </Button>
      </span>
    </div>
  );
}
