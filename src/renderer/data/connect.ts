// Picks the transport: the desktop shell's MessagePort when its bridge is there, else a WebSocket to where the page came from.
import { contract } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import { createReconnectingClient, messagePort, openWebSocketPort, type Port } from '#shared/rpc/index.ts';
import type { HostClient } from './client.ts';
import { takeSocket } from './early-socket.ts';

/** What the preload script puts on `window`: it answers `connect` by posting `portMessage` with one MessagePort. */
export interface PreloadBridge {
  connect(): void;
  /** Of the menu, by the command's id. */
  onCommand(listener: (id: string) => void): void;
  /** Absolute; empty for a file that lies nowhere. */
  pathOf(file: File): string;
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

/** Whether the page can tell where a file lies: in the desktop shell. */
export function seesPaths(): boolean {
  return window.vernier !== undefined;
}

/** Where a file lies, which a browser keeps to itself: null there. */
export function pathOf(file: File): string | null {
  return window.vernier?.pathOf(file) || null;
}

/** Passes on what is chosen in the desktop shell's menu, until the function that it gives is called; there is no menu in a browser. */
export function onMenuCommand(listener: (id: string) => void): () => void {
  // A listener cannot be taken back over the bridge: one is there for the life of the page.
  if (!menuHears) window.vernier?.onCommand((id) => menuListener?.(id));
  menuHears = true;
  menuListener = listener;
  return () => {
    if (menuListener === listener) menuListener = null;
  };
}

let menuHears = false;
let menuListener: ((id: string) => void) | null = null;

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
