// What a changed space would come to, asked a moment after the last change.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useHost } from '../../data/index.ts';
import { useSettled } from '../../space/index.ts';
import type { SpaceDraft } from './model/draft.ts';

/** `draft`: null: nothing is changed. `mark`: spaceMark of the study. */
export function usePreview(id: string, draft: SpaceDraft | null, mark: string) {
  const { client } = useHost();
  const wanted = useSettled(draft);
  const at = useSettled(mark);
  const query = useQuery({
    queryKey: ['studies.previewSpace', id, wanted?.settings ?? null, wanted?.constraints ?? null, at],
    queryFn: ({ signal }) =>
      client.call(
        'studies.previewSpace',
        { id, settings: { ...wanted?.settings }, constraints: [...(wanted?.constraints ?? [])] },
        { signal },
      ),
    enabled: wanted !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
  });
  return { ...query, isOf: wanted === draft && !query.isPlaceholderData };
}
