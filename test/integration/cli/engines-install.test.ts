// `vernier engines install` and `remove` as scripts see them.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startVernier, temporaryFolder, vernier } from '../../support/vernier.ts';
import { writeTensorflowWheel, writeWheel } from '../../support/wheels.ts';

test('what cannot be installed or removed is one sentence and an exit code', async () => {
  const data = temporaryFolder();
  const unknown = await vernier(data, 'engines', 'install', 'jax');
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toMatch(/no engine "jax" to install.*tensorflow, tfjs-node-gpu/);
  writeFileSync(join(data, 'x.whl'), '');
  const wrong = await vernier(data, 'engines', 'install', 'tfjs-node-gpu', '--from', join(data, 'x.whl'));
  expect(wrong.stderr).toMatch(/--cuda and --from are for the engine tensorflow/);
  const missing = await vernier(data, 'engines', 'remove', 'tensorflow', '--json');
  expect([missing.code, missing.stdout]).toEqual([2, '']);
  expect(missing.stderr).toMatch(/^vernier: The engine "tensorflow" is not installed in .*\n$/);
});

test.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'libraries that do not load: progress as JSON lines, then the sentence, and nothing is installed',
  async () => {
    const data = temporaryFolder();
    const outcome = await vernier(data, 'engines', 'install', 'tensorflow', '--from', writeWheel(data), '--json');
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toMatch(
      /^vernier: tensorflow was not installed, since .*The engine onnx is used as before\.\n$/,
    );
    expect(outcome.events()[0]).toEqual({
      ...{ event: 'progress', engine: 'tensorflow', phase: 'unpack', what: 'libtensorflow_framework.so.2' },
      ...{ done: expect.any(Number), total: expect.any(Number), unit: 'bytes', eta: null },
    });
    expect(existsSync(join(data, 'engines', 'tensorflow'))).toBe(false);
  },
);

const named = process.env.VERNIER_TENSORFLOW;
test.skipIf(!named)(
  'a real wheel: a second program is told that it is busy, the engine is listed, and removed',
  async () => {
    const data = temporaryFolder();
    const wheel = writeTensorflowWheel(data);
    if (wheel === null) return;
    const args = ['engines', 'install', 'tensorflow', '--from', wheel, '--json'];
    const running = startVernier(data, args, { VERNIER_TENSORFLOW: '' });
    await running.line((line) => line.includes('"unpack"'));
    const second = await vernier(data, ...args);
    expect([second.code, second.stdout]).toEqual([1, '']);
    expect(second.stderr).toMatch(/^vernier: The engine tensorflow is being installed or removed in .* already;/);
    const done = await running.done;
    expect(done.events().at(-1)).toMatchObject({
      ...{ event: 'done', engine: 'tensorflow', version: '2.21.0', selfTest: { failed: 0 } },
      folder: join(data, 'engines', 'tensorflow'),
    });
    const removed = await vernier(data, 'engines', 'remove', 'tensorflow', '--json');
    expect(removed.events()).toEqual([{ event: 'done', engine: 'tensorflow', removed: true }]);
  },
);
