import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtIn, readPackages } from '#main/host/packages.ts';
import { temporaryFolder } from '../../support/vernier.ts';

const linux = { platform: 'linux', arch: 'x64' };

test('packages that ship, each version once, by name; of those for development what the build puts in, with all that it needs', async () => {
  const path = join(temporaryFolder(), 'package-lock.json');
  const packages = {
    '': { version: '1.0.0' },
    'node_modules/zod': { version: '4.0.0', license: 'MIT' },
    'node_modules/a/node_modules/zod': { version: '3.0.0' },
    'node_modules/b/node_modules/zod': { version: '4.0.0', license: 'MIT' },
    'node_modules/vitest': { version: '5.0.0', license: 'MIT', dev: true },
    'node_modules/react-dom': { version: '19.0.0', license: 'MIT', dev: true, dependencies: { scheduler: '^0.2' } },
    'node_modules/react-dom/node_modules/scheduler': { version: '0.27.0', license: 'MIT', dev: true },
    'node_modules/scheduler': { version: '0.1.0', license: 'MIT', dev: true },
    'node_modules/fast-mac': { version: '1.0.0', license: 'MIT', os: ['darwin'] },
    'node_modules/fast-linux': { version: '1.0.0', license: 'MIT', os: ['linux'], cpu: ['x64'] },
    'node_modules/self': { version: '1.0.0', link: true },
  };
  writeFileSync(path, JSON.stringify({ packages }));
  expect(
    (await readPackages(path, linux)).map(({ name, version, licence }) => `${name} ${version} ${licence}`),
  ).toEqual([
    'fast-linux 1.0.0 MIT',
    'react-dom 19.0.0 MIT',
    'scheduler 0.27.0 MIT',
    'zod 3.0.0 null',
    'zod 4.0.0 MIT',
  ]);
  expect(await readPackages(`${path}.none`, linux)).toEqual([]);
});

test('whatever the program imports is in the list, and declares its licence', async () => {
  const root = new URL('../../../', import.meta.url).pathname;
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const imported = files.flatMap((name) =>
    [...readFileSync(join(root, 'src', name), 'utf8').matchAll(/(?:from|import\()\s*'((?:@[\w-]+\/)?[\w-]+)[\w/.-]*'/g)]
      .map(([, found = '']) => found)
      .filter((found) => !found.startsWith('node')),
  );
  const listed = await readPackages(join(root, 'package-lock.json'), linux);
  const names = new Set(listed.map(({ name }) => name));
  for (const name of builtIn) expect(names, name).toContain(name);
  expect([...new Set(imported)].filter((name) => !names.has(name))).toEqual([]);
  expect(listed.filter(({ licence }) => licence === null)).toEqual([]);
});
