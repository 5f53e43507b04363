// Gives a study another name.
import { useEffect, useState } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import { useAction, useCall } from '../../../data/index.ts';
import { common, useHostText, useTexts } from '../../../i18n/index.ts';
import { Button, Dialog, TextField, toast, toastError } from '../../../ui/index.ts';
import { texts } from '../texts.ts';

export function RenameDialog({ study, onClose }: { study: StudySummary | null; onClose: () => void }) {
  const t = useTexts(texts);
  const say = useHostText();
  const tc = useTexts(common);
  const [name, setName] = useState('');
  const call = useCall();
  const { run, busy, error } = useAction('studies.rename');
  useEffect(() => setName(study?.name ?? ''), [study]);
  const empty = name.trim() === '';
  const save = async () => {
    if (!study || empty) return;
    const { id, name: before } = study;
    const next = name.trim();
    if (next !== before) {
      if (!(await run({ id, name: next }))) return;
      toast(t('renamedToast', { before, name: next }), {
        undo: () => void call('studies.rename', { id, name: before }).catch(toastError),
      });
    }
    onClose();
  };
  return (
    <Dialog
      open={study !== null}
      onClose={onClose}
      title={t('renameTitle')}
      actions={
        <>
          <Button onClick={onClose}>{tc('cancel')}</Button>
          <Button
            kind="primary"
            disabledReason={empty ? t('nameEmpty') : null}
            disabled={busy}
            onClick={() => void save()}
          >
            {t('renameSave')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={t('renameField')}
          value={name}
          maxLength={200}
          onChange={setName}
          error={empty ? t('nameEmpty') : error && say(error.message)}
        />
      </form>
    </Dialog>
  );
}
