// What can be done with the table, for the palette and the keys.
import { type RefObject, useMemo } from 'react';
import { useLanguage, useTexts } from '../../i18n/index.ts';
import { type Command, useCommands } from '../../state/index.ts';
import { groupingTitle } from './components/group-head.tsx';
import { texts } from './texts.ts';
import { setClosed, setGroup, type TableView } from './use-table-view.ts';

export function useTableCommands(
  { known, by, groups }: TableView,
  input: RefObject<HTMLInputElement | null>,
  actions: { readonly copy: () => void; readonly save: () => void; readonly resetColumns: () => void },
): void {
  const t = useTexts(texts);
  const language = useLanguage();
  const { copy, save, resetColumns } = actions;
  const commands = useMemo((): readonly Command[] => {
    const group = t('commands');
    const grouped: Command[] =
      groups === null
        ? []
        : [
            { id: 'trials.ungroup', name: t('noGroups'), group, perform: () => setGroup(null) },
            { id: 'trials.expandAll', name: t('expandAll'), group, perform: () => setClosed([]) },
            {
              ...{ id: 'trials.collapseAll', name: t('collapseAll'), group },
              perform: () => setClosed(groups.map(({ key }) => key)),
            },
          ];
    return [
      { id: 'trials.filter', name: t('filterLabel'), group, shortcut: '/', perform: () => input.current?.focus() },
      ...known
        .filter((one) => one !== by)
        .map(
          (one): Command => ({
            ...{ id: `trials.group.${one}`, name: t('groupByName', { name: groupingTitle(one, t, language) }), group },
            perform: () => setGroup(one),
          }),
        ),
      ...grouped,
      { id: 'trials.resetColumns', name: t('resetColumns'), group, perform: resetColumns },
      { id: 'trials.copy', name: t('copy'), group, perform: copy },
      { id: 'trials.save', name: t('save'), group, perform: save },
    ];
  }, [t, language, known, by, groups, input, copy, save, resetColumns]);
  useCommands(commands);
}
