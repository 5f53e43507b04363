// The backend for graphics processors of every maker: WebGPU through Dawn, which the package `webgpu` brings.
import type { KernelBackend } from '@tensorflow/tfjs-core';
import { backendOf, type Core, type Opener } from './backend.ts';
import { loadPackage } from './packages.ts';

interface Adapter {
  readonly info: { readonly vendor: string; readonly architecture: string; readonly description: string };
  readonly limits: Readonly<Record<string, number>>;
  requestDevice(wanted: { requiredLimits: Record<string, number | undefined> }): Promise<object>;
}

interface Dawn {
  readonly globals: object;
  create(flags: readonly string[]): { requestAdapter(options: object): Promise<Adapter | null> };
}

interface WebgpuPackage {
  readonly WebGPUBackend: new (device: object, info: object) => KernelBackend;
}

/** What large models need more of than WebGPU's defaults. */
const limits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
];

export const openWebgpu: Opener = async ([coreFile = '', webgpuFile = '', dawnFile = '']) => {
  const { create, globals } = await loadPackage<Dawn>(dawnFile);
  // Without an adapter tfjs would silently choose another backend.
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Error('there is no graphics adapter');
  Object.assign(globalThis, globals);
  const core = await loadPackage<Core>(coreFile);
  const { WebGPUBackend } = await loadPackage<WebgpuPackage>(webgpuFile);
  const requiredLimits = Object.fromEntries(limits.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ requiredLimits });
  // The backend looks for it where browsers have it. Before the package was loaded, it would have registered itself, with a device of
  // smaller limits.
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
  core.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);
  if (!(await core.setBackend('webgpu'))) throw new Error('the graphics adapter does not start');
  const { vendor, architecture, description } = adapter.info;
  const label = [vendor, architecture || description].filter((part) => part !== '').join(' ');
  return {
    ...backendOf(core, 'webgpu', label === '' ? 'webgpu' : `webgpu, ${label}`, {
      packsMatrices: false,
      fusesBias: true,
      convolutionGradients: true,
      losesNaN: true,
    }),
    // Graphics drivers differ in what they compute.
    needsSelfTest: true,
  };
};
