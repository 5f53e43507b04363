// What a panel draws, as a file or on the clipboard.
import { csvText, tabText } from '#shared/csv.ts';
import { useTexts } from '../../../i18n/index.ts';
import { copyText } from '../../../ui/copy-text.ts';
import { IconButton, Menu } from '../../../ui/index.ts';
import { fileSlug, saveText } from '../../../ui/save-text.ts';
import type { Table } from '../model/tables.ts';
import { useSubject } from '../subject.ts';
import { texts } from '../texts.ts';

/** `name`: of the file, after the study's; `table`: made when it is asked for, null while there is nothing to save. */
export function TableMenu({ panel, name, table }: { panel: string; name: string; table: (() => Table) | null }) {
  const t = useTexts(texts);
  const { study } = useSubject();
  const copy = async () => {
    if (table === null) return;
    // Spreadsheets put tabs into cells.
    await copyText(tabText(table()), t('copied', { panel }), t('copyFailed'));
  };
  return (
    <Menu
      trigger={<IconButton icon="more" size="small" label={t('saveMenu', { panel })} />}
      entries={[
        {
          ...{ id: 'csv', label: t('saveCsv'), icon: 'export', disabled: table === null },
          perform: () => {
            if (table !== null) saveText(`${fileSlug(study.summary.name)}-${name}.csv`, 'text/csv', csvText(table()));
          },
        },
        {
          ...{ id: 'copy', label: t('copyTable'), icon: 'copy', disabled: table === null },
          perform: () => void copy(),
        },
      ]}
    />
  );
}
