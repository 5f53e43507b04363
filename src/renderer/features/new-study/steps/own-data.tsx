// The user's own file: its path, and what a look at it lets one choose.
import { type ReactNode, useEffect } from 'react';
import { useAppInfo } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { FilterChip, Select, TextField } from '../../../ui/index.ts';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { applySniff, dataOf, excludedOf, nameAfterData, setField, toggleColumn } from '../model/draft.ts';
import { texts } from '../texts.ts';
import style from './data.module.css';
import { dataTexts } from './data-texts.ts';

const delimiters = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'pipe'],
] as const;
const tasks = ['classification', 'regression'] as const;
const unset = '__unset';
/** With more columns than this, chips are no help: the study file's "exclude" is. */
const mostChips = 60;

export function OwnData() {
  const t = useTexts(dataTexts);
  const tp = useTexts(texts);
  const { draft, edit, sniff } = useDraft();
  const { data: info } = useAppInfo();
  const data = dataOf(draft);
  const path = typeof data.path === 'string' ? data.path : '';
  const { found } = sniff;
  useEffect(() => {
    if (!found || found.source === 'unknown') return;
    const name = tp('firstSweep', { name: stemOf(path) });
    edit('data.sniff', (at) => nameAfterData(applySniff(at, found), name));
  }, [found, edit, tp, path]);

  const pathError = useErrorAt(['data', 'path']);
  const labelError = useErrorAt(['data', 'label']);
  const delimiterError = useErrorAt(['data', 'delimiter']);
  const taskError = useErrorAt(['data', 'task']);
  const set = (field: string, value: string) =>
    edit(`data.${field}`, (at) => setField(at, ['data', field], value === unset ? undefined : value));
  const label = typeof data.label === 'string' ? data.label : unset;
  const columns = found?.columns ?? [];
  const inputs = [...new Set(columns)].filter((name) => name !== label);
  const excluded = excludedOf(data);

  return (
    <div className={style.ownForm}>
      <TextField
        label={t('path')}
        value={path}
        error={path === '' ? null : pathError}
        hint={
          sniff.busy
            ? t('looking')
            : found?.source === 'csv'
              ? t('sniffed', { source: 'CSV', n: found.columns.length })
              : found?.source === 'idx'
                ? t('sniffedIdx')
                : t('pathHint', { dir: info?.dataDir ?? '…' })
        }
        className={style.path}
        onChange={(value) => edit('data.path', (at) => setField(at, ['data', 'path'], value))}
      />
      {found?.source === 'csv' ? (
        <div className={style.ownRow}>
          <Chosen error={labelError}>
            <Select
              label={t('label')}
              value={label}
              options={[
                ...(label === unset ? [{ value: unset, label: t('labelChoose') }] : []),
                ...[...new Set([...columns, ...(label === unset ? [] : [label])])].map((name) => ({
                  value: name,
                  label: name,
                })),
              ]}
              onChange={(value) => set('label', value)}
            />
          </Chosen>
          <Chosen error={delimiterError}>
            <Select
              label={t('delimiter')}
              value={typeof data.delimiter === 'string' ? data.delimiter : unset}
              options={[
                { value: unset, label: t('delimiterAuto'), note: nameOf(found?.delimiter, t) },
                ...delimiters.map(([value, name]) => ({ value: value as string, label: t(name) })),
              ]}
              onChange={(value) => set('delimiter', value)}
            />
          </Chosen>
          <Chosen error={taskError}>
            <Select
              label={t('task')}
              value={typeof data.task === 'string' ? data.task : unset}
              options={[
                { value: unset, label: t('taskAuto') },
                ...tasks.map((value) => ({ value: value as string, label: t(value) })),
              ]}
              onChange={(value) => set('task', value)}
            />
          </Chosen>
        </div>
      ) : null}
      {found?.source === 'csv' && !Array.isArray(data.features) && inputs.length <= mostChips ? (
        <fieldset className={style.inputs}>
          <legend>{t('inputs')}</legend>
          {inputs.map((name) => (
            <FilterChip
              key={name}
              on={!excluded.includes(name)}
              onClick={() => edit('data.exclude', (at) => toggleColumn(at, name))}
            >
              {name}
            </FilterChip>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}

/** The file's or the folder's own name, without its ending. */
function stemOf(path: string): string {
  const last =
    path
      .trim()
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) ?? '';
  return last.replace(/\.[^.]+$/, '') || last;
}

function nameOf(
  delimiter: string | null | undefined,
  t: (key: 'comma' | 'semicolon' | 'tab' | 'pipe') => string,
): string {
  const known = delimiters.find(([value]) => value === delimiter);
  return known ? t(known[1]) : '';
}

function Chosen({ error, children }: { error: string | null; children: ReactNode }) {
  return (
    <span className={style.chosenField}>
      {children}
      {error ? (
        <span role="alert" className="bad small">
          {error}
        </span>
      ) : null}
    </span>
  );
}
