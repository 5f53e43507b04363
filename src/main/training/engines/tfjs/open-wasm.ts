// The backend that runs everywhere: XNNPACK in WebAssembly, on one thread.
import { dirname, sep } from 'node:path';
import { backendOf, type Core, type Opener } from './backend.ts';
import { loadPackage } from './packages.ts';
import { wasmKernels } from './wasm-kernels.ts';

interface Wasm {
  setWasmPaths(folder: string): void;
}

export const openWasm: Opener = async ([coreFile = '', wasmFile = '']) => {
  const core = await loadPackage<Core>(coreFile);
  const wasm = await loadPackage<Wasm>(wasmFile);
  wasm.setWasmPaths(dirname(wasmFile) + sep);
  if (!(await core.setBackend('wasm'))) throw new Error('WebAssembly does not start');
  const simd = core.env().get('WASM_HAS_SIMD_SUPPORT') === true;
  const traits = {
    packsMatrices: true,
    fusesBias: false,
    convolutionGradients: false,
    losesNaN: true,
  };
  return backendOf(core, 'wasm', simd ? 'wasm with SIMD' : 'wasm', traits, wasmKernels);
};
