// How a program of this machine reaches a host that is open: with the port and token of the data directory's lock file.
import WebSocket from 'ws';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { openWebSocketPort, type Port } from '#shared/rpc/index.ts';
import { pageUrlPath, socketPath } from './server.ts';

const timeoutMs = 10_000;

/** `origin` is "http://127.0.0.1:port". Rejects with `unavailable` when nobody answers there or the token is refused. */
export function connectWebSocket(origin: string, token: string): Promise<Port> {
  const socket = new WebSocket(new URL(socketPath, origin.replace(/^http/, 'ws')), {
    headers: { Authorization: `Bearer ${token}` },
    handshakeTimeout: timeoutMs,
    maxPayload: 512 * 1024 * 1024,
    perMessageDeflate: false,
  });
  return openWebSocketPort(socket);
}

/** A one-time address of that host's page, for a browser. Rejects with `unavailable`. */
export async function requestPageUrl(origin: string, token: string): Promise<string> {
  try {
    const response = await fetch(new URL(pageUrlPath, origin), {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`it refuses with ${response.status}`);
    return z.object({ url: z.url() }).parse(await response.json()).url;
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('unavailable', `The studio that is open at ${origin} does not give its address: ${why}.`);
  }
}
