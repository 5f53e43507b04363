// Gives the view that is shown a name; an existing name is replaced only when the button says so.
import { useState } from 'react';
import { maxViewName, maxViews, type SavedView } from '#shared/contract/views.ts';
import { common, useHostText, useTexts } from '../../../i18n/index.ts';
import { Button, Dialog, TextField } from '../../../ui/index.ts';
import { texts } from '../texts.ts';
import { viewNamed } from '../use-view-actions.ts';
import style from '../views.module.css';

export function SaveDialog({
  views,
  save,
  onClose,
}: {
  views: readonly SavedView[];
  save: (name: string, known: SavedView | undefined) => Promise<void>;
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const c = useTexts(common);
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const known = viewNamed(views, name);
  const reason =
    name.trim() === ''
      ? t('nameEmpty')
      : known === undefined && views.length >= maxViews
        ? t('full', { n: maxViews })
        : null;
  const apply = async () => {
    if (reason !== null || busy) return;
    setBusy(true);
    try {
      await save(name.trim(), known);
      onClose();
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('saveTitle')}
      actions={
        <>
          <Button onClick={onClose}>{c('cancel')}</Button>
          <Button kind="primary" disabledReason={reason} disabled={busy} onClick={() => void apply()}>
            {t(known ? 'replace' : 'save')}
          </Button>
        </>
      }
    >
      <form
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <p className="t2">{t('saveText')}</p>
        <TextField
          label={t('name')}
          value={name}
          maxLength={maxViewName}
          onChange={(next) => {
            setName(next);
            setError(null);
          }}
          error={(error && say(error)) ?? (name.trim() !== '' && known === undefined ? reason : null)}
          hint={known ? t('replaces', { name: known.name }) : null}
        />
      </form>
    </Dialog>
  );
}
