// The page's connection to the host, as the rest of the page knows it. Which transport is behind it: connect.ts.
import type { VernierContract } from '#shared/contract/index.ts';
import type { ClientState, ReconnectingClient } from '#shared/rpc/index.ts';

export type HostClient = ReconnectingClient<VernierContract>;
/** connecting, open, lost (it tries again by itself) or failed (the host could not start, or refused). */
export type ConnectionStatus = ClientState;
