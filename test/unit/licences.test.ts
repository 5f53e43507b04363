// resources/licences.md is what we tell about other people's work: complete, as installed, and nothing that binds our users.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>;
const { packages } = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { version: string; license?: string }>;
};
const rows = new Map(
  [...read('resources/licences.md').matchAll(/^\| (\S+) \| (\S+) \| (.+?) \| (.+) \|$/gm)].map(
    ([, name = '', version, licence]) => [name, { version, licence }],
  ),
);
const names = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((part) =>
  Object.keys(manifest[part] ?? {}),
);
const permissive = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'MIT OR Apache-2.0'];
/** Used unchanged by tests, not shipped. */
const weakCopyleft = ['axe-core'];

describe('the list of licences', () => {
  test('names every direct dependency and nothing else', () => {
    expect([...rows.keys()].filter((name) => name !== 'package').sort()).toEqual(names.sort());
  });

  test.each(names)('%s stands there as it is installed, under a licence that lets us', (name) => {
    const installed = packages[`node_modules/${name}`];
    const row = rows.get(name);
    expect(row?.version).toBe(installed?.version);
    if (installed?.license !== undefined) expect(row?.licence).toBe(installed.license);
    if (!weakCopyleft.includes(name)) expect(permissive).toContain(row?.licence);
  });
});
