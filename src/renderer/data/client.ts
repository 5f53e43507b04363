// What the page needs of a connection to the host. The transport behind it is chosen in connect.ts.
import type { InputOf, OutputOf, PayloadOf } from '#shared/contract/define.ts';
import type { VernierCall, VernierContract, VernierEvent } from '#shared/contract/index.ts';

export type ConnectionStatus = 'connecting' | 'open' | 'lost';

export interface EventListener<K extends VernierEvent> {
  onEvent(payload: PayloadOf<VernierContract, K>): void;
  /** Events were lost: fetch again what they would have changed. */
  onGap(): void;
}

/**
 * One connection for the life of the page. A lost connection is taken up again by itself, and subscriptions survive it: events
 * come once and in order, or `onGap` says that some are lost. Calls reject with AppError; `unavailable` while there is no host.
 */
export interface HostClient {
  call<K extends VernierCall>(
    name: K,
    input: InputOf<VernierContract, K>,
    options?: { signal?: AbortSignal },
  ): Promise<OutputOf<VernierContract, K>>;
  /** Returns the function that ends the subscription. Several listeners of one event and topic share one. */
  subscribe<K extends VernierEvent>(name: K, topic: string, listener: EventListener<K>): () => void;
  readonly status: ConnectionStatus;
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
  /** Tries at once instead of at the next scheduled time. */
  reconnect(): void;
}
