// Installs @tensorflow/tfjs-node-gpu for the engine tfjs, by the user's own npm, into a folder of its own.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { type Machine, needSpace, type TryOut, type Watch } from './machine.ts';
import { bytesOf, type Installed, writeManifest } from './manifest.ts';
import { replaceFolder } from './place.ts';
import { lastError, runProgram } from './process.ts';

/** Package and the libtensorflow with CUDA that its own script fetches, packed and unpacked, bytes. */
const room = 3e9;
const packageName = '@tensorflow/tfjs-node-gpu';
/** Between two looks at how much has come, ms. */
const lookEvery = 500;

/**
 * Into `<enginesDir>/tfjs-node-gpu/node_modules`, where the engine looks. Cancelled, failed or not able to compute here, what was
 * installed before is untouched. npm keeps what it fetched in its own cache. The caller holds the engine's lock.
 */
export async function installTfjsNodeGpu(
  enginesDir: string,
  machine: Machine,
  watch: Watch,
  tryOut: TryOut,
): Promise<Installed> {
  await needSpace(machine, enginesDir, room);
  const build = async (folder: string) => {
    await npmInstall(folder, machine, watch);
    const version = await versionIn(folder);
    const bytes = await bytesOf(folder);
    await writeManifest(folder, { version, cuda: true, bytes, installedAt: Date.now() });
    return { version, bytes };
  };
  const installed = await replaceFolder(enginesDir, 'tfjs-node-gpu', build, tryOut);
  return { ...installed, folder: join(enginesDir, 'tfjs-node-gpu') };
}

async function npmInstall(folder: string, { platform, environment }: Machine, watch: Watch): Promise<void> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const tell = (bytes: number) => watch.progress({ phase: 'download', what: packageName, bytes, totalBytes: null });
  tell(0);
  const look = setInterval(() => void bytesOf(folder).then(tell), lookEvery);
  try {
    const npm = ['install', '--no-audit', '--no-fund', `${packageName}@~4.22.0`];
    // On Windows npm is a script, which only a shell can start.
    const [file, args] = platform === 'win32' ? ['cmd.exe', ['/d', '/s', '/c', 'npm', ...npm]] : ['npm', npm];
    const { code, output } = await runProgram(file, args, { env: environment, cwd: folder, signal: watch.signal });
    if (code !== 0) throw new AppError('unavailable', `npm could not install ${packageName}: ${lastError(output)}.`);
  } finally {
    clearInterval(look);
  }
}

async function versionIn(folder: string): Promise<string> {
  const manifest = join(folder, 'node_modules', packageName, 'package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(await readFile(manifest, 'utf8'))).version;
}
