// What the query cache asks the host for: one place for the hooks and for what is asked before the page draws.
import { queryOptions } from '@tanstack/react-query';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { HostClient } from './client.ts';
import { keys } from './keys.ts';
import { sameSpace } from './patch.ts';
import type { Updates } from './updates.ts';

export const studiesQuery = (client: HostClient, { live }: Updates) =>
  queryOptions({
    queryKey: keys.studies,
    queryFn: ({ signal }) => live.fetch(keys.studies, () => client.call('studies.list', {}, { signal })),
  });

export const enginesQuery = (client: HostClient, { live }: Updates) =>
  queryOptions({
    queryKey: keys.engines,
    queryFn: ({ signal }) => live.fetch(keys.engines, () => client.call('engine.overview', {}, { signal })),
  });

export const studyQuery = (client: HostClient, { live }: Updates, id: string) =>
  queryOptions({
    queryKey: keys.study(id),
    queryFn: async ({ signal }) => {
      for (;;) {
        let told: StudySummary | undefined;
        const detail = await live.fetch(keys.study(id), async () => {
          const answer = await client.call('studies.get', { id }, { signal });
          told = answer.summary;
          return answer;
        });
        if (told === undefined || sameSpace(told, detail.summary)) return detail;
        // Another stage began while the answer was on its way, which has the space of the one before.
      }
    },
  });

export const progressQuery = (client: HostClient, { live }: Updates, id: string) =>
  queryOptions({
    queryKey: keys.progress(id),
    queryFn: ({ signal }) => live.fetch(keys.progress(id), () => client.call('studies.progress', { id }, { signal })),
  });

export const testPartQuery = (client: HostClient, id: string) =>
  queryOptions({
    queryKey: keys.testPart(id),
    queryFn: ({ signal }) => client.call('test.openings', { studyId: id }, { signal }),
  });

export const viewsQuery = (client: HostClient, { live }: Updates, id: string) =>
  queryOptions({
    queryKey: keys.views(id),
    queryFn: ({ signal }) => live.fetch(keys.views(id), () => client.call('views.list', { studyId: id }, { signal })),
  });

export const trialQuery = (client: HostClient, id: string, number: number) =>
  queryOptions({
    queryKey: keys.trial(id, number),
    queryFn: ({ signal }) => client.call('trials.get', { studyId: id, number }, { signal }),
  });

/** What the trials show together; asked again a while after one has ended (updates.ts). */
export const studyAdviceQuery = (client: HostClient, id: string) =>
  queryOptions({
    queryKey: keys.studyAdvice(id),
    queryFn: ({ signal }) => client.call('advice.study', { studyId: id }, { signal }),
  });

/** Only while `updates` follows the study: changes that come during the fetch are taken in. */
export const trialsQuery = (client: HostClient, { live, flushTrials }: Updates, id: string) =>
  queryOptions({
    queryKey: keys.trials(id),
    queryFn: ({ signal }) =>
      live.fetch(keys.trials(id), async () => {
        const list = await client.call('trials.list', { studyId: id }, { signal });
        flushTrials(id);
        return list;
      }),
  });
