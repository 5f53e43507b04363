// Asks the user's own pip where it fetches wheels, and lets it fetch those that we cannot.
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Machine, Watch } from './machine.ts';
import { bytesOf } from './manifest.ts';
import { lastError, runProgram } from './process.ts';

export interface Pip {
  /** Address of the package index that pip is set up to use; null when it is to use none, or does not tell. */
  index(signal: AbortSignal): Promise<string | null>;
  /**
   * Fetches the wheels of `requirements`, without what they depend on, into `folder`; pip works in a folder inside it that goes away, so
   * that only whole files arrive. Throws `unavailable` with pip's own words.
   */
  fetch(requirements: readonly string[], folder: string, watch: Watch): Promise<string[]>;
}

/** Between two looks at how much has come, ms. */
const lookEvery = 250;
const workPrefix = '.pip-';
const quietly = ['--no-deps', '--only-binary=:all:', '--disable-pip-version-check'];

/** Throws `unavailable` when no Python has pip. */
export async function openPip(machine: Machine, signal: AbortSignal): Promise<Pip> {
  const python = await findPython(machine, signal);
  const { environment } = machine;
  return {
    async index(signal) {
      const wide = { env: { ...environment, COLUMNS: '2000' }, signal };
      const config = await runProgram(python, ['-m', 'pip', 'config', 'list'], wide);
      if (/no-index=/.test(config.output)) return null;
      const help = await runProgram(python, ['-m', 'pip', 'download', '--help'], wide);
      // The default that it names is what files and variables set.
      return /--index-url <url>[^\n]*\(default (https?:\/\/[^\s)]+)\)/.exec(help.output)?.[1] ?? null;
    },
    async fetch(requirements, folder, watch) {
      const work = await workFolder(folder);
      const arrived = join(work, 'wheels');
      let output = '';
      const look = setInterval(() => {
        void bytesOf(work).then((bytes) =>
          watch.progress({ phase: 'download', what: requirements[0] ?? '', bytes, totalBytes: announced(output) }),
        );
      }, lookEvery);
      try {
        const { code, output: said } = await runProgram(
          python,
          ['-m', 'pip', 'download', ...quietly, '--progress-bar=off', '-d', arrived, ...requirements],
          // A broken connection is taken up where it broke, by a pip that can (25.1).
          { env: { ...environment, TMPDIR: work, PIP_RESUME_RETRIES: '5' }, signal: watch.signal },
          (text) => {
            output = text;
          },
        );
        if (code !== 0) throw refused(requirements, said);
        const files: string[] = [];
        for (const name of await readdir(arrived)) {
          await rename(join(arrived, name), join(folder, name));
          files.push(join(folder, name));
        }
        return files;
      } finally {
        clearInterval(look);
        await rm(work, { recursive: true, force: true, maxRetries: 3 });
      }
    },
  };
}

/** A fresh folder inside; those of programs that were killed go. */
async function workFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const left = (await readdir(folder)).filter((name) => name.startsWith(workPrefix));
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 });
  return mkdtemp(join(folder, workPrefix));
}

function refused(requirements: readonly string[], output: string): AppError {
  return new AppError(
    'unavailable',
    `pip could not fetch ${requirements.join(', ')}: ${lastError(output)}. Without a network, fetch the wheel elsewhere and install from that file (--from FILE.whl).`,
  );
}

async function findPython({ environment, platform }: Machine, signal: AbortSignal): Promise<string> {
  const own =
    environment.VIRTUAL_ENV &&
    join(environment.VIRTUAL_ENV, ...(platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  for (const python of [...(own ? [own] : []), 'python3', 'python']) {
    const { code } = await runProgram(python, ['-m', 'pip', '--version'], { env: environment, signal });
    if (code === 0) return python;
  }
  throw new AppError(
    'unavailable',
    'No Python with pip was found to fetch TensorFlow; install one, or install from a wheel file (--from FILE.whl).',
  );
}

/** Sum of the sizes that pip announced, bytes: "Downloading NAME (273.8 MB)". */
function announced(output: string): number | null {
  const scale: Readonly<Record<string, number>> = { kB: 1e3, MB: 1e6, GB: 1e9 };
  const sizes = [...output.matchAll(/Downloading .*\(([\d.]+) (kB|MB|GB)\)/g)];
  if (sizes.length === 0) return null;
  return sizes.reduce((sum, [, size, unit = '']) => sum + Number(size) * (scale[unit] ?? 1), 0);
}
