// Picks the transport: the desktop shell's MessagePort when its bridge is there, else a WebSocket to where the page came from.
import { contract } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import { createReconnectingClient, messagePort, openWebSocketPort, type Port } from '#shared/rpc/index.ts';
import type { HostClient } from './client.ts';
import { takeSocket } from './early-socket.ts';

/** What the preload script puts on `window`: it answers `connect` by posting `portMessage` with one MessagePort. */
export interface PreloadBridge {
  connect(): void;
}
export const portMessage = 'vernier:port';

declare global {
  interface Window {
    readonly vernier?: PreloadBridge;
  }
}

export function connectToHost(): HostClient {
  const bridge = window.vernier;
  return createReconnectingClient(contract, () => (bridge ? portOf(bridge) : openWebSocketPort(takeSocket())), {
    onProtocolError: (error) => console.error(error.message),
  });
}

/** Waits for the port that the preload script passes on; a page cannot be handed one through the bridge itself. */
function portOf(bridge: PreloadBridge): Promise<Port> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      window.removeEventListener('message', take);
      reject(new AppError('unavailable', 'The desktop shell gave no connection to the host.'));
    }, 10_000);
    function take(event: MessageEvent): void {
      const port = event.ports[0];
      if (event.source !== window || event.data !== portMessage || !port) return;
      clearTimeout(late);
      window.removeEventListener('message', take);
      resolve(messagePort(port));
    }
    window.addEventListener('message', take);
    bridge.connect();
  });
}
