// The draft's networks, asked of the host: the usual one, and those at the ends of the space.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { toAppError } from '#shared/errors.ts';
import { useHost } from '../../data/index.ts';
import { isComplete, useSettled } from '../../data-view/use-profile.ts';
import { useDraft } from './draft-context.ts';
import { constraintsIn, judgeConstraint } from './model/constraints.ts';
import { dataOf } from './model/draft.ts';
import { isObject } from './model/json.ts';
import { type Network, networkOf } from './model/network.ts';

export interface NetworkState {
  /** Of the draft, or of the one before while the next is described. */
  readonly network: Network | null;
  readonly busy: boolean;
  /** The sentence that says which setting is in the way. */
  readonly problem: string | null;
  /** Without data there is nothing to describe. */
  readonly waits: boolean;
}

export function useNetwork(): NetworkState {
  const { client } = useHost();
  const { draft, draftSpace, profile, profileBusy } = useDraft();
  const { file } = draft;
  const data = dataOf(draft);
  const asked = useMemo(() => {
    const parallel = isObject(file.search) && typeof file.search.parallel === 'number' ? file.search.parallel : 1;
    // A constraint that is still being written says nothing of the network.
    const constraints = constraintsIn(file).filter((text) => judgeConstraint(text, draftSpace)?.severity !== 'error');
    const settings = isObject(file.settings) ? file.settings : {};
    return {
      ...{ data: isObject(file.data) ? file.data : {}, settings, constraints, smallest: true },
      parallel: Number.isInteger(parallel) && parallel >= 1 && parallel <= 256 ? parallel : 1,
    };
  }, [file, draftSpace]);
  const text = JSON.stringify(asked);
  const settled = useSettled(text, 300);
  // The profile prepares the data, which is not to be done twice at the same time.
  const unread = profile === null && !profileBusy;
  const waits = !isComplete(data) || unread || file.runner !== undefined;
  const query = useQuery({
    queryKey: ['network', settled],
    queryFn: ({ signal }) => client.call('studies.describeModel', JSON.parse(settled), { signal }),
    enabled: !waits && profile !== null,
    retry: false,
    gcTime: 30_000,
    placeholderData: keepPreviousData,
  });
  const network = useMemo(() => networkOf(query.data ?? []), [query.data]);
  return {
    network: waits || query.error ? null : network,
    busy: !waits && (profile === null || query.isFetching || settled !== text),
    problem: waits || query.error === null ? null : sentenceOf(query.error),
    waits,
  };
}

/** Of the first problem, where the error lists them: the whole message has its place before it once more. */
function sentenceOf(error: Error): string {
  const { message, details } = toAppError(error);
  const [first]: unknown[] = Array.isArray(details.problems) ? details.problems : [];
  return isObject(first) && typeof first.message === 'string' ? first.message : message;
}
