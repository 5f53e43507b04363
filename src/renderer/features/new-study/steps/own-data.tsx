// The user's own data: their path, and what a look at them lets one choose.
import { useEffect } from 'react';
import { useAppInfo } from '../../../data/index.ts';
import style from '../../../data-view/data.module.css';
import { dataTexts } from '../../../data-view/data-texts.ts';
import { OwnArrays } from '../../../data-view/own-arrays.tsx';
import { stemOf } from '../../../data-view/own-data.ts';
import { OwnImages } from '../../../data-view/own-images.tsx';
import { OwnTable } from '../../../data-view/own-table.tsx';
import { useTexts } from '../../../i18n/index.ts';
import { TextField } from '../../../ui/index.ts';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { dataOf, nameAfterData } from '../model/draft.ts';
import { applySniff, pathFieldOf, pathOf, setPath } from '../model/own-data.ts';
import { texts } from '../texts.ts';

export function OwnData() {
  const tp = useTexts(texts);
  const { draft, edit, sniff } = useDraft();
  const data = dataOf(draft);
  const path = pathOf(data);
  const { found } = sniff;
  useEffect(() => {
    if (!found || found.source === 'unknown') return;
    const name = tp('firstSweep', { name: stemOf(path) });
    edit('data.sniff', (at) => nameAfterData(applySniff(at, found), name));
  }, [found, edit, tp, path]);
  return (
    <div className={style.ownForm}>
      <PathField path={path} />
      {found?.source === 'csv' || found?.source === 'parquet' ? <OwnTable found={found} /> : null}
      {found?.source === 'npz' || found?.source === 'npy' ? <OwnArrays found={found} /> : null}
      {found?.source === 'image-folder' ? <OwnImages /> : null}
    </div>
  );
}

function PathField({ path }: { path: string }) {
  const t = useTexts(dataTexts);
  const { draft, edit, sniff } = useDraft();
  const { data: info } = useAppInfo();
  const error = useErrorAt(pathFieldOf(dataOf(draft)).split('.'));
  const { found, busy } = sniff;
  const hint = () => {
    if (busy) return t('looking');
    switch (found?.source) {
      case 'csv':
        return t('sniffed', { source: 'CSV', n: found.columns.length });
      case 'parquet':
        return t('sniffed', { source: 'Parquet', n: found.columns.length });
      case 'npz':
        return t('sniffedNpz', { n: found.columns.length });
      case 'npy':
        return t('sniffedNpy');
      case 'idx':
        return t('sniffedIdx');
      case 'image-folder':
        return t('sniffedImages');
      default:
        return t('pathHint', { dir: info?.dataDir ?? '…' });
    }
  };
  return (
    <TextField
      label={t('path')}
      value={path}
      error={path === '' ? null : error}
      hint={hint()}
      className={style.path}
      onChange={(value) => edit('data.path', (at) => setPath(at, value))}
    />
  );
}
