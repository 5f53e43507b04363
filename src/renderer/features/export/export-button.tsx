// The button, the command and the dialog that export a study's best configuration; one element for a study's action bar.
import { useMemo, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { type Command, useCommands } from '../../state/index.ts';
import { Button } from '../../ui/index.ts';
import { ExportDialog } from './export-dialog.tsx';
import { texts } from './texts.ts';

export function ExportButton({ studyId }: { studyId: string }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  useCommands(
    useMemo(
      (): Command[] => [
        {
          id: 'study.export',
          name: t('title'),
          group: t('group'),
          shortcut: 'Mod+E',
          perform: () => setOpen(true),
        },
      ],
      [t],
    ),
  );
  return (
    <>
      <Button size="small" icon="export" onClick={() => setOpen(true)}>
        {t('button')}
      </Button>
      <ExportDialog studyId={studyId} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
