// What the table shows and how, out of its address, the runs' filter and the trials.
import { useMemo } from 'react';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { spaceMark, useSpace } from '../../space/index.ts';
import { replaceQuery, useLocation, useRunFilter, useRunLooks, useSelection } from '../../state/index.ts';
import { arrange, readList, writeList } from './arrangement.ts';
import { groupings, groupTrials, openTrials, readGroup } from './grouping.ts';
import { againstBaseline, columnsOf, differingKeys, readSort, settingKeys, sortTrials, withSpace } from './model.ts';

export type TableView = ReturnType<typeof useTableView>;

export function useTableView(
  study: StudySummary,
  dimensions: readonly { readonly name: string }[],
  trials: readonly Trial[],
) {
  const { query } = useLocation();
  const { direction } = study.objective;
  const onlyDiffering = query.only === 'differing';
  const onlyInside = query.inside === '1';
  const { passes, filtered } = useRunFilter();
  const baseline = useSelection((store) => store.baseline);
  useRunLooks(trials, direction);

  const keys = useMemo(() => settingKeys(dimensions, trials), [dimensions, trials]);
  const differing = useMemo(() => differingKeys(keys, trials), [keys, trials]);
  const compared = useMemo(() => againstBaseline(trials, baseline, direction), [trials, baseline, direction]);
  const edited = study.spaceVersion !== undefined;
  const space = useSpace(study.id, edited ? spaceMark(study) : null).data;
  const all = useMemo(
    () =>
      columnsOf(onlyDiffering ? differing : keys, {
        runs: trials.some(({ plannedRuns }) => plannedRuns !== undefined),
        gain: compared !== null,
        tags: trials.some(({ tags }) => tags !== undefined),
        note: trials.some(({ note }) => note !== undefined),
        space: edited,
      }),
    [onlyDiffering, differing, keys, trials, compared, edited],
  );
  const pinned = useMemo(() => readList(query.pin), [query.pin]);
  const hidden = useMemo(() => readList(query.hide), [query.hide]);
  const arrangement = useMemo(() => arrange(all, { pinned, hidden }), [all, pinned, hidden]);
  const sort = useMemo(() => readSort(query.sort, all), [query.sort, all]);
  const rows = useMemo(() => {
    return sortTrials(withSpace(compared ?? trials, space, onlyInside).filter(passes), sort);
  }, [compared, trials, space, onlyInside, passes, sort]);

  const known = useMemo(() => groupings(trials, keys), [trials, keys]);
  const by = readGroup(query.group, known);
  const closed = useMemo(() => readList(query.closed), [query.closed]);
  const groups = useMemo(
    () => (by === null ? null : groupTrials(rows, by, direction, trials)),
    [rows, by, direction, trials],
  );
  /** In the order of the table, without those whose group is closed. */
  const shown = useMemo(() => (groups === null ? rows : openTrials(groups, closed)), [groups, rows, closed]);

  return {
    ...{ keys, differing, onlyDiffering, onlyInside, edited, all, pinned, hidden, arrangement, sort, rows, shown },
    ...{ known, by, groups, closed },
    filtered,
  };
}

export const setPinned = (columns: ReadonlySet<string>) => replaceQuery({ pin: writeList(columns) });
export const setHidden = (columns: ReadonlySet<string>) => replaceQuery({ hide: writeList(columns) });
/** Groups of before are no longer there: none is closed. */
export const setGroup = (by: string | null) => replaceQuery({ group: by, closed: null });
export const setClosed = (groups: Iterable<string>) => replaceQuery({ closed: writeList(groups) });
