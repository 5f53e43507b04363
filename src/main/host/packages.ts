// The packages that the program runs on, from its lock file: names, versions and licences, as their authors declare them.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

export interface UsedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; null where the package declares none. */
  readonly licence: string | null;
}

/** For development as npm counts, and part of the program: the build puts them into it. */
export const builtIn = [
  '@base-ui/react',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  'd3-array',
  'electron',
  'fastest-levenshtein',
  'protobufjs',
  'react',
  'react-dom',
  'uplot',
  'zustand',
] as const;

/** Some write one name without a list. */
const list = z.union([z.array(z.string()), z.string().transform((one) => [one])]);
const locked = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  link: z.boolean().optional(),
  os: list.optional(),
  cpu: list.optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
});
type Locked = z.infer<typeof locked>;
const lockFile = z.object({ packages: z.record(z.string(), locked) });

export interface Machine {
  readonly platform: string;
  readonly arch: string;
}

/** By name, of several versions all; of those for other systems none. Empty where there is no lock file to read. */
export async function readPackages(path: string, machine: Machine): Promise<UsedPackage[]> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return [];
  const { packages } = lockFile.parse(JSON.parse(text));
  const ofPage = reachable(packages, builtIn);
  const found = Object.entries(packages).flatMap(([place, entry]): UsedPackage[] => {
    const name = nameAt(place);
    const { version, license, dev, link } = entry;
    if (name === null || version === undefined || link || !fits(entry, machine)) return [];
    return dev && !ofPage.has(place) ? [] : [{ name, version, licence: license ?? null }];
  });
  const unique = new Map(found.map((one) => [`${one.name} ${one.version}`, one]));
  return [...unique.values()].sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

function nameAt(place: string): string | null {
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(place)?.[1] ?? null;
}

function fits({ os = [], cpu = [] }: Locked, { platform, arch }: Machine): boolean {
  return (os.length === 0 || os.includes(platform)) && (cpu.length === 0 || cpu.includes(arch));
}

/** Places of the named packages at the top and of all that they need, found as Node finds them: in the nearest node_modules. */
function reachable(packages: Readonly<Record<string, Locked>>, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (from: string, name: string): void => {
    const place = placeOf(packages, from, name);
    if (place === null || found.has(place)) return;
    found.add(place);
    for (const dependency of Object.keys(packages[place]?.dependencies ?? {})) visit(place, dependency);
  };
  for (const name of names) visit('', name);
  return found;
}

function placeOf(packages: Readonly<Record<string, Locked>>, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (Object.hasOwn(packages, place)) return place;
    if (folder === '') return null;
  }
}
