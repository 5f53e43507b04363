// Choices for a table or texts: the label, the task, how it is read, and the columns to learn from.
import { useTexts } from '../i18n/index.ts';
import { FilterChip, Select } from '../ui/index.ts';
import { Chosen } from './chosen.tsx';
import style from './data.module.css';
import { useDataEdit } from './data-edit.ts';
import { dataTexts } from './data-texts.ts';
import { setIn } from './json.ts';
import { excludedOf, readAsData, withToggledColumn } from './own-data.ts';
import type { SniffState } from './use-sniff.ts';

const delimiters = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'pipe'],
] as const;
const tasks = ['classification', 'regression', 'multilabel'] as const;
const unset = '__unset';
/** With more columns than this, chips are no help: the study file's "exclude" is. */
const mostChips = 60;

type Found = NonNullable<SniffState['found']>;

/** `chips`: columns are switched on and off here. */
export function OwnTable({ found, chips = true }: { found: Found; chips?: boolean }) {
  const t = useTexts(dataTexts);
  const { data, edit, replace, errorAt } = useDataEdit();
  const textError = errorAt(['data', 'text']);
  const delimiterError = errorAt(['data', 'delimiter']);
  const taskError = errorAt(['data', 'task']);
  const set = (field: string, value: string) =>
    edit(`data.${field}`, (at) => setIn(at, [field], value === unset ? undefined : value));
  const isText = data.source === 'text';
  const labels = Array.isArray(data.label) ? data.label : [data.label];
  const inputs = [...new Set(found.columns)].filter((name) => !labels.includes(name));
  const excluded = excludedOf(data);
  return (
    <>
      <div className={style.ownRow}>
        {found.source === 'csv' ? (
          <Chosen error={null}>
            <Select
              label={t('readAs')}
              value={isText ? 'text' : 'csv'}
              options={[
                { value: 'csv', label: t('readAs.csv') },
                { value: 'text', label: t('readAs.text') },
              ]}
              onChange={(value) =>
                replace('data.source', (at) => readAsData(at, value === 'text' ? 'text' : 'csv', found.columns))
              }
            />
          </Chosen>
        ) : null}
        {isText ? (
          <Chosen error={textError}>
            <Select
              label={t('textColumn')}
              value={typeof data.text === 'string' ? data.text : unset}
              options={inputs.map((name) => ({ value: name, label: name }))}
              onChange={(value) => set('text', value)}
            />
          </Chosen>
        ) : null}
        <LabelChoice columns={found.columns} />
        {found.source === 'csv' ? (
          <Chosen error={delimiterError}>
            <Select
              label={t('delimiter')}
              value={typeof data.delimiter === 'string' ? data.delimiter : unset}
              options={[
                { value: unset, label: t('delimiterAuto'), note: nameOf(found.delimiter, t) },
                ...delimiters.map(([value, name]) => ({ value: value as string, label: t(name) })),
              ]}
              onChange={(value) => set('delimiter', value)}
            />
          </Chosen>
        ) : null}
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
      {chips && !isText && !Array.isArray(data.features) && inputs.length <= mostChips ? (
        <fieldset className={style.inputs}>
          <legend>{t('inputs')}</legend>
          {inputs.map((name) => (
            <FilterChip
              key={name}
              on={!excluded.includes(name)}
              onClick={() => edit('data.exclude', (at) => withToggledColumn(at, name))}
            >
              {name}
            </FilterChip>
          ))}
        </fieldset>
      ) : null}
    </>
  );
}

/** One column; several that the study file names stay until one is chosen. */
function LabelChoice({ columns }: { columns: readonly string[] }) {
  const t = useTexts(dataTexts);
  const { data, edit, errorAt } = useDataEdit();
  const error = errorAt(['data', 'label']);
  const { label, text } = data;
  const value = Array.isArray(label) ? several : typeof label === 'string' ? label : unset;
  const names = [...new Set([...columns, ...(typeof label === 'string' ? [label] : [])])].filter(
    (name) => name !== text,
  );
  return (
    <Chosen error={error}>
      <Select
        label={t('label')}
        value={value}
        options={[
          ...(value === unset ? [{ value: unset, label: t('labelChoose') }] : []),
          ...(Array.isArray(label) ? [{ value: several, label: label.join(', ') }] : []),
          ...names.map((name) => ({ value: name, label: name })),
        ]}
        onChange={(name) => {
          if (name !== several) edit('data.label', (at) => setIn(at, ['label'], name));
        }}
      />
    </Chosen>
  );
}

const several = '__several';

function nameOf(
  delimiter: string | null | undefined,
  t: (key: 'comma' | 'semicolon' | 'tab' | 'pipe') => string,
): string {
  const known = delimiters.find(([value]) => value === delimiter);
  return known ? t(known[1]) : '';
}
