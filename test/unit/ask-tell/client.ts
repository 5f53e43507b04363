// The service as a client sees it: lines in, lines out.
import { answerLine, createService } from '#main/ask-tell/index.ts';

export interface Answer {
  readonly id: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: { readonly path?: string } };
}

export function startService() {
  const service = createService();
  let id = 0;
  const line = (text: string): unknown => {
    const answer = answerLine(service, text);
    return answer === null ? null : JSON.parse(answer);
  };
  const send = (method: string, params: unknown): Answer =>
    line(JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params })) as Answer;
  return {
    line,
    send,
    /** The result; an error is thrown. */
    call<T = Record<string, unknown>>(method: string, params: unknown): T {
      const { result, error } = send(method, params);
      if (error) throw new Error(`${error.code} ${error.message}`);
      return result as T;
    },
    refusal(method: string, params: unknown) {
      const { error } = send(method, params);
      if (!error) throw new Error(`${method} was not refused`);
      return error;
    },
  };
}

export const x = { name: 'x', type: 'float', low: 0, high: 1, scale: 'linear' };
export const kind = { name: 'kind', type: 'categorical', choices: ['a', 'b'] };
export const depth = { name: 'depth', type: 'int', low: 1, high: 8, scale: 'log', when: { kind: ['a'] } };
export const created = { space: [x, kind, depth], direction: 'minimize', sampler: { kind: 'random' }, seed: 3 };
