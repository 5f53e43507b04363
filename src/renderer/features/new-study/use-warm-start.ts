// What the draft's warm start would come to, asked of the host.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { WarmStartSource } from '#shared/contract/warm-start.ts';
import { useHost } from '../../data/index.ts';
import { useSettled } from '../../data-view/use-profile.ts';
import type { JsonObject } from './model/json.ts';
import { warmStartOf } from './model/warm-start.ts';

export interface WarmStartState {
  readonly sources: readonly WarmStartSource[];
  /** The answer is not yet about the draft as it stands. */
  readonly busy: boolean;
  /** Why the draft cannot begin with them. */
  readonly problem: string | null;
}

/** `sound`: the draft has no errors, so that it is worth asking. */
export function useWarmStart(file: JsonObject, sound: boolean): WarmStartState {
  const { client } = useHost();
  const settled = useSettled(file, 350);
  const enabled = sound && warmStartOf(settled).length > 0;
  const { data, error, isFetching } = useQuery({
    queryKey: ['warm-start', settled],
    queryFn: ({ signal }) => client.call('studies.previewWarmStart', { file: settled }, { signal }),
    enabled,
    retry: false,
    gcTime: 10_000,
    placeholderData: keepPreviousData,
  });
  return {
    sources: enabled && error === null ? (data ?? []) : [],
    busy: enabled && (isFetching || settled !== file),
    problem: enabled ? (error?.message ?? null) : null,
  };
}
