// Port over Electron's MessagePortMain, which has Node's way of listening and no DOM events.
import type { MessagePortMain } from 'electron';
import { createInbox, type Port } from '#shared/rpc/port.ts';

export function electronPort(channel: MessagePortMain): Port {
  const inbox = createInbox();
  channel.on('message', ({ data }) => inbox.deliver(data));
  channel.on('close', () => inbox.end(''));
  channel.start();
  return {
    send(message) {
      if (!inbox.closed) channel.postMessage(message);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close(reason = '') {
      if (inbox.end(reason)) channel.close();
    },
  };
}
