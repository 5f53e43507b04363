// What the command palette and the keys do on the Analyse page.
import { type RefObject, useMemo } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { type Command, useCommands, useSelection } from '../../state/index.ts';
import { noBrushes } from './model/brushes.ts';
import { texts } from './texts.ts';
import type { NextStage } from './use-next-stage.ts';
import { plotSets, sorts, type View } from './use-view.ts';

export function useAnalyseCommands(
  view: View,
  input: RefObject<HTMLInputElement | null>,
  next: NextStage,
  many: boolean,
): void {
  const t = useTexts(texts);
  const selected = useSelection((store) => store.selected);
  const commands = useMemo((): readonly Command[] => {
    const group = t('group');
    return [
      { id: 'analyse.filter', name: t('focusFilter'), group, shortcut: 'F', perform: () => input.current?.focus() },
      {
        ...{ id: 'analyse.next', name: t('searchHere'), group },
        disabledReason: next.reason,
        perform: next.open,
      },
      {
        ...{ id: 'analyse.clear', name: t('clear'), group },
        disabledReason: Object.keys(view.brushes).length === 0 ? t('noBrush') : null,
        perform: () => view.set({ brushes: noBrushes }),
      },
      ...sorts.map(
        (sort): Command => ({
          ...{ id: `analyse.order.${sort}`, name: `${t('parallel')}: ${t(`sort.${sort}`)}`, group },
          perform: () => view.set({ sort, order: [] }),
        }),
      ),
      {
        ...{ id: 'analyse.all', name: `${t('parallel')}: ${t(view.all ? 'axesFewer' : 'axesEvery')}`, group },
        disabledReason: many ? null : t('axesFew'),
        perform: () => view.set({ all: !view.all }),
      },
      ...plotSets.map(
        (plots): Command => ({
          ...{ id: `analyse.plots.${plots}`, name: `${t('plots')}: ${t(`plots.${plots}`)}`, group },
          perform: () => view.set({ plots }),
        }),
      ),
      {
        ...{ id: 'run.clear', name: t('deselect'), group, shortcut: 'Escape', hidden: true },
        disabledReason: selected === null ? t('noSelection') : null,
        perform: () => useSelection.getState().select(null),
      },
    ];
  }, [t, view, input, next, many, selected]);
  useCommands(commands);
}
