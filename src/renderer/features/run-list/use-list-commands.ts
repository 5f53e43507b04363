// Keys of the run list: move, filter, pin, baseline, compare, hide.
import { useMemo } from 'react';
import { comparisonTexts, useToggleCompared } from '../../comparison/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { type Command, useCommands, useSelection } from '../../state/index.ts';
import { stepThrough } from './model.ts';
import { texts } from './texts.ts';

/** `order`: runs as the list has them; `toFilter` moves the focus to the filter. */
export function useListCommands(studyId: string, order: readonly number[], toFilter: () => void): void {
  const t = useTexts(texts);
  const tc = useTexts(comparisonTexts);
  const toggleCompared = useToggleCompared(studyId);
  const selected = useSelection((store) => store.selected);
  const commands = useMemo((): readonly Command[] => {
    const group = t('group');
    const disabledReason = selected === null ? t('selectFirst') : null;
    const move = (by: 1 | -1) => {
      const { selected: from, select } = useSelection.getState();
      select(stepThrough(order, from, by));
    };
    const withRun = (act: (run: number) => void) => () => {
      const run = useSelection.getState().selected;
      if (run !== null) act(run);
    };
    return [
      { id: 'run.next', name: t('next'), group, shortcut: 'J|ArrowDown', hidden: true, perform: () => move(1) },
      { id: 'run.previous', name: t('previous'), group, shortcut: 'K|ArrowUp', hidden: true, perform: () => move(-1) },
      { id: 'run.filter', name: t('focusFilter'), group, shortcut: '/', perform: toFilter },
      {
        id: 'run.pin',
        name: t('pin'),
        group,
        shortcut: 'P',
        disabledReason,
        perform: withRun((run) => useSelection.getState().togglePinned(run)),
      },
      {
        id: 'run.baseline',
        name: t('baseline'),
        group,
        shortcut: 'B',
        disabledReason,
        perform: withRun((run) => {
          const { baseline, setBaseline } = useSelection.getState();
          setBaseline(baseline === run ? null : run);
        }),
      },
      {
        id: 'run.compare',
        name: tc('choose'),
        group,
        shortcut: 'C',
        disabledReason,
        perform: withRun(toggleCompared),
      },
      {
        id: 'run.hide',
        name: t('hide'),
        group,
        shortcut: 'Space',
        disabledReason,
        perform: withRun((run) => useSelection.getState().toggleHidden(run)),
      },
      {
        id: 'run.clear',
        name: t('clear'),
        group,
        shortcut: 'Escape',
        hidden: true,
        disabledReason,
        perform: () => useSelection.getState().select(null),
      },
      ...order.slice(0, 400).map(
        (run): Command => ({
          id: `run.${run}`,
          name: t('selectRun', { number: String(run) }),
          group,
          perform: () => useSelection.getState().select(run),
        }),
      ),
    ];
  }, [t, tc, order, selected, toFilter, toggleCompared]);
  useCommands(commands);
}
