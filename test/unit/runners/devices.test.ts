import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DeviceSearch, findDevices, gpuLoads, thisMachinesDevices, visibleGpus } from '#main/runners/devices.ts';
import { isProgramThere } from '#main/runners/find-program.ts';
import { parseInstances, parseRows } from '#main/runners/nvidia-smi.ts';
import { nvidiaSmiPaths } from '#main/runners/platform.ts';

// As nvidia-smi prints them; UUIDs shortened.
const two = `0, GPU-5d5ba0d6-d33d, NVIDIA A100-SXM4-40GB, 40960, 3, 535.104.05
1, GPU-8932f937-1d2c, NVIDIA A100-SXM4-40GB, 40960, 39012, 535.104.05
`;
const listOfTwo = `GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5ba0d6-d33d)
GPU 1: NVIDIA A100-SXM4-40GB (UUID: GPU-8932f937-1d2c)
`;
const divided = `GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5ba0d6-d33d)
  MIG 3g.20gb     Device  0: (UUID: MIG-c6d4f1ef-42e4)
  MIG 1c.2g.10gb  Device  1: (UUID: MIG-cba663e8-9bed)
GPU 1: NVIDIA A100-SXM4-40GB (UUID: GPU-8932f937-1d2c)
`;

function machine(rows: string, list = '', change: Partial<DeviceSearch> = {}): DeviceSearch {
  return {
    ...{ platform: 'linux', environment: {} },
    run: async (_program, [option]) => ({ kind: 'ended', code: 0, stdout: option === '-L' ? list : rows }),
    ...change,
  };
}

describe('cards of a machine', () => {
  it('are read with memory in bytes and the driver', async () => {
    const { gpus, problem } = await findDevices(machine(two, listOfTwo));
    expect(problem).toBeNull();
    expect(gpus).toHaveLength(2);
    expect(gpus[1]).toEqual({
      ...{ id: '1', uuid: 'GPU-8932f937-1d2c', name: 'NVIDIA A100-SXM4-40GB', driver: '535.104.05' },
      ...{ memoryBytes: 40960 * 2 ** 20, usedBytes: 39012 * 2 ** 20 },
    });
  });

  it('a card that is divided stands for its instances, each with its own memory', async () => {
    const { gpus } = await findDevices(machine(two, divided));
    expect(gpus.map(({ id, uuid, memoryBytes, usedBytes }) => [id, uuid, memoryBytes, usedBytes])).toEqual([
      ['0:0', 'MIG-c6d4f1ef-42e4', 20 * 2 ** 30, null],
      ['0:1', 'MIG-cba663e8-9bed', 10 * 2 ** 30, null],
      ['1', 'GPU-8932f937-1d2c', 40 * 2 ** 30, 39012 * 2 ** 20],
    ]);
    expect(gpus[1]?.name).toBe('NVIDIA A100-SXM4-40GB MIG 1c.2g.10gb');
  });

  it('what the driver does not know is null, and odd lines are passed over', () => {
    const text = [
      'WARNING: infoROM is corrupted at gpu 0000:02:00.0',
      '0, GPU-aa, NVIDIA GB10, [N/A], [N/A], 580.65\r',
      '1, [Unknown Error], [GPU requires reset], [Unknown Error], [Unknown Error], 535.1',
      '2, GPU-bb, Tesla K20, rev. A, 4743, [Not Supported], [N/A]',
      '',
      'GPU-cc',
    ].join('\n');
    expect(parseRows(text)).toEqual([
      { id: '0', uuid: 'GPU-aa', name: 'NVIDIA GB10', memoryBytes: null, usedBytes: null, driver: '580.65' },
      {
        id: '2',
        uuid: 'GPU-bb',
        name: 'Tesla K20, rev. A',
        memoryBytes: 4743 * 2 ** 20,
        usedBytes: null,
        driver: null,
      },
    ]);
    expect(parseInstances('nonsense\n  MIG broken')).toEqual([]);
  });
});

describe('a machine whose driver does not tell', () => {
  it('has no card when the program is missing, which is nothing to complain of', async () => {
    const run = async () => ({ kind: 'missing', code: null, stdout: '' }) as const;
    expect(await findDevices(machine('', '', { run }))).toEqual({ gpus: [], problem: null });
  });

  it('is asked nothing on macOS', async () => {
    const run = () => Promise.reject(new Error('must not be asked'));
    expect(await findDevices(machine('', '', { platform: 'darwin', run }))).toEqual({ gpus: [], problem: null });
  });

  it.each([
    [
      { kind: 'late', code: null, stdout: '' },
      "NVIDIA's driver does not answer within 10 s; restart it or the machine.",
    ],
    [
      {
        kind: 'ended',
        code: 9,
        stdout:
          "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n\n",
      },
      /cannot list its cards: NVIDIA-SMI has failed because it couldn't communicate/,
    ],
    [{ kind: 'ended', code: 255, stdout: '' }, /nvidia-smi ended with code 255/],
  ] as const)('says why in one sentence: %j', async (answer, sentence) => {
    const found = await findDevices(machine('', '', { run: async () => answer }));
    expect(found.gpus).toEqual([]);
    expect(found.problem).toMatch(sentence);
    expect(found.problem?.split('\n')).toHaveLength(1);
  });

  it('a driver without a card is no problem', async () => {
    const run = async () => ({ kind: 'ended', code: 6, stdout: 'No devices were found\n' }) as const;
    expect(await findDevices(machine('', '', { run }))).toEqual({ gpus: [], problem: null });
  });
});

describe('what CUDA_VISIBLE_DEVICES leaves', () => {
  const gpus = parseRows(two);
  it.each([
    [undefined, ['0', '1']],
    ['', []],
    ['-1', []],
    ['1', ['1']],
    ['1,0', ['1', '0']],
    ['GPU-8932f937', ['1']],
    ['0,7,1', ['0']],
    [' 1 , 1 ', ['1']],
  ] as const)('%j: %j', (variable, ids) => {
    expect(visibleGpus(gpus, variable).map(({ id }) => id)).toEqual(ids);
  });
});

describe("the driver's program", () => {
  it('is looked for on Windows where drivers have put it, whatever the case of the variables', () => {
    const paths = nvidiaSmiPaths('win32', { SYSTEMROOT: 'D:\\Windows', PROGRAMFILES: 'D:\\Programs' });
    expect(paths).toEqual([
      'nvidia-smi.exe',
      'D:\\Windows\\System32\\nvidia-smi.exe',
      'D:\\Programs\\NVIDIA Corporation\\NVSMI\\nvidia-smi.exe',
    ]);
    expect(nvidiaSmiPaths('linux', {})).toContain('/usr/lib/wsl/lib/nvidia-smi');
    expect(nvidiaSmiPaths('darwin', {})).toEqual([]);
  });

  it('is looked for on PATH as the platform writes it, before a process is started', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vernier-smi-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'nvidia-smi'), '');
    expect(isProgramThere('nvidia-smi', 'linux', { PATH: `/nowhere:${folder}` })).toBe(true);
    expect(isProgramThere('nvidia-smi', 'linux', { Path: folder })).toBe(false);
    expect(isProgramThere(join(folder, 'nvidia-smi'), 'linux', {})).toBe(true);
    expect(isProgramThere(join(folder, 'other'), 'linux', { PATH: folder })).toBe(false);
    expect(isProgramThere('nvidia-smi', 'linux', { PATH: '' })).toBe(false);
    expect(isProgramThere('nvidia-smi', 'win32', { Path: `C:\\nowhere;${folder}` })).toBe(process.platform === 'win32');
  });

  it.skipIf(process.platform === 'win32')('is really run: its lines, its exit code, and its absence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vernier-smi-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const search = thisMachinesDevices({ PATH: folder });
    expect(await search.run('nvidia-smi', ['-L'])).toMatchObject({ kind: 'missing' });
    const program = join(folder, 'nvidia-smi');
    writeFileSync(program, `#!/bin/sh\ncase "$1" in -L) exit 0;; *) echo "0, GPU-aa, Card, 8192, 1, 1.0";; esac\n`);
    chmodSync(program, 0o755);
    expect((await findDevices(search)).gpus).toMatchObject([{ id: '0', name: 'Card' }]);
    writeFileSync(program, '#!/bin/sh\necho "Failed to initialize NVML: Driver/library version mismatch"\nexit 18\n');
    expect((await findDevices(search)).problem).toContain('Driver/library version mismatch');
  });
});

it('how busy cards are: what the driver does not say is null, other lines are passed over', async () => {
  const stdout = [
    '0, NVIDIA H100 80GB HBM3, 87, 1024, 81559',
    '1, NVIDIA A100-SXM4-40GB, [N/A], [N/A], 40960',
    'Warning: persistence mode is off',
  ].join('\n');
  const answering = (code: number) => ({
    platform: 'linux' as const,
    environment: {},
    run: async () => ({ kind: 'ended' as const, code, stdout }),
  });
  expect(await gpuLoads(answering(0))).toEqual([
    { id: '0', name: 'NVIDIA H100 80GB HBM3', busy: 0.87, usedBytes: 1024 * 2 ** 20, memoryBytes: 81559 * 2 ** 20 },
    { id: '1', name: 'NVIDIA A100-SXM4-40GB', busy: null, usedBytes: null, memoryBytes: 40960 * 2 ** 20 },
  ]);
  expect(await gpuLoads(answering(9))).toEqual([]);
});
