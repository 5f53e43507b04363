// `vernier ask-tell` as its own process: stdout carries answers only, the end of input ends it.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const entry = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url));
const create = {
  space: [
    { name: 'x', type: 'float', low: 0, high: 1, scale: 'linear' },
    { name: '层', type: 'categorical', choices: ['é', '二'] },
  ],
  direction: 'minimize',
  sampler: { kind: 'random' },
  seed: 1,
};

function start(...args: string[]) {
  const child = spawn(process.execPath, [entry, 'ask-tell', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    child,
    async end(input: string | Buffer[]) {
      for (const piece of typeof input === 'string' ? [input] : input) {
        await new Promise((resolve) => child.stdin.write(piece, resolve));
      }
      child.stdin.end();
      const code = await ended;
      return {
        code,
        stderr,
        answers: stdout
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line)),
      };
    },
    ended,
  };
}
const request = (id: number, method: string, params: unknown) => JSON.stringify({ jsonrpc: '2.0', id, method, params });

test('a whole study in one input, the last line without its end, in windows line ends', async () => {
  const lines = [
    request(1, 'create', create),
    'what?',
    request(2, 'ask', { study: '1' }),
    request(3, 'tell', { study: '1', trial: 1, value: 0.5 }),
    request(4, 'best', { study: '1' }),
  ];
  const { code, stderr, answers } = await start().end(lines.join('\r\n'));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(answers).toHaveLength(5);
  expect(answers[1]).toMatchObject({ id: null, error: { code: -32700 } });
  expect(answers[4]).toEqual({ jsonrpc: '2.0', id: 4, result: { ...answers[2].result, value: 0.5 } });
});

test('letters may come in halves, and options that every command takes are taken', async () => {
  const bytes = Buffer.from(
    `${request(1, 'create', create)}\n${request(2, 'add', { study: '1', params: { x: 0, 层: '二' }, value: 1 })}\n`,
  );
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(7 * i, 7 * i + 7));
  const { code, answers } = await start('--data-dir', 'unused').end(pieces);
  expect(code).toBe(0);
  expect(answers).toEqual([
    { jsonrpc: '2.0', id: 1, result: { study: '1' } },
    { jsonrpc: '2.0', id: 2, result: { trial: 1 } },
  ]);
});

test('a line without end is refused and skipped', async () => {
  const { code, answers } = await start().end([
    ...Array.from({ length: 66 }, () => Buffer.alloc(2 ** 20, '[')),
    Buffer.from(`\n${request(1, 'create', create)}\n`),
  ]);
  expect(code).toBe(0);
  expect(answers).toMatchObject([
    { id: null, error: { code: -32600, message: expect.stringMatching(/64 MiB/) } },
    { id: 1 },
  ]);
});

test('it ends when nobody reads its answers', async () => {
  const { child, ended } = start();
  child.stdout.destroy();
  const timer = setInterval(() => child.stdin.write(`${request(1, 'create', create)}\n`), 20);
  onTestFinished(() => clearInterval(timer));
  expect(await ended).toBe(0);
});
