// Menus and widths of the table's columns.
import { useMemo } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { replaceQuery } from '../../state/index.ts';
import type { ColumnTools, MenuEntry } from '../../ui/index.ts';
import { toggled } from './arrangement.ts';
import { useColumnWidths } from './column-widths.ts';
import { type ColumnId, writeSort } from './model.ts';
import { texts } from './texts.ts';
import { setGroup, setHidden, setPinned, type TableView } from './use-table-view.ts';

export function useColumnTools(view: TableView): ColumnTools {
  const t = useTexts(texts);
  const widths = useColumnWidths((store) => store.widths);
  const { pinned, hidden, sort, known, by } = view;
  return useMemo(() => {
    const { set } = useColumnWidths.getState();
    const sizes = (key: string, fit: () => void): MenuEntry[] => [
      { id: 'fit', label: t('fitColumn'), perform: fit },
      { id: 'own', label: t('ownWidth'), disabled: widths[key] === undefined, perform: () => set(key, null) },
    ];
    const menu = (key: string, fit: () => void): MenuEntry[] => {
      if (key === 'actions') return sizes(key, fit);
      const column = key as ColumnId;
      const sorted = (descending: boolean): MenuEntry => ({
        id: descending ? 'down' : 'up',
        label: t(descending ? 'descending' : 'ascending'),
        checked: sort.column === column && sort.descending === descending,
        perform: () => replaceQuery({ sort: writeSort({ column, descending }) }),
      });
      const grouping = known.find((one) => one === column);
      const first = column === 'number';
      return [
        sorted(false),
        sorted(true),
        ...(grouping === undefined
          ? []
          : [
              {
                ...{ id: 'group', label: t('groupBy'), checked: by === grouping },
                perform: () => setGroup(by === grouping ? null : grouping),
              },
            ]),
        { kind: 'separator', id: 'places' },
        {
          ...{ id: 'pin', icon: 'pin', label: t(first || !pinned.has(key) ? 'pinColumn' : 'unpinColumn') },
          ...(first && { disabled: true, note: t('alwaysPinned') }),
          perform: () => setPinned(toggled(pinned, key)),
        },
        {
          id: 'hide',
          icon: 'eyeOff',
          label: t('hideColumn'),
          disabled: first,
          perform: () => setHidden(toggled(hidden, key)),
        },
        { kind: 'separator', id: 'sizes' },
        ...sizes(key, fit),
      ];
    };
    return {
      ...{ widths, menu, onResize: set },
      resizeLabel: (name) => t('columnWidth', { name }),
      menuLabel: (name) => t('columnMenu', { name }),
    };
  }, [t, widths, pinned, hidden, sort, known, by]);
}
