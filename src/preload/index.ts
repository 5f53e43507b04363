// Runs in the sandboxed preload world of the window: passes one MessagePort from the host to the page, the menu's commands, and where a
// file that was dropped or chosen lies; nothing else. A port cannot cross the context bridge, so it goes by window.postMessage; the
// page (renderer/data/connect.ts) asks through the bridge.
import { contextBridge, ipcRenderer, webUtils } from 'electron';

/** Name of the request to the shell, of its answer, and of the message that the page gets with the port. */
const channel = 'vernier:port';

/** What this world has of a window; the tsconfig of node code holds no DOM types. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};

ipcRenderer.on(channel, (event) => {
  const [port] = event.ports;
  // A custom scheme may have the opaque origin "null", which postMessage does not take; this window's own page is the only reader.
  const { origin } = window.location;
  if (port) window.postMessage(channel, origin === 'null' ? '*' : origin, [port]);
});

contextBridge.exposeInMainWorld('vernier', {
  connect: () => ipcRenderer.send(channel),
  onCommand: (listener: (id: string) => void) =>
    void ipcRenderer.on('vernier:command', (_event, id: unknown) => {
      if (typeof id === 'string') listener(id);
    }),
  /** Absolute; empty for a file that lies nowhere. */
  pathOf: (file: Parameters<typeof webUtils.getPathForFile>[0]) => webUtils.getPathForFile(file),
});
