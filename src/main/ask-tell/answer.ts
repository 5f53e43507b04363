// JSON-RPC 2.0 (jsonrpc.org/specification): one line in, one line or nothing out.
import { toAppError } from '#shared/errors.ts';
import { isRecord } from '#shared/study/fields.ts';
import { RpcError, rpcCodes } from './rpc-error.ts';
import type { AskTellService } from './service.ts';

type Id = string | number | null;
interface Answer {
  readonly jsonrpc: '2.0';
  readonly id: Id;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** The answer to one line as JSON; null when there is none to give (notifications, an empty line). Never throws. */
export function answerLine(service: AskTellService, line: string): string | null {
  const text = line.replace(/^\uFEFF/, '').trim();
  if (text === '') return null;
  const answer = answerText(service, text);
  return answer === null ? null : toText(answer);
}

/** What is said of a line that is longer than the transport takes. */
export function tooLong(limit: number): string {
  const sentence = `The line is longer than ${limit / 2 ** 20} MiB; send smaller requests.`;
  return toText(failure(null, new RpcError(rpcCodes.request, sentence)));
}

function answerText(service: AskTellService, text: string): Answer | readonly Answer[] | null {
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch (thrown) {
    const detail = toAppError(thrown).message.replace(/\s+/g, ' ').slice(0, 120);
    return failure(
      null,
      new RpcError(rpcCodes.parse, `The line is not JSON (${detail}); send one JSON object per line.`),
    );
  }
  if (!Array.isArray(request)) return answerOne(service, request);
  if (request.length === 0) {
    return failure(null, new RpcError(rpcCodes.request, 'The batch is empty; put at least one request into it.'));
  }
  const answers = request.flatMap((one) => answerOne(service, one) ?? []);
  return answers.length === 0 ? null : answers;
}

function answerOne(service: AskTellService, request: unknown): Answer | null {
  const id = idOf(request);
  const wrong = wrongWith(request);
  if (wrong !== null) return failure(id ?? null, new RpcError(rpcCodes.request, wrong));
  const { method, params = {} } = request as { method: string; params?: unknown };
  try {
    const result = service.call(method, params);
    return id === undefined ? null : { jsonrpc: '2.0', id, result };
  } catch (thrown) {
    return id === undefined ? null : failure(id, thrown);
  }
}

/** undefined: a notification. */
function idOf(request: unknown): Id | undefined {
  if (!isRecord(request)) return null;
  const { id } = request;
  return typeof id === 'string' || (typeof id === 'number' && Number.isFinite(id)) || id === undefined ? id : null;
}

function wrongWith(request: unknown): string | null {
  if (!isRecord(request)) return 'A request must be an object { "jsonrpc": "2.0", "id": …, "method": …, "params": … }.';
  if (request.jsonrpc !== '2.0') return '"jsonrpc" must be "2.0"; add it to the request.';
  if (typeof request.method !== 'string') return '"method" must be a text like "ask".';
  if (request.id !== undefined && request.id !== null && idOf(request) === null)
    return '"id" must be a text, a number or null.';
  const { params } = request;
  if (params !== undefined && (typeof params !== 'object' || params === null))
    return '"params" must be an object { … }.';
  return null;
}

function failure(id: Id, thrown: unknown): Answer {
  if (thrown instanceof RpcError) {
    const { code, message, data } = thrown;
    return { jsonrpc: '2.0', id, error: { code, message, ...(data && { data }) } };
  }
  const { code, message, details } = toAppError(thrown);
  const impossible = code === 'invalid' && 'constraints' in details;
  const rpcCode = impossible ? rpcCodes.contradiction : code === 'invalid' ? rpcCodes.params : rpcCodes.internal;
  return { jsonrpc: '2.0', id, error: { code: rpcCode, message } };
}

function toText(answer: Answer | readonly Answer[]): string {
  return JSON.stringify(answer, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}
