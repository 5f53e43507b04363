// What travels over the line: JSON-RPC 2.0 envelopes and the parameters of each method (interfaces.md section 4).
import { z } from 'zod';
import { params } from '#shared/contract/common.ts';
import { fields } from '#shared/study/fields.ts';

/** Codes of JSON-RPC 2.0, and from -32000 down this service's own. */
export const rpcCodes = {
  parse: -32700,
  request: -32600,
  method: -32601,
  params: -32602,
  internal: -32603,
  unknownStudy: -32000,
  unknownTrial: -32001,
  alreadyTold: -32002,
  space: -32003,
} as const;

export class RpcError extends Error {
  readonly code: number;

  constructor(code: keyof typeof rpcCodes, message: string) {
    super(message);
    this.name = 'RpcError';
    this.code = rpcCodes[code];
  }
}

export const request = z.object({
  jsonrpc: z.literal('2.0'),
  method: z.string(),
  params: z.unknown().optional(),
  /** Absent: a notification, which gets no reply. */
  id: z.union([z.string(), z.number(), z.null()]).optional(),
});

/** JSON has no words for these; they travel as text. */
const number = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]).transform(Number);

const study = z.string();
const trial = z.int();

const parameter = z.record(z.string(), z.unknown()).refine(({ name }) => typeof name === 'string' && name !== '', {
  message: 'needs a "name"',
});

export const methodParams = {
  create: fields({
    space: z.array(parameter),
    constraints: z.array(z.string()).default([]),
    direction: z.enum(['minimize', 'maximize']),
    sampler: z.unknown().optional(),
    pruner: z.unknown().optional(),
    seed: z.int().default(0),
  }),
  ask: fields({ study }),
  report: fields({ study, trial, step: z.int().min(0), value: number }),
  tell: fields({ study, trial, value: number.nullable(), state: z.enum(['complete', 'failed', 'pruned']).optional() }),
  enqueue: fields({ study, params }),
  add: fields({ study, params, value: number.nullable(), state: z.enum(['complete', 'failed', 'pruned']).optional() }),
  best: fields({ study }),
  importance: fields({ study }),
  close: fields({ study }),
} as const;

export type MethodName = keyof typeof methodParams;
export type MethodParams<Name extends MethodName> = z.output<(typeof methodParams)[Name]>;

/** Numbers that JSON cannot hold, as text, all the way down. */
export function toWire(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toWire(inner)]));
}
