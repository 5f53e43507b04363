// The service: a line in, a line or nothing out. Knows no stream; studies live as long as it does.
import type { z } from 'zod';
import { parseWith } from '#shared/study/fields.ts';
import { AskTellStudy } from './study.ts';
import { type MethodName, type MethodParams, methodParams, RpcError, request, rpcCodes, toWire } from './wire.ts';

type Methods = { readonly [Name in MethodName]: (given: MethodParams<Name>) => unknown };

type Id = string | number | null;

/** JSON-RPC 2.0 with batches. Never throws. */
export function createAskTellService(): { handle(line: string): string | null } {
  const studies = new Map<string, AskTellStudy>();
  let created = 0;

  const known = (id: string): AskTellStudy => {
    const study = studies.get(id);
    if (study !== undefined) return study;
    throw new RpcError('unknownStudy', `study: There is no study ${JSON.stringify(id)}; create one first.`);
  };

  const methods: Methods = {
    create(given) {
      const study = new AskTellStudy(given);
      const id = `s${++created}`;
      studies.set(id, study);
      return { study: id };
    },
    ask: ({ study }) => known(study).ask() ?? { trial: null, done: true },
    report: ({ study, trial, step, value }) => ({ prune: known(study).report(trial, step, value) }),
    tell({ study, trial, value, state }) {
      known(study).tell(trial, value, state);
      return {};
    },
    enqueue({ study, params }) {
      known(study).enqueue(params);
      return {};
    },
    add: ({ study, params, value, state }) => ({ trial: known(study).add(params, value, state) }),
    best: ({ study }) => known(study).best(),
    importance: ({ study }) => ({ importance: known(study).importance() }),
    close({ study }) {
      known(study);
      studies.delete(study);
      return {};
    },
  };

  function call(name: string, given: unknown): unknown {
    if (!Object.hasOwn(methods, name)) {
      throw new RpcError(
        'method',
        `There is no method ${JSON.stringify(name)}; there are ${Object.keys(methods).join(', ')}.`,
      );
    }
    const method = name as MethodName;
    const parsed = parseWith<unknown>(methodParams[method] as z.ZodType<unknown>, given ?? {});
    if (!parsed.ok) {
      const [{ path = '', message = '' } = {}] = parsed.problems;
      const named = `"${path}" `;
      const rest = message.startsWith(named) ? ` ${message.slice(named.length)}` : `: ${message}`;
      throw new RpcError('params', `${path === '' ? 'params' : path}${rest}`);
    }
    return (methods[method] as (valid: unknown) => unknown)(parsed.value);
  }

  /** The reply to one request; null for a notification. */
  function answer(raw: unknown): object | null {
    const parsed = request.safeParse(raw);
    if (!parsed.success) {
      const id = idOf(raw);
      return failure(id, rpcCodes.request, 'A request is {"jsonrpc": "2.0", "method": …, "params": {…}, "id": …}.');
    }
    const { method, params, id } = parsed.data;
    try {
      const result = call(method, params);
      return id === undefined ? null : { jsonrpc: '2.0', id, result: toWire(result) };
    } catch (thrown) {
      if (id === undefined) return null;
      if (thrown instanceof RpcError) return failure(id, thrown.code, thrown.message);
      return failure(id, rpcCodes.internal, thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  return {
    handle(line) {
      let raw: unknown;
      try {
        raw = JSON.parse(line);
      } catch (error) {
        return JSON.stringify(failure(null, rpcCodes.parse, `The line is not JSON: ${(error as Error).message}.`));
      }
      if (!Array.isArray(raw)) {
        const reply = answer(raw);
        return reply && JSON.stringify(reply);
      }
      if (raw.length === 0)
        return JSON.stringify(failure(null, rpcCodes.request, 'A batch holds at least one request.'));
      const replies = raw.map(answer).filter((reply) => reply !== null);
      return replies.length === 0 ? null : JSON.stringify(replies);
    },
  };
}

function failure(id: Id, code: number, message: string): object {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

function idOf(raw: unknown): Id {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
