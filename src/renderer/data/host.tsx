// Gives the page its host: the client, the query cache and the events that keep it fresh.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';
import { AppError } from '#shared/errors.ts';
import type { ConnectionStatus, HostClient } from './client.ts';
import { progressQuery, studiesQuery, studyQuery, trialsQuery } from './queries.ts';
import { startUpdates, type Updates } from './updates.ts';

export interface Host {
  readonly client: HostClient;
  readonly cache: QueryClient;
  readonly updates: Updates;
}

const HostContext = createContext<Host | null>(null);

/** What was asked for before the page draws is kept this long for it. */
const keepMs = 10_000;

/** What does not depend on the connection is not worth a second try. */
function worthRetry(failures: number, thrown: unknown): boolean {
  return failures < 2 && thrown instanceof AppError && (thrown.code === 'unavailable' || thrown.code === 'busy');
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: worthRetry,
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** For the life of the page. */
export function openHost(client: HostClient): Host {
  const cache = createQueryClient();
  return { client, cache, updates: startUpdates(client, cache) };
}

/**
 * Asks for what the first page shows before React draws anything: the answers arrive while the frame around it is drawn. The
 * curves come last, since they are the most: when they are here, so is all else, and everything is drawn at once.
 */
export function askAhead({ client, cache, updates }: Host, studyId: string | null): void {
  const unfollow = studyId === null ? null : updates.follow(studyId);
  void cache.prefetchQuery(studiesQuery(client, updates));
  if (studyId === null) return;
  void cache.prefetchQuery(studyQuery(client, updates, studyId));
  void cache.prefetchQuery(trialsQuery(client, updates, studyId));
  void cache.prefetchQuery(progressQuery(client, updates, studyId));
  const { release } = updates.curves(studyId);
  setTimeout(() => {
    unfollow?.();
    release();
  }, keepMs);
}

export function HostProvider({ host, children }: { host: Host; children: ReactNode }) {
  return (
    <HostContext value={host}>
      <QueryClientProvider client={host.cache}>{children}</QueryClientProvider>
    </HostContext>
  );
}

export function useHost(): Host {
  const value = use(HostContext);
  if (!value) throw new AppError('internal', 'useHost was called outside of HostProvider.');
  return value;
}

export function useConnection(): ConnectionStatus {
  const { client } = useHost();
  return useSyncExternalStore(
    (listener) => client.onState(listener),
    () => client.state,
  );
}
