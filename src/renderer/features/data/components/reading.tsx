// How a file is read: its encoding, separator and header, what stands for no value, or which arrays hold what.
import { useState } from 'react';
import { useDataEdit } from '../../../data-view/data-edit.ts';
import { setIn } from '../../../data-view/json.ts';
import { OwnArrays } from '../../../data-view/own-arrays.tsx';
import { OwnImages } from '../../../data-view/own-images.tsx';
import { OwnTable } from '../../../data-view/own-table.tsx';
import { useTexts } from '../../../i18n/index.ts';
import { Switch, TextField } from '../../../ui/index.ts';
import style from '../data-page.module.css';
import { missingOf, missingText } from '../model.ts';
import { texts } from '../texts.ts';
import { Section } from './section.tsx';

export function Reading() {
  const t = useTexts(texts);
  const { data, edit, sniff, errorAt } = useDataEdit();
  const { found } = sniff;
  const given = missingText(data);
  const [typed, setTyped] = useState(given);
  const entry = (missingOf(typed) ?? []).join() === (missingOf(given) ?? []).join() ? typed : given;
  if (data.source === 'sample' || found === null || found.source === 'unknown' || found.source === 'idx') return null;
  const isText = found.source === 'csv';
  return (
    <Section title={t('reading')} context={found.encoding ? t('encoding', { name: found.encoding }) : undefined}>
      {isText || found.source === 'parquet' ? <OwnTable found={found} chips={false} /> : null}
      {found.source === 'npz' || found.source === 'npy' ? <OwnArrays found={found} /> : null}
      {found.source === 'image-folder' ? <OwnImages /> : null}
      {isText ? (
        <div className={style.fields}>
          <Switch
            checked={data.header !== false}
            onChange={(on) => edit('data.header', (at) => setIn(at, ['header'], on ? undefined : false))}
          >
            {t('header')}
          </Switch>
          <TextField
            label={t('missing')}
            hint={t('missingHint')}
            placeholder="NA, NaN, ?"
            value={entry}
            error={errorAt(['data', 'missing'])}
            onChange={(text) => {
              setTyped(text);
              edit('data.missing', (at) => setIn(at, ['missing'], missingOf(text)));
            }}
          />
        </div>
      ) : null}
    </Section>
  );
}
