// All views of the study: opened, renamed in place, deleted.
import { useEffect, useRef, useState } from 'react';
import { maxViewName, type SavedView } from '#shared/contract/views.ts';
import { useHostText, useTexts } from '../../../i18n/index.ts';
import { Button, Dialog, IconButton, TextField } from '../../../ui/index.ts';
import { texts } from '../texts.ts';
import { type useViewActions, viewNamed } from '../use-view-actions.ts';
import style from '../views.module.css';

type Actions = ReturnType<typeof useViewActions>;

export function ManageDialog({
  views,
  actions,
  onClose,
}: {
  views: readonly SavedView[];
  actions: Actions;
  onClose: () => void;
}) {
  const t = useTexts(texts);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('manageTitle')}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('done')}
        </Button>
      }
    >
      {views.length === 0 ? <p className="t2">{t('none')}</p> : null}
      <ul className={style.list}>
        {views.map((view) => (
          <Row
            // A name that differs in case only is the same view.
            key={view.name.toLowerCase()}
            view={view}
            views={views}
            actions={actions}
            onOpen={() => {
              onClose();
              actions.open(view);
            }}
          />
        ))}
      </ul>
    </Dialog>
  );
}

function Row({
  view,
  views,
  actions,
  onOpen,
}: {
  view: SavedView;
  views: readonly SavedView[];
  actions: Actions;
  onOpen: () => void;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const [name, setName] = useState(view.name);
  const [error, setError] = useState<string | null>(null);
  /** Enter and leaving the field ask once. */
  const asked = useRef(view.name);
  useEffect(() => {
    asked.current = view.name;
    setName(view.name);
  }, [view.name]);
  const other = viewNamed(views, name);
  const problem =
    name.trim() === ''
      ? t('nameEmpty')
      : other && other !== view
        ? t('taken', { name: other.name })
        : error && say(error);
  const apply = () => {
    const to = name.trim();
    if (problem !== null || to === asked.current) return;
    asked.current = to;
    actions.rename(view, to).catch((thrown: unknown) => {
      asked.current = view.name;
      setError(thrown instanceof Error ? thrown.message : String(thrown));
    });
  };
  return (
    <li className={style.row}>
      <TextField
        aria-label={t('rename', { name: view.name })}
        value={name}
        maxLength={maxViewName}
        error={problem}
        onChange={(next) => {
          setName(next);
          setError(null);
        }}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply();
          if (event.key === 'Escape' && name !== view.name) {
            event.stopPropagation();
            setName(view.name);
          }
        }}
      />
      <span className="small t2">{t(`tab.${view.content.tab}`)}</span>
      <Button size="small" aria-label={t('openNamed', { name: view.name })} onClick={onOpen}>
        {t('openIt')}
      </Button>
      <IconButton icon="trash" label={t('delete', { name: view.name })} onClick={() => actions.remove(view)} />
    </li>
  );
}
