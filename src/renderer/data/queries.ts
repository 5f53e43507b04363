// What the query cache asks the host for: one place for the hooks and for what is asked before the page draws.
import { queryOptions } from '@tanstack/react-query';
import type { HostClient } from './client.ts';
import { keys } from './keys.ts';
import { patchTrials } from './patch.ts';
import type { Updates } from './updates.ts';

export const studiesQuery = (client: HostClient) =>
  queryOptions({ queryKey: keys.studies, queryFn: ({ signal }) => client.call('studies.list', {}, { signal }) });

export const enginesQuery = (client: HostClient) =>
  queryOptions({ queryKey: keys.engines, queryFn: ({ signal }) => client.call('engine.overview', {}, { signal }) });

export const studyQuery = (client: HostClient, id: string) =>
  queryOptions({ queryKey: keys.study(id), queryFn: ({ signal }) => client.call('studies.get', { id }, { signal }) });

export const progressQuery = (client: HostClient, id: string) =>
  queryOptions({
    queryKey: keys.progress(id),
    queryFn: ({ signal }) => client.call('studies.progress', { id }, { signal }),
  });

export const testPartQuery = (client: HostClient, id: string) =>
  queryOptions({
    queryKey: keys.testPart(id),
    queryFn: ({ signal }) => client.call('test.openings', { studyId: id }, { signal }),
  });

export const viewsQuery = (client: HostClient, id: string) =>
  queryOptions({
    queryKey: keys.views(id),
    queryFn: ({ signal }) => client.call('views.list', { studyId: id }, { signal }),
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
export const trialsQuery = (client: HostClient, updates: Updates, id: string) =>
  queryOptions({
    queryKey: keys.trials(id),
    queryFn: async ({ signal }) => {
      const collected = updates.collectTrials(id);
      try {
        const list = await client.call('trials.list', { studyId: id }, { signal });
        return patchTrials(list, collected());
      } finally {
        collected();
      }
    },
  });
