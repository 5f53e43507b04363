// Which backend of tfjs a machine gets.
import { describe, expect, it } from 'vitest';
import type { Backend } from '#main/training/engines/tfjs/backend.ts';
import { candidates, openBackend, openFirst } from '#main/training/engines/tfjs/backends.ts';
import { AppError } from '#shared/errors.ts';

const installed =
  (...names: string[]) =>
  (name: string) =>
    names.includes(name);
const shipped = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm'];

describe('the backends worth trying', () => {
  it('is wasm alone as Vernier is installed', () => {
    expect(candidates(installed(...shipped))).toEqual(['wasm']);
  });

  it('puts native TensorFlow first, the one for GPUs before the other, wasm last', () => {
    const everything = [
      '@tensorflow/tfjs-node',
      '@tensorflow/tfjs-node-gpu',
      '@tensorflow/tfjs-backend-webgpu',
      'webgpu',
    ];
    expect(candidates(installed(...shipped, ...everything))).toEqual(['tfjs-node-gpu', 'tfjs-node', 'webgpu', 'wasm']);
  });

  it('has webgpu only with both its packages', () => {
    expect(candidates(installed(...shipped, 'webgpu'))).toEqual(['wasm']);
    expect(candidates(installed(...shipped, '@tensorflow/tfjs-backend-webgpu'))).toEqual(['wasm']);
  });

  it('is only the wanted one, or none where it is not installed', () => {
    expect(candidates(installed(...shipped, '@tensorflow/tfjs-node'), 'wasm')).toEqual(['wasm']);
    expect(candidates(installed(...shipped), 'tfjs-node')).toEqual([]);
  });
});

describe('opening', () => {
  const working = { version: 'works' } as Backend;

  it('takes the next one when one does not start', async () => {
    const tried: string[] = [];
    const found = await openFirst(['tfjs-node', 'webgpu', 'wasm'], async (name) => {
      tried.push(name);
      if (name !== 'wasm') throw new Error('no');
      return working;
    });
    expect(found).toBe(working);
    expect(tried).toEqual(['tfjs-node', 'webgpu', 'wasm']);
  });

  it('says in one sentence what each one said when none starts', async () => {
    const opening = openFirst(['tfjs-node', 'wasm'], async (name) => {
      throw new Error(`${name === 'wasm' ? 'no memory' : 'no libtensorflow'}\nat a stack`);
    });
    await expect(opening).rejects.toBeInstanceOf(AppError);
    await expect(opening).rejects.toThrow(
      'The engine tfjs does not start here (tfjs-node: no libtensorflow; wasm: no memory); reinstall Vernier.',
    );
    await expect(openFirst([], async () => working)).rejects.toThrow('its packages are not installed');
  });

  it('opens wasm on this machine, without asking for a self-test', async () => {
    const backend = await openBackend(
      async () => {
        throw new Error('asked');
      },
      { VERNIER_TFJS_BACKEND: 'wasm' },
    );
    expect(backend.version).toMatch(/^4\.\d+\.\d+ \(wasm/);
    expect(() => backend.kernel('NoSuchKernel')).toThrow('no kernel NoSuchKernel');
  });
});
