// The service as other programs use it: a child process that is written to and read from, line by line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const entry = new URL('../../../src/main/cli.ts', import.meta.url).pathname;

interface Reply {
  readonly id: number | null;
  readonly result?: {
    readonly study: string;
    readonly trial: number;
    readonly params: Readonly<Record<string, number>>;
  };
  readonly error?: { readonly code: number };
}

function open() {
  const child = spawn(process.execPath, [entry, 'ask-tell'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    write: (text: string) => child.stdin.write(text),
    end: () => child.stdin.end(),
    kill: () => child.kill(),
    async read(): Promise<Reply> {
      const { value, done } = await lines.next();
      if (done) throw new Error('The service ended.');
      return JSON.parse(value);
    },
    async ended() {
      const [code] = await ended;
      return { code, stderr };
    },
  };
}

const line = (id: number | undefined, method: string, params: object) =>
  `${JSON.stringify({ jsonrpc: '2.0', ...(id !== undefined && { id }), method, params })}\n`;

test('tunes two studies at once, answers in order, survives bad lines, and ends with its input', async () => {
  const service = open();
  try {
    const space = [{ name: 'x', type: 'float', low: -1, high: 1, scale: 'linear' }];
    service.write(line(1, 'create', { space, direction: 'minimize', sampler: { kind: 'auto' }, seed: 4 }));
    service.write(line(2, 'create', { space, direction: 'maximize', sampler: { kind: 'random' }, seed: 4 }));
    const studies = [(await service.read()).result?.study ?? '', (await service.read()).result?.study ?? ''];
    expect(studies).toEqual(['s1', 's2']);
    for (let round = 0; round < 25; round++) {
      for (const study of studies) {
        service.write(line(10, 'ask', { study }));
        const { trial, params } = (await service.read()).result ?? { trial: 0, params: { x: 0 } };
        // A notification: no reply comes.
        service.write(line(undefined, 'tell', { study, trial, value: ((params.x ?? 0) - 0.3) ** 2 }));
      }
    }
    service.write('this is no JSON\n\n');
    expect((await service.read()).error?.code).toBe(-32700);
    service.write(line(11, 'best', { study: 's1' }));
    expect((await service.read()).result).toMatchObject({ params: { x: expect.closeTo(0.3, 1) } });
    // The last line may lack its end.
    service.write(line(12, 'best', { study: 's2' }).trimEnd());
    service.end();
    expect((await service.read()).id).toBe(12);
    expect(await service.ended()).toEqual({ code: 0, stderr: '' });
  } finally {
    service.kill();
  }
});
