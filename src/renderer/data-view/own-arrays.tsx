// Choices for NumPy arrays: which hold the inputs and the labels, and what a row is.
import { useTexts } from '../i18n/index.ts';
import { Select, TextField } from '../ui/index.ts';
import { Chosen } from './chosen.tsx';
import style from './data.module.css';
import { useDataEdit } from './data-edit.ts';
import { dataTexts } from './data-texts.ts';
import { setIn } from './json.ts';
import type { SniffState } from './use-sniff.ts';

const kinds = ['table', 'image', 'sequence'] as const;
const tasks = ['classification', 'regression', 'multilabel'] as const;
const unset = '__unset';

export function OwnArrays({ found }: { found: NonNullable<SniffState['found']> }) {
  const t = useTexts(dataTexts);
  const { data, edit, errorAt } = useDataEdit();
  const yError = errorAt(['data', 'y']);
  const xError = errorAt(['data', 'x']);
  const kindError = errorAt(['data', 'kind']);
  const taskError = errorAt(['data', 'task']);
  const set = (field: string, value: string) =>
    edit(`data.${field}`, (at) => setIn(at, [field], value === unset || value === '' ? undefined : value));
  const chosen = (field: string) => (typeof data[field] === 'string' ? (data[field] as string) : unset);
  const arrays = [{ value: unset, label: t('byName') }, ...found.columns.map((name) => ({ value: name, label: name }))];
  return (
    <>
      {found.source === 'npy' ? (
        <TextField
          label={t('labelsFile')}
          value={typeof data.y === 'string' ? data.y : ''}
          error={yError}
          className={style.path}
          onChange={(value) => set('y', value)}
        />
      ) : null}
      <div className={style.ownRow}>
        {found.source === 'npz' ? (
          <>
            <Chosen error={xError}>
              <Select
                label={t('inputsArray')}
                value={chosen('x')}
                options={arrays}
                onChange={(value) => set('x', value)}
              />
            </Chosen>
            <Chosen error={yError}>
              <Select
                label={t('labelsArray')}
                value={chosen('y')}
                options={arrays}
                onChange={(value) => set('y', value)}
              />
            </Chosen>
          </>
        ) : null}
        <Chosen error={kindError}>
          <Select
            label={t('rowKind')}
            value={chosen('kind')}
            options={[
              { value: unset, label: t('byShape') },
              ...kinds.map((value) => ({ value: value as string, label: t(`kind.${value}`) })),
            ]}
            onChange={(value) => set('kind', value)}
          />
        </Chosen>
        <Chosen error={taskError}>
          <Select
            label={t('task')}
            value={chosen('task')}
            options={[
              { value: unset, label: t('taskAuto') },
              ...tasks.map((value) => ({ value: value as string, label: t(value) })),
            ]}
            onChange={(value) => set('task', value)}
          />
        </Chosen>
      </div>
    </>
  );
}
