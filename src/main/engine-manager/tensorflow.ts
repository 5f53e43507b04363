// Installs the engine tensorflow: the libraries of a TensorFlow wheel, and for CUDA those of NVIDIA's wheels beside them.
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { type Machine, needSpace, type TryOut, throwIfCancelled, type Watch } from './machine.ts';
import { type Installed, writeManifest } from './manifest.ts';
import { replaceFolder } from './place.ts';
import { openWheel, unpackEntry, type Wheel, wheelMetadata } from './wheel.ts';
import { atLeast, fitsPlatform, parseWheelName } from './wheel-name.ts';
import { fetchWheels } from './wheels.ts';

export interface TensorflowRequest {
  readonly cuda: boolean;
  /** A wheel that is here already; null lets pip fetch one. */
  readonly from: string | null;
}

/** The oldest version that the engine can use. */
const oldest = [2, 9] as const;
/** Wheel and libraries together, bytes: 274 MB + 853 MB of tensorflow-cpu 2.21; with CUDA's wheels about 2.5 GB + 4.5 GB. */
const roomToDownload = { cpu: 1.15e9, cuda: 7e9 } as const;

const libraries = /^tensorflow\/libtensorflow(_cc|_framework)?\.(so\.2|2\.dylib)$/;
const cudaLibraries = /^nvidia\/[^/]+\/(lib|bin)\/.+/;

/** Where only whole wheels and parts of wheels lie, until an installation has used them. */
export const downloadsIn = (enginesDir: string) => join(enginesDir, '.downloads');

/** One sentence why TensorFlow cannot be installed on a machine; null when it can. */
export function tensorflowRefusal({ platform }: Pick<Machine, 'platform'>): string | null {
  if (platform === 'linux' || platform === 'darwin') return null;
  return `TensorFlow's library cannot be called on ${platform}; use the engine onnx.`;
}

/** Is there a build of TensorFlow with CUDA for a machine? */
export function hasCudaBuild({ platform, arch }: Pick<Machine, 'platform' | 'arch'>): boolean {
  return platform === 'linux' && arch === 'x64';
}

/**
 * Into `<enginesDir>/tensorflow/tensorflow`, where the engine looks. Cancelled, failed or not able to compute here, what was installed
 * before is untouched. The caller holds the engine's lock.
 */
export async function installTensorflow(
  request: TensorflowRequest,
  enginesDir: string,
  machine: Machine,
  watch: Watch,
  tryOut: TryOut,
): Promise<Installed> {
  const { platform, arch } = machine;
  const refusal = tensorflowRefusal(machine);
  if (refusal !== null) throw new AppError('unavailable', refusal);
  if (request.cuda && !hasCudaBuild(machine)) {
    throw new AppError('unavailable', `TensorFlow has no CUDA build for ${platform} ${arch}; install it without CUDA.`);
  }
  const downloads = downloadsIn(enginesDir);
  // Only x64 Linux has a smaller build without CUDA.
  const distribution = request.cuda || platform !== 'linux' || arch !== 'x64' ? 'tensorflow' : 'tensorflow-cpu';
  const main = request.from
    ? resolve(request.from)
    : await fetchMain(distribution, request.cuda, downloads, machine, watch);
  const { version } = checkName(main, machine);
  const opened: Wheel[] = [];
  try {
    const wheel = await openWheel(main);
    opened.push(wheel);
    if (wheel.entries.filter(({ fileName }) => libraries.test(fileName)).length < 2) {
      throw new AppError(
        'invalid',
        `${basename(main)} does not hold TensorFlow's two libraries; choose another wheel.`,
      );
    }
    if (request.cuda) {
      const wheels = await fetchWheels(cudaRequirements(await wheelMetadata(wheel), main), downloads, machine, watch);
      for (const file of wheels) opened.push(await openWheel(file));
    }
    const build = async (folder: string) => {
      const unpacked = await unpackAll(opened, folder, machine, watch);
      await writeManifest(folder, { version, cuda: request.cuda, bytes: unpacked, installedAt: Date.now() });
      return unpacked;
    };
    const bytes = await replaceFolder(enginesDir, 'tensorflow', build, tryOut);
    await rm(downloads, { recursive: true, force: true });
    return { version, folder: join(enginesDir, 'tensorflow'), bytes };
  } catch (error) {
    // Whole wheels stay for the next try, damaged ones would only fail again.
    if (error instanceof AppError && error.code === 'invalid') await rm(downloads, { recursive: true, force: true });
    throw error;
  } finally {
    for (const { zip } of opened) zip.close();
  }
}

/** The wheel that an earlier try has brought, else pip's. */
async function fetchMain(
  distribution: string,
  cuda: boolean,
  downloads: string,
  machine: Machine,
  watch: Watch,
): Promise<string> {
  const prefix = `${distribution.replaceAll('-', '_')}-`;
  const before = existsSync(downloads) ? await readdir(downloads) : [];
  const kept = before.find((name) => name.startsWith(prefix) && name.endsWith('.whl'));
  if (kept !== undefined) return join(downloads, kept);
  await needSpace(machine, join(downloads, '..'), cuda ? roomToDownload.cuda : roomToDownload.cpu);
  const [file] = await fetchWheels([`${distribution}>=${oldest.join('.')}`], downloads, machine, watch);
  if (file === undefined) throw new AppError('unavailable', `pip ended without a wheel of ${distribution}.`);
  return file;
}

function checkName(file: string, { platform, arch }: Machine): { version: string } {
  const name = parseWheelName(file);
  if (!/^(tensorflow|tf_nightly|intel_tensorflow)/.test(name.distribution)) {
    throw new AppError('invalid', `${basename(file)} is a wheel of ${name.distribution}, not of TensorFlow.`);
  }
  if (!fitsPlatform(name, platform, arch)) {
    throw new AppError(
      'invalid',
      `${basename(file)} was built for ${name.platforms.join(', ')}, and this machine is ${platform} ${arch}; choose the wheel for it.`,
    );
  }
  if (!atLeast(name.version, oldest)) {
    throw new AppError(
      'invalid',
      `${basename(file)} is TensorFlow ${name.version}, and the engine needs ${oldest.join('.')} or newer.`,
    );
  }
  return name;
}

/** NVIDIA's packages that the wheel asks for with its extra "and-cuda", with their version ranges. */
function cudaRequirements(metadata: string, file: string): string[] {
  const lines = [...metadata.matchAll(/^Requires-Dist: (nvidia-[\w-]+[^;\n]*);[^\n]*and-cuda/gm)];
  if (lines.length === 0) {
    throw new AppError('invalid', `${basename(file)} does not say which CUDA it needs; install it without CUDA.`);
  }
  return lines.map(([, requirement = '']) => requirement.replace(/[\s()]/g, ''));
}

async function unpackAll(
  wheels: readonly Wheel[],
  staging: string,
  machine: Machine,
  { signal, progress }: Watch,
): Promise<number> {
  const wanted = wheels.flatMap((wheel, index) =>
    wheel.entries
      .filter(({ fileName }) => (index === 0 ? libraries : cudaLibraries).test(fileName) && !fileName.endsWith('/'))
      .map((entry) => ({ wheel, entry })),
  );
  const totalBytes = wanted.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
  await needSpace(machine, staging, totalBytes);
  let bytes = 0;
  for (const { wheel, entry } of wanted) {
    throwIfCancelled(signal);
    await unpackEntry(wheel, entry, staging, signal, (more) => {
      bytes += more;
      progress({ phase: 'unpack', what: basename(entry.fileName), bytes, totalBytes });
    });
  }
  throwIfCancelled(signal);
  return totalBytes;
}
