// Cards of a machine, from the driver's program to the sentence on the terminal. The driver is a program that prints what a real one
// has printed; the engines are real, and none of them is built for CUDA here.
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getEngine } from '#main/training/engines/index.ts';
import { startVernier, temporaryFolder, writeJson } from '../../support/vernier.ts';

const rows = '0, GPU-5d5ba0d6-d33d, NVIDIA A100-SXM4-40GB, 40960, 3, 535.104.05';
const hasTensorflow = (await (await getEngine('tensorflow')).unavailable()) === null;
const skippedOn = process.platform === 'win32';

/** A machine whose driver answers so; the caller's own PATH after it. */
function machine(answer = `echo "${rows}"`) {
  const folder = temporaryFolder();
  const program = join(folder, 'nvidia-smi');
  writeFileSync(program, `#!/bin/sh\n[ "$1" = -L ] && exit 0\n${answer}\n`);
  chmodSync(program, 0o755);
  return { folder, env: { PATH: [folder, process.env.PATH].join(delimiter), CUDA_VISIBLE_DEVICES: undefined } };
}

const study = (engine: Record<string, unknown>) => ({
  ...{ version: 1, name: 'On cards', data: { source: 'sample', name: 'iris' } },
  settings: { 'training.epochs': 1 },
  search: { trials: 1 },
  engine: { name: 'onnx', ...engine },
});

function run(here: ReturnType<typeof machine>, engine: Record<string, unknown>) {
  const file = writeJson(here.folder, 'study.json', study(engine));
  return startVernier(join(here.folder, 'data'), ['run', file, '--json'], here.env).done;
}

describe.skipIf(skippedOn)('a study and the cards of the machine', () => {
  test('a card that is not there is refused with those that are, before any trial', async () => {
    const here = machine();
    const { code, stderr, events } = await run(here, { devices: [1] });
    expect(stderr).toMatch(
      /engine\.devices: This machine has no GPU 1; it has GPU 0 \(NVIDIA A100-SXM4-40GB, 40\.0 GB\) and the processor \("cpu"\)\./,
    );
    expect(code).toBe(1);
    expect(events().filter(({ event }) => event === 'trial')).toEqual([]);
    const file = join(here.folder, 'study.json');
    const checked = await startVernier(join(here.folder, 'data'), ['check', file], here.env).done;
    expect([checked.code, checked.stderr]).toEqual([1, stderr]);
  });

  test('a card that the engine cannot use is refused with what to do', async () => {
    const { code, stderr } = await run(machine(), { devices: [0] });
    expect(stderr).toMatch(
      /The engine "onnx" cannot train on GPU 0 .*; use "devices": "cpu", or bring an engine that can/,
    );
    expect(code).toBe(1);
  });

  test('"auto" trains on the processor, and says why the card stays idle', async () => {
    const { code, stderr, events } = await run(machine(), { devices: 'auto' });
    expect(stderr).toContain(
      'Trials train on the processor: the engine "onnx" does not use GPU 0 (NVIDIA A100-SXM4-40GB, 40.0 GB).',
    );
    expect(code).toBe(0);
    expect(events().at(-1)).toMatchObject({ event: 'done', trials: 1, best: { trial: 1 } });
  });

  test('a driver that fails is said once, and the study trains', async () => {
    const broken = machine('echo "Failed to initialize NVML: Driver/library version mismatch"; exit 18');
    const { code, stderr } = await run(broken, { devices: 'auto' });
    expect(stderr.match(/Driver\/library version mismatch/g)).toHaveLength(1);
    expect(code).toBe(0);
  });

  test.each([
    [{ devices: 'gpu' }, /"engine\.devices" must be "auto", "cpu" or a list like \[0, 1\]/],
    [{ devices: ['gpu0'] }, /"engine\.devices\[0\]" must be "cpu", the number of a GPU like 0, or its UUID/],
    [{ devices: ['auto', 0] }, /"engine\.devices" has "auto" beside other devices/],
    [{ devices: [0, '0'] }, /"engine\.devices" names a device twice/],
    [{ slotsPerDevice: 0 }, /"engine\.slotsPerDevice" must be at least 1, not 0/],
  ])('%j is a sentence about the file', async (engine, sentence) => {
    const { code, stderr, stdout } = await run(machine(), engine);
    expect(stderr).toMatch(sentence);
    expect([code, stdout]).toEqual([2, '']);
  });

  test.skipIf(!hasTensorflow)(
    'a TensorFlow without CUDA is asked in a process of its own, and refused by name',
    async () => {
      const { stderr } = await run(machine(), { name: 'tensorflow', devices: [0] });
      expect(stderr).toMatch(/The engine "tensorflow" cannot train on GPU 0/);
    },
  );
});

describe.skipIf(skippedOn)('vernier engines', () => {
  test('lists the cards, and what is missing to use them; in JSON every engine has its own', async () => {
    const here = machine();
    const text = await startVernier(join(here.folder, 'data'), ['engines'], here.env).done;
    expect(text.stdout).toMatch(
      /^GPU 0 \(NVIDIA A100-SXM4-40GB, 40\.0 GB\) {2}40\.0 GB free, driver 535\.104\.05, GPU-5d5b/m,
    );
    expect(text.stdout).toMatch(/No engine here trains on a card; bring one .*install tensorflow --cuda/);
    const json = await startVernier(join(here.folder, 'data'), ['engines', '--json'], here.env).done;
    for (const line of json.events()) expect(line.gpus).toEqual([]);
  });
});
