// Port over a WebSocket, the browser's or that of `ws`: binary frames as codec.ts writes them.
import { AppError } from '../errors.ts';
import { decodeFrame, encodeFrame } from './codec.ts';
import { createInbox, type Port } from './port.ts';

/** The part of WebSocket that both worlds share. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(
    type: string,
    listener: (event: { readonly type: string; readonly data?: unknown; readonly reason?: string }) => void,
  ): void;
}

const openState = 1;
const unreadable = 1007;

/** Wraps an open socket. A frame that cannot be read closes it. */
export function webSocketPort(socket: WebSocketLike): Port {
  const inbox = createInbox();
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => {
    if (inbox.closed) return;
    if (!(data instanceof ArrayBuffer)) return close('a text frame came where only binary ones are used', unreadable);
    let message: unknown;
    try {
      message = decodeFrame(new Uint8Array(data));
    } catch {
      return close('a frame could not be read', unreadable);
    }
    inbox.deliver(message);
  });
  socket.addEventListener('close', ({ reason }) => inbox.end(reason ?? ''));

  function close(reason = '', code = 1000): void {
    // A close frame holds at most 123 bytes of reason.
    if (inbox.end(reason)) socket.close(code, asciiHead(reason));
  }
  return {
    send(message) {
      const frame = encodeFrame(message);
      if (!inbox.closed && socket.readyState === openState) socket.send(frame);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: (reason) => close(reason),
  };
}

/** Waits until the socket is open; rejects with `unavailable` when it is refused or nobody listens. */
export function openWebSocketPort(socket: WebSocketLike): Promise<Port> {
  return new Promise((resolve, reject) => {
    const refused = () => reject(new AppError('unavailable', 'The host does not answer, or refuses this connection.'));
    socket.addEventListener('open', () => resolve(webSocketPort(socket)));
    socket.addEventListener('error', refused);
    socket.addEventListener('close', refused);
    if (socket.readyState === openState) resolve(webSocketPort(socket));
  });
}

function asciiHead(reason: string): string {
  return reason.replace(/[^\x20-\x7e]/g, '?').slice(0, 120);
}
