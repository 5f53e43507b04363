// Above the table: the filter that all pages of a study share, groups, and which columns there are.
import type { ReactNode, RefObject } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { FilterField, StateChips } from '../../../parts/index.ts';
import { Button, Check, type Column, Popover, Select } from '../../../ui/index.ts';
import { toggled } from '../arrangement.ts';
import type { ComparedTrial } from '../model.ts';
import { texts } from '../texts.ts';
import style from '../trials.module.css';
import { setGroup, setHidden, type TableView } from '../use-table-view.ts';
import { groupingTitle } from './group-head.tsx';

export function TableTools({
  view,
  trials,
  columns,
  inputRef,
  onResetColumns,
}: {
  view: TableView;
  trials: readonly Trial[];
  /** All that there are, also those that are hidden. */
  columns: readonly Column<ComparedTrial>[];
  inputRef: RefObject<HTMLInputElement | null>;
  onResetColumns: () => void;
}) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { known, by, all, hidden } = view;
  const nHidden = all.filter((id) => id !== 'number' && hidden.has(id)).length;
  return (
    <div className={style.tools}>
      <div className={style.filter}>
        <FilterField label={t('filterLabel')} placeholder={t('filter')} shortcut="/" inputRef={inputRef} />
      </div>
      <StateChips label={t('filterLabel')} trials={trials} />
      <span className="row end">
        <span className={style.grouped}>
          <span className="small t2" aria-hidden="true">
            {t('groupBy')}
          </span>
          <Select
            aria-label={t('groupBy')}
            value={by ?? ''}
            options={[
              { value: '', label: t('noGroups') },
              ...known.map((value) => ({ value, label: groupingTitle(value, t, language) })),
            ]}
            onChange={(value) => setGroup(value === '' ? null : value)}
          />
        </span>
        <Popover
          trigger={<Button size="small">{nHidden > 0 ? t('columnsHidden', { n: nHidden }) : t('columns')}</Button>}
          title={t('columns')}
          content={() => (
            <Chooser columns={columns} hidden={hidden}>
              <Button size="small" onClick={onResetColumns}>
                {t('resetColumns')}
              </Button>
            </Chooser>
          )}
        />
      </span>
    </div>
  );
}

function Chooser({
  columns,
  hidden,
  children,
}: {
  columns: readonly Column<ComparedTrial>[];
  hidden: ReadonlySet<string>;
  children: ReactNode;
}) {
  return (
    <>
      <div className={style.chooser}>
        {columns
          .filter(({ key }) => key !== 'number' && key !== 'actions')
          .map(({ key, head }) => (
            <Check key={key} checked={!hidden.has(key)} onChange={() => setHidden(toggled(hidden, key))}>
              {head}
            </Check>
          ))}
      </div>
      {children}
    </>
  );
}
