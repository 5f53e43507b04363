// What is inside the data: notes, columns with their types and gaps, first rows or pictures; or why they cannot be read.
import { useState } from 'react';
import type { ColumnProfile, DataProfile } from '#shared/contract/datasets.ts';
import style from '../../../data-view/data.module.css';
import { DataHead } from '../../../data-view/data-head.tsx';
import { Lengths, Words } from '../../../data-view/data-lengths.tsx';
import { dataTexts } from '../../../data-view/data-texts.ts';
import { rangeText } from '../../../data-view/range-text.ts';
import { isComplete } from '../../../data-view/use-profile.ts';
import { useHostText, useTexts } from '../../../i18n/index.ts';
import { Chip, Icon, ScrollTable, TickStrip } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import { dataOf } from '../model/draft.ts';
import type { JsonObject } from '../model/json.ts';

const shownColumns = 40;

export function DataInside() {
  const t = useTexts(dataTexts);
  const { draft, profile, profileBusy } = useDraft();
  if (profile) {
    const isSample = dataOf(draft).source === 'sample';
    return <Inside key={String(isSample)} data={dataOf(draft)} profile={profile} isSample={isSample} />;
  }
  if (profileBusy) return <TickStrip />;
  if (!isComplete(dataOf(draft))) return <p className={style.note}>{t('fillIn')}</p>;
  return <p className={style.note}>{t('notRead')}</p>;
}

function Inside({ data, profile, isSample }: { data: JsonObject; profile: DataProfile; isSample: boolean }) {
  const t = useTexts(dataTexts);
  const say = useHostText();
  const [open, setOpen] = useState(!isSample);
  const missing = profile.columns.reduce((sum, column) => sum + column.missing, 0);
  const isImage = profile.kind === 'image';
  return (
    <details className={style.inside} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="row">
        <Icon name="right" size={12} />
        <h3 className="label">{t('inside')}</h3>
        <span className="small t2 num">
          {t('rows', { n: profile.rows })} · {t('shape', { shape: profile.inputShape.join(' × ') })} ·{' '}
          {missing === 0 ? t('missingNone') : t('missingCells', { n: missing })}
        </span>
        <span className="small t3 mono end">{t('fingerprint', { hash: profile.fingerprint.slice(0, 10) })}</span>
      </summary>
      {open ? (
        <>
          {profile.notes.map((note) => (
            <p key={note} className="small t2">
              {say(note)}
            </p>
          ))}
          <Lengths profile={profile} />
          <Words profile={profile} />
          {isImage ? null : <Columns columns={profile.columns.slice(0, shownColumns)} label={profile.label} />}
          <DataHead of={data} />
        </>
      ) : null}
    </details>
  );
}

function Columns({ columns, label }: { columns: readonly ColumnProfile[]; label: string }) {
  const t = useTexts(dataTexts);
  return (
    <ScrollTable name={t('columns')}>
      <thead>
        <tr>
          <th scope="col">{t('column')}</th>
          <th scope="col">{t('type')}</th>
          <th scope="col" data-number>
            {t('missing')}
          </th>
          <th scope="col" data-number>
            {t('distinct')}
          </th>
          <th scope="col">{t('range')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => (
          <tr key={column.name}>
            <td>
              {column.name} {column.name === label ? <Chip tone="index">{t('isLabel')}</Chip> : null}
            </td>
            <td>{t(`type.${column.type}`)}</td>
            <td data-number>{column.missing}</td>
            <td data-number>{column.distinct ?? '–'}</td>
            <td className="t2 num">{rangeText(column)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
