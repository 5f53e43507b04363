// The size that the images of a folder are brought to.
import { useState } from 'react';
import { useTexts } from '../i18n/index.ts';
import { TextField } from '../ui/index.ts';
import style from './data.module.css';
import { useDataEdit } from './data-edit.ts';
import { dataTexts } from './data-texts.ts';
import { sameJson, setIn } from './json.ts';
import { sizeOf } from './own-data.ts';

export function OwnImages() {
  const t = useTexts(dataTexts);
  const { data, edit, errorAt } = useDataEdit();
  const { size } = data;
  const error = errorAt(['data', 'size']);
  const given = Array.isArray(size) ? size.join(' × ') : '';
  const [typed, setTyped] = useState(given);
  const isWrong = typed.trim() !== '' && sizeOf(typed) === undefined;
  // What was typed stands while it is wrong or means the file's size; undo and the file's own text change what is shown.
  const entry = isWrong || sameJson(sizeOf(typed), size) ? typed : given;
  return (
    <div className={style.ownRow}>
      <TextField
        label={t('size')}
        hint={t('sizeHint')}
        placeholder={t('sizeAll')}
        value={entry}
        error={isWrong ? t('sizeWrong') : error}
        onChange={(value) => {
          setTyped(value);
          const read = sizeOf(value);
          if (read !== undefined || value.trim() === '') edit('data.size', (at) => setIn(at, ['size'], read));
        }}
      />
    </div>
  );
}
