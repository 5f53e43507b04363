// What the shown stage searches.
import { useMemo } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import { isRange } from '#shared/study/ranges.ts';
import type { Dimension } from '#shared/study/space.ts';
import { useRead } from '../../data/index.ts';

/** The study tells the space of the stage that it is in; of the others the list of stages does. */
export function useDimensions(study: StudyDetail, stage: string | null): readonly Dimension[] | null {
  const { id, stage: current } = study.summary;
  const other = stage !== null && stage !== current?.name;
  const { data, error } = useRead('stages.list', { studyId: id }, { enabled: other, anew: true });
  return useMemo(() => {
    if (!other) return study.dimensions;
    const ranges = data?.find(({ name }) => name === stage)?.ranges;
    if (ranges === undefined || ranges === null) return data === undefined && error === null ? null : study.dimensions;
    return Object.entries(ranges).flatMap(([name, entry]): Dimension[] => (isRange(entry) ? [{ name, ...entry }] : []));
  }, [other, data, error, stage, study.dimensions]);
}
