// Gives the page its host: the client, the query cache and the events that keep it fresh.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { AppError } from '#shared/errors.ts';
import type { ConnectionStatus, HostClient } from './client.ts';
import { startUpdates, type Updates } from './updates.ts';

interface HostValue {
  readonly client: HostClient;
  readonly updates: Updates;
}

const HostContext = createContext<HostValue | null>(null);

/** What does not depend on the connection is not worth a second try. */
function worthRetry(failures: number, thrown: unknown): boolean {
  return failures < 2 && thrown instanceof AppError && (thrown.code === 'unavailable' || thrown.code === 'busy');
}

export function createQueryClient(): QueryClient {
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

export function HostProvider({ client, children }: { client: HostClient; children: ReactNode }) {
  const [cache] = useState(createQueryClient);
  const [value, setValue] = useState<HostValue | null>(null);
  useEffect(() => {
    const updates = startUpdates(client, cache);
    setValue({ client, updates });
    return () => updates.end();
  }, [client, cache]);
  if (!value) return null;
  return (
    <HostContext value={value}>
      <QueryClientProvider client={cache}>{children}</QueryClientProvider>
    </HostContext>
  );
}

export function useHost(): HostValue {
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
