// The objective that is looked at, and trials with their results of it.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { useHost } from '../../data/index.ts';
import { objectivesOf, withObjective } from './model/objectives.ts';

export function useObjective(given: StudyDetail, trials: readonly Trial[], wanted: string | null, results: string) {
  const { client } = useHost();
  const { id } = given.summary;
  const objectives = useMemo(() => objectivesOf(given), [given]);
  const place = Math.max(
    0,
    objectives.findIndex(({ metric }) => metric === wanted),
  );
  const chosen = objectives[place];
  const metric = chosen?.metric ?? given.summary.objective.metric;
  const curves = useQuery({
    queryKey: ['analyse.objective', id, metric, results],
    queryFn: ({ signal }) => client.call('metrics.history', { studyId: id, keys: [metric] }, { signal }),
    placeholderData: keepPreviousData,
    enabled: place > 0,
  });
  const study = useMemo((): StudyDetail => {
    if (place === 0 || chosen === undefined) return given;
    return { ...given, summary: { ...given.summary, objective: { ...given.summary.objective, ...chosen } } };
  }, [given, place, chosen]);
  const shown = useMemo(
    () => (place === 0 ? trials : withObjective(trials, curves.data ?? [])),
    [place, trials, curves.data],
  );
  return { study, trials: shown, objectives, isFirst: place === 0, loading: place > 0 && curves.isLoading };
}
