// Where the built-in samples' files are: two in packages, the others under resources/samples. The only place that looks for them.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SampleName } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';

/** The files of a sample in their order; none for a generated one. */
export function sampleFiles(name: SampleName): string[] {
  switch (name) {
    case 'digits':
      return digitFiles();
    case 'iris':
      return [irisFile()];
    case 'vowels':
      return [vowelsFile()];
    case 'sentences':
      return [sentencesFile()];
    case 'penguins':
      return [penguinsFile()];
    case 'spirals':
    case 'noisy-sine':
      return [];
  }
}

/** The ten files of the package `mnist`, digit by digit. */
export function digitFiles(): string[] {
  const folder = join(packageFolder('mnist'), 'src', 'digits');
  return Array.from({ length: 10 }, (_, digit) => join(folder, `${digit}.json`));
}

export function penguinsFile(): string {
  return join(packageFolder('vega-datasets'), 'data', 'penguins.json');
}

export function irisFile(): string {
  return ownFile('iris.csv');
}

export function vowelsFile(): string {
  return ownFile('vowels.npz');
}

export function sentencesFile(): string {
  return ownFile('sentences.csv');
}

/** Walks up from this module, which is src/main/data/samples/files.ts or a chunk of out/main, to the application's folder. */
function ownFile(name: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const path = join(folder, 'resources', 'samples', name);
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) throw incomplete(`resources/samples/${name}`);
  }
}

/** Looks in every node_modules that Node would, without needing the package to export its data files. */
function packageFolder(name: string): string {
  const places = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const found = places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, 'package.json')));
  if (found === undefined) throw incomplete(`the package ${name}`);
  return found;
}

function incomplete(what: string): AppError {
  return new AppError('unavailable', `This installation lacks ${what}; install Vernier again (npm ci in a checkout).`);
}
