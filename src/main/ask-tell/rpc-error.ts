// Errors as JSON-RPC 2.0 answers them. The codes are part of the interface.

export const rpcCodes = {
  parse: -32700,
  request: -32600,
  method: -32601,
  params: -32602,
  internal: -32603,
  unknownStudy: -32000,
  unknownTrial: -32001,
  /** The trial has ended: a second tell, or a report after it. */
  ended: -32002,
  /** The space contradicts itself, or nothing satisfies its constraints. */
  contradiction: -32003,
} as const;
export type RpcCode = (typeof rpcCodes)[keyof typeof rpcCodes];

/** An answer's `error`: the message is one sentence that names the field and says what to change. */
export class RpcError extends Error {
  readonly code: RpcCode;
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(code: RpcCode, message: string, data?: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
    this.data = data;
  }
}
