// Every implementation of Port, as connected pairs. The suite in ports.test.ts runs on each.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { MessagePortMain } from 'electron';
import WebSocket, { WebSocketServer } from 'ws';
import { electronPort } from '#main/electron/port.ts';
import { memoryPortPair } from '#shared/rpc/memory-port.ts';
import { messagePort } from '#shared/rpc/message-port.ts';
import type { Port } from '#shared/rpc/port.ts';
import { openWebSocketPort, webSocketPort } from '#shared/rpc/web-socket-port.ts';

export interface Pairs {
  /** Host's end and page's end. */
  open(): Promise<[Port, Port]>;
  close(): Promise<void>;
}

async function webSocketPairs(): Promise<Pairs> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    async open() {
      const accepted = once(server, 'connection');
      const page = await openWebSocketPort(new WebSocket(`ws://127.0.0.1:${port}`));
      const [socket] = (await accepted) as [WebSocket];
      return [webSocketPort(socket), page];
    },
    async close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The browser's own WebSocket class (Node has the same one) against the server's. */
async function browserSocketPairs(): Promise<Pairs> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    async open() {
      const accepted = once(server, 'connection');
      const page = await openWebSocketPort(new globalThis.WebSocket(`ws://127.0.0.1:${port}`));
      const [socket] = (await accepted) as [WebSocket];
      return [webSocketPort(socket), page];
    },
    async close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Electron's port outside Electron: Node's, with the events that MessagePortMain has. */
function asMain(port: MessagePort): MessagePortMain {
  const main = {
    on(name: string, listener: (event?: { data: unknown }) => void) {
      if (name === 'message') port.on('message', (data) => listener({ data }));
      else port.on('close', () => listener());
    },
    start: () => port.start(),
    postMessage: (message: unknown) => port.postMessage(message),
    close: () => port.close(),
  };
  return main as unknown as MessagePortMain;
}

export const implementations: Readonly<Record<string, () => Promise<Pairs>>> = {
  'in-memory pair': async () => ({ open: async () => memoryPortPair(), close: async () => {} }),
  MessageChannel: async () => {
    const opened: Port[] = [];
    return {
      async open() {
        const { port1, port2 } = new MessageChannel();
        const pair: [Port, Port] = [messagePort(port1), messagePort(port2)];
        opened.push(...pair);
        return pair;
      },
      async close() {
        for (const port of opened) port.close();
      },
    };
  },
  'MessagePortMain of Electron': async () => {
    const opened: Port[] = [];
    return {
      async open() {
        const { port1, port2 } = new MessageChannel();
        const pair: [Port, Port] = [electronPort(asMain(port1)), messagePort(port2)];
        opened.push(...pair);
        return pair;
      },
      async close() {
        for (const port of opened) port.close();
      },
    };
  },
  'WebSocket of ws': webSocketPairs,
  'WebSocket of browsers': browserSocketPairs,
};
