// The size that the images of a folder are brought to.
import { useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { TextField } from '../../../ui/index.ts';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { dataOf, setField } from '../model/draft.ts';
import { sizeOf } from '../model/own-data.ts';
import style from './data.module.css';
import { dataTexts } from './data-texts.ts';

export function OwnImages() {
  const t = useTexts(dataTexts);
  const { draft, edit } = useDraft();
  const { size } = dataOf(draft);
  const error = useErrorAt(['data', 'size']);
  const [entry, setEntry] = useState(Array.isArray(size) ? size.join(' × ') : '');
  const isWrong = entry.trim() !== '' && sizeOf(entry) === undefined;
  return (
    <div className={style.ownRow}>
      <TextField
        label={t('size')}
        hint={t('sizeHint')}
        placeholder={t('sizeAll')}
        value={entry}
        error={isWrong ? t('sizeWrong') : error}
        onChange={(value) => {
          setEntry(value);
          const read = sizeOf(value);
          if (read !== undefined || value.trim() === '')
            edit('data.size', (at) => setField(at, ['data', 'size'], read));
        }}
      />
    </div>
  );
}
