// The one door to the calls between host and page.
export { type CallOptions, type Client, type ClientOptions, type ClientState, createClient } from './client.ts';
export { decodeFrame, encodeFrame } from './codec.ts';
export { memoryPortPair } from './memory-port.ts';
export { type MessagePortLike, messagePort } from './message-port.ts';
export { createInbox, type Inbox, type Port } from './port.ts';
export { createReconnectingClient, type ReconnectingClient, type ReconnectOptions } from './reconnecting-client.ts';
export { createServer, deferServer, type RpcServer, refuse, type ServerOptions } from './server.ts';
export { openWebSocketPort, type WebSocketLike, webSocketPort } from './web-socket-port.ts';
