// The file that a program's name means, looked for before it is started. What a platform does differently is an argument.
import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

export interface ProgramSearch {
  readonly platform: NodeJS.Platform;
  /** Where the program is started; absolute. */
  readonly cwd: string;
  /** Of the program: its PATH counts. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether there is a file at this path that may be run. */
  isRunnable(path: string): boolean;
}

/** The file that a program's name means, as the system looks for it; null when there is none. */
export function findProgram(name: string, { platform, cwd, environment, isRunnable }: ProgramSearch): string | null {
  const path = platform === 'win32' ? win32 : posix;
  const value = (wanted: string) =>
    Object.entries(environment).find(([key]) =>
      platform === 'win32' ? key.toUpperCase() === wanted : key === wanted,
    )?.[1] ?? '';
  const endings = platform === 'win32' && path.extname(name) === '' ? ['.com', '.exe'] : [''];
  const isPath = name.includes('/') || (platform === 'win32' && name.includes('\\'));
  const folders = value('PATH')
    .split(path.delimiter)
    .filter((folder) => folder !== '');
  // Windows looks in the folder itself first.
  const places = isPath ? [cwd] : platform === 'win32' ? [cwd, ...folders] : folders;
  for (const folder of places) {
    for (const ending of endings) {
      const candidate = path.resolve(cwd, folder, name + ending);
      if (isRunnable(candidate)) return candidate;
    }
  }
  return null;
}

/** Whether there is a file of that name, at its path or in a folder of PATH. */
export function isProgramThere(
  program: string,
  platform: NodeJS.Platform,
  environment: ProgramSearch['environment'],
): boolean {
  return findProgram(program, { platform, cwd: '/', environment, isRunnable: existsSync }) !== null;
}
