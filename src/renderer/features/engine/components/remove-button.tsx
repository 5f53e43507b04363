// Removing a package, or what an unfinished download has left. It cannot be taken back without the network, so it asks.
import { useState } from 'react';
import type { EnginePackage } from '#shared/contract/engine.ts';
import { useAction } from '../../../data/index.ts';
import { bytesText, useTexts } from '../../../i18n/index.ts';
import { Button, Dialog, toastError } from '../../../ui/index.ts';
import { texts } from '../texts.ts';
import { useHandOver } from '../use-hand-over.ts';

export function RemoveButton({ own, off }: { own: EnginePackage; off: string | null }) {
  const t = useTexts(texts);
  const [asking, setAsking] = useState(false);
  const { run, busy } = useAction('engine.remove', toastError);
  const ref = useHandOver<HTMLButtonElement>();
  const { name, installed, downloadedBytes } = own;
  const size = bytesText((installed?.bytes ?? 0) + downloadedBytes);
  const verb = t(installed ? 'remove' : 'deleteDownload');
  const remove = async () => {
    await run({ name });
    setAsking(false);
  };
  return (
    <>
      <Button
        ref={ref}
        kind="destructive"
        aria-label={`${verb}: ${name}`}
        disabledReason={off}
        onClick={() => setAsking(true)}
      >
        {verb}
      </Button>
      <Dialog
        open={asking}
        onClose={() => !busy && setAsking(false)}
        title={t(installed ? 'removeTitle' : 'deleteTitle', { name })}
        actions={
          <>
            <Button disabled={busy} onClick={() => setAsking(false)}>
              {t('keep')}
            </Button>
            <Button kind="destructive" busy={busy ? t('removing') : null} onClick={() => void remove()}>
              {verb}
            </Button>
          </>
        }
      >
        {t(installed ? `removeText.${name}` : 'deleteText', { size })}
      </Dialog>
    </>
  );
}
