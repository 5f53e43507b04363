// Lets the user's own pip fetch wheels, from wherever it is set up to fetch them.
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Machine, Watch } from './machine.ts';
import { lastError, runProgram } from './process.ts';

/** Between two looks at how much has come, ms. */
const lookEvery = 250;

/**
 * Fetches the wheels of `requirements`, without what they depend on, into `folder`; resolves with their paths. pip works in a folder
 * inside it that goes away, so that only whole files arrive. Throws `unavailable` with pip's own words.
 */
export async function downloadWheels(
  requirements: readonly string[],
  folder: string,
  machine: Machine,
  watch: Watch,
): Promise<string[]> {
  const python = await findPip(machine, watch.signal);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, '.pip-'));
  const arrived = join(work, 'wheels');
  let output = '';
  const look = setInterval(() => {
    void sizeOf(work).then((bytes) =>
      watch.progress({ phase: 'download', what: requirements[0] ?? '', bytes, totalBytes: announced(output) }),
    );
  }, lookEvery);
  try {
    const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--disable-pip-version-check'];
    const { code, output: said } = await runProgram(
      python,
      [...args, '--progress-bar=off', '-d', arrived, ...requirements],
      // A broken connection is taken up where it broke, by a pip that can (25.1).
      { env: { ...machine.environment, TMPDIR: work, PIP_RESUME_RETRIES: '5' }, signal: watch.signal },
      (text) => {
        output = text;
      },
    );
    if (code !== 0) {
      throw new AppError(
        'unavailable',
        `pip could not fetch ${requirements.join(', ')}: ${lastError(said)}. Fetch the wheel elsewhere and give it with --from.`,
      );
    }
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
}

async function findPip({ environment, platform }: Machine, signal: AbortSignal): Promise<string> {
  const own =
    environment.VIRTUAL_ENV &&
    join(environment.VIRTUAL_ENV, ...(platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  for (const python of [...(own ? [own] : []), 'python3', 'python']) {
    const { code } = await runProgram(python, ['-m', 'pip', '--version'], { env: environment, signal });
    if (code === 0) return python;
  }
  throw new AppError(
    'unavailable',
    'No Python with pip was found to fetch TensorFlow; install one, or give the wheel with --from FILE.whl.',
  );
}

/** Sum of the sizes that pip announced, bytes: "Downloading NAME (273.8 MB)". */
function announced(output: string): number | null {
  const scale: Readonly<Record<string, number>> = { kB: 1e3, MB: 1e6, GB: 1e9 };
  const sizes = [...output.matchAll(/Downloading .*\(([\d.]+) (kB|MB|GB)\)/g)];
  if (sizes.length === 0) return null;
  return sizes.reduce((sum, [, size, unit = '']) => sum + Number(size) * (scale[unit] ?? 1), 0);
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  // Files come and go while pip works.
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])) {
    if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
