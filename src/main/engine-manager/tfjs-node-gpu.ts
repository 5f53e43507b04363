// Installs @tensorflow/tfjs-node-gpu for the engine tfjs, by the user's own npm, into a folder of its own.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { type Machine, needSpace, type Watch } from './machine.ts';
import { replaceFolder } from './place.ts';
import { lastError, runProgram } from './process.ts';

/** Package and the libtensorflow with CUDA that its own script fetches, packed and unpacked, bytes. */
const room = 3e9;

/** Into `<enginesDir>/tfjs-node-gpu/node_modules`, where the engine looks. */
export async function installTfjsNodeGpu(
  enginesDir: string,
  machine: Machine,
  watch: Watch,
): Promise<{ folder: string }> {
  const { platform, environment } = machine;
  await needSpace(machine, enginesDir, room);
  await replaceFolder(enginesDir, 'tfjs-node-gpu', async (staging) => {
    await writeFile(join(staging, 'package.json'), JSON.stringify({ private: true }));
    watch.progress({ phase: 'download', what: '@tensorflow/tfjs-node-gpu', bytes: 0, totalBytes: null });
    const arguments_ = ['install', '--no-audit', '--no-fund', '@tensorflow/tfjs-node-gpu@~4.22.0'];
    // On Windows npm is a script, which only a shell can start.
    const [file, args] =
      platform === 'win32' ? ['cmd.exe', ['/d', '/s', '/c', 'npm', ...arguments_]] : ['npm', arguments_];
    const { code, output } = await runProgram(file, args, { env: environment, cwd: staging, signal: watch.signal });
    if (code !== 0) {
      throw new AppError('unavailable', `npm could not install @tensorflow/tfjs-node-gpu: ${lastError(output)}.`);
    }
  });
  return { folder: join(enginesDir, 'tfjs-node-gpu') };
}
