// The Python client and its example against the real service.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { pythonWith } from '../export/python.ts';

const path = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const plain = pythonWith('json');
const learning = pythonWith('sklearn');
if (plain === null)
  console.log('The Python client is not tested: there is no Python (python3, or VERNIER_PEER_PYTHON).');
if (learning === null)
  console.log('The Python example is not tested: no Python with scikit-learn (VERNIER_PEER_PYTHON).');

function python(program: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, {
    env: { ...process.env, VERNIER_COMMAND: `"${process.execPath}" "${path('src/main/cli.ts')}"` },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, output }));
  });
}

test.skipIf(plain === null)('the client does what its docstrings say', async () => {
  const { code, output } = await python(plain ?? '', [path('test/integration/ask-tell/client_test.py')]);
  expect(output).toMatch(/\nOK\s*$/);
  expect(code).toBe(0);
});

test.skipIf(learning === null)('the example tunes a scikit-learn classifier', async () => {
  const { code, output } = await python(learning ?? '', [path('examples/python/tune_classifier.py'), '--trials', '12']);
  expect(code, output).toBe(0);
  expect(Number(/best accuracy ([\d.]+) in trial \d+/.exec(output)?.[1])).toBeGreaterThan(0.93);
  const shares = [...output.matchAll(/([\d.]+)%$/gm)].map(([, share]) => Number(share));
  expect(shares).toHaveLength(5);
  expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100)).toBeLessThan(0.5);
});
