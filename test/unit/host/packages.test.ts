import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPackages } from '#main/host/packages.ts';
import { temporaryFolder } from '../../support/vernier.ts';

test('packages that ship, each version once, by name; those of development and links are none', async () => {
  const path = join(temporaryFolder(), 'package-lock.json');
  const packages = {
    '': { version: '1.0.0' },
    'node_modules/zod': { version: '4.0.0', license: 'MIT' },
    'node_modules/@base-ui/react': { version: '1.2.0', license: 'MIT' },
    'node_modules/a/node_modules/zod': { version: '3.0.0' },
    'node_modules/b/node_modules/zod': { version: '4.0.0', license: 'MIT' },
    'node_modules/vitest': { version: '5.0.0', license: 'MIT', dev: true },
    'node_modules/self': { version: '1.0.0', link: true },
  };
  writeFileSync(path, JSON.stringify({ packages }));
  expect(await readPackages(path)).toEqual([
    { name: '@base-ui/react', version: '1.2.0', licence: 'MIT' },
    { name: 'zod', version: '3.0.0', licence: null },
    { name: 'zod', version: '4.0.0', licence: 'MIT' },
  ]);
  expect(await readPackages(`${path}.none`)).toEqual([]);
});
