// The one door to the calls between host and page.
export { type Client, type ClientState, createClient } from './client.ts';
export { memoryPortPair } from './memory-port.ts';
export { messagePort } from './message-port.ts';
export type { Port } from './port.ts';
export { createReconnectingClient, type ReconnectingClient } from './reconnecting-client.ts';
export { createServer, deferServer } from './server.ts';
export { openWebSocketPort, webSocketPort } from './web-socket-port.ts';
