// The page's first socket, opened while the rest of the page is still being evaluated: import this module before all others.
// The desktop shell brings a port of its own and needs none.

const socketPath = '/rpc';

let early: WebSocket | null = null;
if (typeof window !== 'undefined' && !('vernier' in window) && location.protocol.startsWith('http')) early = open();

/** Once that socket is open, but after `ms` in any case: drawing in between would only keep the first question waiting. */
export function socketOpened(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (early === null || early.readyState !== WebSocket.CONNECTING) return resolve();
    early.addEventListener('open', () => resolve(), { once: true });
    setTimeout(resolve, ms);
  });
}

/** The socket that is being opened since the start, once; a new one when it came to nothing. */
export function takeSocket(): WebSocket {
  const socket = early;
  early = null;
  return socket && (socket.readyState === WebSocket.CONNECTING || socket.readyState === WebSocket.OPEN)
    ? socket
    : open();
}

function open(): WebSocket {
  return new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${socketPath}`);
}
