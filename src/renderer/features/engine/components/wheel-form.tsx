// Installing from a wheel that is on this computer already. The page cannot see where a chosen file lies, so its path is typed or pasted.
import { useState } from 'react';
import type { EnginePackageName } from '#shared/contract/engine.ts';
import { useAction } from '../../../data/index.ts';
import { common, useHostText, useTexts } from '../../../i18n/index.ts';
import { Button, TextField } from '../../../ui/index.ts';
import style from '../engine.module.css';
import { cleanPath } from '../model.ts';
import { texts } from '../texts.ts';

export function WheelForm({
  name,
  cuda,
  off,
  onClose,
}: {
  name: EnginePackageName;
  cuda: boolean;
  /** Why nothing can be installed now. */
  off: string | null;
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const tc = useTexts(common);
  const [path, setPath] = useState('');
  const { run, busy, error } = useAction('engine.install');
  const from = cleanPath(path);
  const reason = off ?? (from === '' ? t('wheelEmpty') : null);
  const install = async () => {
    if (reason === null && !busy && (await run({ name, cuda, from }))) onClose();
  };
  return (
    <form
      className={style.wheel}
      onSubmit={(event) => {
        event.preventDefault();
        void install();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <TextField
        autoFocus
        className={style.wheelPath}
        label={t('wheelField')}
        hint={t(cuda ? 'wheelHintCuda' : 'wheelHint')}
        value={path}
        onChange={setPath}
        error={error && say(error.message)}
      />
      <span className="row">
        <Button kind="primary" disabledReason={reason} disabled={busy} onClick={() => void install()}>
          {t('installFile')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {tc('close')}
        </Button>
      </span>
    </form>
  );
}
