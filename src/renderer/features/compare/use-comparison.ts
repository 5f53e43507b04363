// Which runs the page shows: those of its address, else those chosen before, else the best two. Address and choice follow each other.
import { useCallback, useEffect, useMemo } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { parseHash, readCompared, replaceQuery, useLocation, useSelection, writeCompared } from '../../state/index.ts';
import { proposedRuns } from './model/choice.ts';

export interface Comparison {
  /** Of this study, the first is the reference. */
  readonly runs: readonly number[];
  /** Nobody has chosen: they are the best two. */
  readonly proposed: boolean;
  /** Asked for by the address, and no trials of this study. */
  readonly unknown: readonly number[];
  choose(runs: readonly number[]): void;
}

export function useComparison(study: StudyDetail, trials: readonly Trial[]): Comparison {
  const { query } = useLocation();
  const kept = useSelection((store) => store.compared);
  const asked = useMemo(() => readCompared(query.runs), [query.runs]);
  useEffect(() => {
    const { compared, setCompared } = useSelection.getState();
    if (asked.length > 0 && writeCompared(asked) !== writeCompared(compared)) setCompared(asked);
  }, [asked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice or address is why it looks again, at what is chosen by now
  useEffect(() => {
    // The address of the page that is gone to is not this one's to write.
    const { route } = parseHash(location.hash);
    if (route.page !== 'study' || route.tab !== 'compare') return;
    replaceQuery({ runs: writeCompared(useSelection.getState().compared) });
  }, [kept, asked]);
  const chosen = asked.length > 0 ? asked : kept;
  const stages = useMemo(() => (study.stages ?? []).map(({ name }) => name), [study.stages]);
  const best = useMemo(
    () => proposedRuns(trials, study.summary.objective.direction, stages),
    [trials, study.summary.objective.direction, stages],
  );
  const numbers = useMemo(() => new Set(trials.map(({ number }) => number)), [trials]);
  const runs = useMemo(() => chosen.filter((run) => numbers.has(run)), [chosen, numbers]);
  const choose = useCallback((next: readonly number[]) => {
    // Both at once: a link that is copied now shows what is seen.
    useSelection.getState().setCompared(next);
    replaceQuery({ runs: writeCompared(next) });
  }, []);
  return {
    runs: runs.length > 0 ? runs : best,
    proposed: runs.length === 0,
    unknown: chosen.filter((run) => !numbers.has(run)),
    choose,
  };
}
