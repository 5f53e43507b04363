// The view of a study's page as it can be saved and come back to: its address, the filter, and what is hidden, pinned and the baseline.
import { type ViewContent, type ViewTab, viewTabs } from '#shared/contract/views.ts';
import { hashOf, parseHash, type StudyTab } from './route.ts';
import { type SelectionStore, useSelection } from './selection.ts';

type Selected = Pick<
  SelectionStore,
  'filterText' | 'filterStates' | 'hidden' | 'pinned' | 'baseline' | 'baselineChosen'
>;

export function asViewTab(tab: StudyTab): ViewTab | null {
  return viewTabs.find((one) => one === tab) ?? null;
}

/** Pure: what `showView` brings back. */
export function viewOf(tab: ViewTab, query: Readonly<Record<string, string>>, selected: Selected): ViewContent {
  const ordered = (runs: ReadonlySet<number>) => [...runs].sort((a, b) => a - b);
  return {
    tab,
    query: { ...query },
    filter: { text: selected.filterText, states: [...selected.filterStates].sort() },
    hidden: ordered(selected.hidden),
    pinned: ordered(selected.pinned),
    ...(selected.baselineChosen && { baseline: selected.baseline }),
  };
}

/** The view that is shown now. */
export function currentView(tab: ViewTab): ViewContent {
  return viewOf(tab, parseHash(location.hash).query, useSelection.getState());
}

/** Whether two views show the same. */
export function sameView(a: ViewContent, b: ViewContent): boolean {
  const plain = ({ query, ...view }: ViewContent) =>
    JSON.stringify([
      view.tab,
      view.filter,
      view.hidden,
      view.pinned,
      view.baseline ?? null,
      Object.entries(query).sort(),
    ]);
  return plain(a) === plain(b);
}

export function showView(studyId: string, { tab, query, filter, hidden, pinned, baseline }: ViewContent): void {
  useSelection.getState().restore({
    ...{ filterText: filter.text, filterStates: new Set(filter.states) },
    ...{ hidden: new Set(hidden), pinned: new Set(pinned) },
    ...(baseline === undefined ? { baseline: null, baselineChosen: false } : { baseline, baselineChosen: true }),
  });
  location.hash = hashOf({ page: 'study', id: studyId, tab }, query);
}
