import { expect, it } from 'vitest';
import { findProgram } from '#main/runners/find-program.ts';

const find = (name: string, platform: NodeJS.Platform, files: readonly string[], PATH: string) =>
  findProgram(name, {
    platform,
    cwd: platform === 'win32' ? 'C:\\work' : '/work',
    environment: platform === 'win32' ? { Path: PATH } : { PATH },
    isRunnable: (path) => files.includes(path),
  });

it.each<[string, NodeJS.Platform, string[], string, string | null]>([
  ['python', 'linux', ['/opt/bin/python', '/usr/bin/python'], '/nowhere:/opt/bin:/usr/bin', '/opt/bin/python'],
  ['python', 'linux', ['/work/python'], '/usr/bin', null],
  ['./train.sh', 'darwin', ['/work/train.sh', '/usr/bin/train.sh'], '/usr/bin', '/work/train.sh'],
  ['bin/train', 'linux', ['/work/bin/train'], '', '/work/bin/train'],
  ['/usr/bin/env', 'linux', ['/usr/bin/env'], '', '/usr/bin/env'],
  ['python', 'linux', ['/work/tools/python'], 'tools', '/work/tools/python'],
  ['python', 'win32', ['C:\\Python\\python.exe'], 'C:\\nowhere;C:\\Python', 'C:\\Python\\python.exe'],
  ['train.exe', 'win32', ['C:\\work\\train.exe'], 'C:\\Python', 'C:\\work\\train.exe'],
  ['.\\bin\\train', 'win32', ['C:\\work\\bin\\train.exe'], '', 'C:\\work\\bin\\train.exe'],
  ['python', 'win32', ['C:\\Python\\python.bat'], 'C:\\Python', null],
])('%s on %s with %j is %s', (name, platform, files, path, found) => {
  expect(find(name, platform, files, path)).toBe(found);
});
