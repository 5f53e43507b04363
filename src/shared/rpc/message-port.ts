// Port over a MessagePort: the browser's (Electron page) and Node's (worker_threads) have the same face.
import { createInbox, type Port } from './port.ts';

/** The part of MessagePort that both worlds share. */
export interface MessagePortLike {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  addEventListener(type: string, listener: (event: { readonly type: string; readonly data?: unknown }) => void): void;
}

/** A MessagePort carries no reason for its end, and a page that goes away closes its ports silently: both give "". */
export function messagePort(channel: MessagePortLike): Port {
  const inbox = createInbox();
  channel.addEventListener('message', (event) => inbox.deliver(event.data));
  channel.addEventListener('messageerror', () => close('a message could not be read'));
  channel.addEventListener('close', () => inbox.end(''));
  channel.start();

  function close(reason = ''): void {
    if (inbox.end(reason)) channel.close();
  }
  return {
    send(message) {
      if (!inbox.closed) channel.postMessage(message);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close,
  };
}
