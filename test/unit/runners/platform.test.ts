import { describe, expect, it } from 'vitest';
import { commandEnvironment, describeExit, workerEnvironment } from '#main/runners/platform.ts';
import { cpu } from '#main/runners/runner.ts';

describe('environment of a worker', () => {
  const host = {
    PATH: '/bin',
    HOME: '/home/a',
    NODE_OPTIONS: '--inspect',
    VERNIER_TOKEN: 'secret',
    ELECTRON_RUN_AS_NODE: '1',
  };

  it('takes over only what it needs, and pins the threads', () => {
    const environment = workerEnvironment('linux', host, 3);
    expect(environment).toMatchObject({ PATH: '/bin', HOME: '/home/a', OMP_NUM_THREADS: '3', MKL_NUM_THREADS: '3' });
    expect(Object.keys(environment).filter((name) => /NODE|VERNIER|ELECTRON/.test(name))).toEqual([]);
  });

  it('knows where engines are installed', () => {
    expect(workerEnvironment('linux', { VERNIER_ENGINES_DIR: '/e', VERNIER_TFJS_BACKEND: 'wasm' }, 1)).toMatchObject({
      VERNIER_ENGINES_DIR: '/e',
      VERNIER_TFJS_BACKEND: 'wasm',
    });
  });

  it('shows a worker its own card and no other, whatever the host sees, and lets it share the memory', () => {
    const gpu = { id: '1', uuid: 'GPU-8932f937', name: 'Card', memoryBytes: null, usedBytes: null, driver: null };
    const host = {
      CUDA_VISIBLE_DEVICES: '0,1',
      CUDA_DEVICE_ORDER: 'FASTEST_FIRST',
      TF_FORCE_GPU_ALLOW_GROWTH: 'false',
    };
    const onCard = workerEnvironment('linux', host, 1, { kind: 'gpu', gpu });
    expect(onCard).toMatchObject({ CUDA_VISIBLE_DEVICES: 'GPU-8932f937', TF_FORCE_GPU_ALLOW_GROWTH: 'true' });
    expect(workerEnvironment('linux', host, 1, cpu).CUDA_VISIBLE_DEVICES).toBe('-1');
  });

  it('finds Windows names whatever their case', () => {
    expect(workerEnvironment('win32', { Path: 'C:\\x', SYSTEMROOT: 'C:\\Windows', HOME: 'h' }, 1)).toMatchObject({
      Path: 'C:\\x',
      SYSTEMROOT: 'C:\\Windows',
    });
    expect(workerEnvironment('win32', { HOME: 'h' }, 1)).not.toHaveProperty('HOME');
  });
});

describe("environment of a program of the user's", () => {
  it("is what a terminal has, without what only the host is told, and with the trial's share of the machine", () => {
    const host = {
      ...{ PATH: '/bin', CONDA_PREFIX: '/opt/conda', PYTHONPATH: '/lib', NODE_OPTIONS: '--max-old-space-size=4096' },
      ...{ OMP_NUM_THREADS: '64', CUDA_VISIBLE_DEVICES: '0,1', UNSET: undefined },
      ...{ VERNIER_DATA_DIR: '/d', ELECTRON_RUN_AS_NODE: '1', npm_config_cache: '/c', NODE_CHANNEL_FD: '3' },
    };
    const environment = commandEnvironment(host, 2, cpu);
    expect(environment).toMatchObject({
      ...{ PATH: '/bin', CONDA_PREFIX: '/opt/conda', PYTHONPATH: '/lib', NODE_OPTIONS: '--max-old-space-size=4096' },
      ...{ OMP_NUM_THREADS: '2', MKL_NUM_THREADS: '2', CUDA_VISIBLE_DEVICES: '-1' },
    });
    expect(Object.keys(environment).filter((name) => /VERNIER|ELECTRON|npm_|CHANNEL|UNSET/.test(name))).toEqual([]);
  });
});

describe('how a worker ended', () => {
  it.each([
    ['linux', null, 'SIGKILL', 'it was killed (SIGKILL); when nobody did it by hand, the system was out of memory'],
    ['darwin', null, 'SIGSEGV', 'signal SIGSEGV'],
    ['linux', 70, null, 'exit code 70'],
    ['win32', 3221225477, null, 'exit code 0xc0000005, access violation'],
    ['win32', -1073741819, null, 'exit code 0xc0000005, access violation'],
  ] as const)('%s %s %s', (platform, code, signal, text) => {
    expect(describeExit(platform, code, signal)).toBe(text);
  });
});
