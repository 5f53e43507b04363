// The live check of the draft: the host's, and with the data's facts what only they can tell.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Problem } from '#shared/contract/common.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import { gridSpace } from '#shared/study/candidates.ts';
import { checkStudy } from '#shared/study/check-study.ts';
import { planSpace } from '#shared/study/plan-space.ts';
import { parseStudyFile, type StudyFile } from '#shared/study/study-file.ts';
import { spaceSize } from '#shared/study/walk.ts';
import { useHost } from '../../data/index.ts';
import { useSettled } from '../../data-view/use-profile.ts';
import type { JsonObject } from './model/json.ts';

export interface CheckState {
  readonly problems: readonly Problem[];
  /** Number of distinct configurations, with a grid those of the grid; null when continuous, too many to count, or not known. */
  readonly spaceSize: number | null;
  /** The answer is not yet about the draft as it stands. */
  readonly busy: boolean;
  /** Why the host could not be asked. */
  readonly failure: string | null;
  /** The draft as a study, when its form is right. */
  readonly parsed: StudyFile | null;
}

export function useCheck(file: JsonObject, facts: DataFacts | null): CheckState {
  const { client } = useHost();
  const settled = useSettled(file, 250);
  const { data, error, isFetching } = useQuery({
    queryKey: ['check', settled],
    queryFn: ({ signal }) => client.call('studies.check', { file: settled }, { signal }),
    retry: false,
    gcTime: 10_000,
    placeholderData: keepPreviousData,
  });
  const parsed = useMemo(() => {
    const result = parseStudyFile(settled);
    return result.ok ? result.file : null;
  }, [settled]);
  const gridSize = useMemo(
    () => (parsed?.search.sampler.kind === 'grid' ? sizeOfGrid(parsed, facts) : null),
    [parsed, facts],
  );
  const problems = useMemo(() => {
    const withFacts = parsed && facts ? checkStudy(parsed, facts) : [];
    return distinct([...(data?.problems ?? []), ...withFacts]);
  }, [data, parsed, facts]);
  return {
    problems,
    spaceSize: gridSize ?? data?.spaceSize ?? null,
    busy: isFetching || settled !== file,
    failure: error?.message ?? null,
    parsed,
  };
}

/** The host counts the space; how many of its points a grid visits follows from the file alone. */
function sizeOfGrid(file: StudyFile, facts: DataFacts | null): number | null {
  const { space, problems } = planSpace(file, facts);
  return problems.length > 0 ? null : spaceSize(gridSpace(space));
}

function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem]));
  return [...seen.values()];
}
