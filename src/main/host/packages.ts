// The packages that the program runs on, from its lock file: names, versions and licences, as their authors declare them.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface UsedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; null where the package declares none. */
  readonly licence: string | null;
}

const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

/** Those that are not for development alone, by name; of several versions all. Empty where there is no lock file to read. */
export async function readPackages(path: string): Promise<UsedPackage[]> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return [];
  const { packages } = lockFile.parse(JSON.parse(text));
  const found = Object.entries(packages).flatMap(([place, { version, license, dev, link }]): UsedPackage[] => {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place)?.[1];
    if (name === undefined || version === undefined || dev || link) return [];
    return [{ name, version, licence: license ?? null }];
  });
  const unique = new Map(found.map((one) => [`${one.name} ${one.version}`, one]));
  return [...unique.values()].sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}
