// One door to every source: the data object checked, its paths made absolute, its content read and hashed.
import { stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { type DataSpec, dataSpecSchema } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { parseWith } from '#shared/study/fields.ts';
import { exists } from './files.ts';
import type { Pause } from './pause.ts';
import { systemDatasetFolders } from './platform.ts';
import type { OpenSource } from './raw.ts';
import { openCsv } from './readers/csv.ts';
import { openIdx } from './readers/idx.ts';
import { openImageFolder } from './readers/image-folder.ts';
import { arrayFile, openNumpy } from './readers/numpy.ts';
import { openParquet } from './readers/parquet.ts';
import { openText } from './readers/text.ts';
import { sampleFiles } from './samples/files.ts';
import { openSample } from './samples/samples.ts';

/** The data object of a study file, checked. Throws AppError invalid with the first fault's sentence and its path. */
export function parseDataSpec(spec: unknown): DataSpec {
  const parsed = parseWith(z.object({ data: dataSpecSchema }), { data: spec });
  if (parsed.ok) return parsed.value.data;
  const [first] = parsed.problems;
  throw new AppError('invalid', first?.message ?? 'The data object is wrong.', { path: first?.path ?? 'data' });
}

/**
 * Every path of the data object made absolute from `baseDir`. An idx path that is not there but names a data set that the
 * system's packages install becomes that folder.
 */
export async function absolutePaths(spec: DataSpec, baseDir: string, platform: NodeJS.Platform): Promise<DataSpec> {
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(baseDir, path));
  const part = <Part extends { path?: string | undefined }>(given: Part | undefined): Part | undefined =>
    given?.path === undefined ? given : { ...given, path: absolute(given.path) };
  const moved: Record<string, unknown> = { ...spec };
  const files = ['path', 'images', 'labels', ...(namesArrays(spec) ? [] : ['x', 'y', 'lengths'])];
  for (const field of files) {
    const path = moved[field];
    if (typeof path === 'string') moved[field] = absolute(path);
  }
  if (spec.source === 'idx' && spec.path !== undefined && !(await exists(absolute(spec.path)))) {
    for (const folder of systemDatasetFolders(spec.path, platform)) {
      if (await exists(folder)) moved.path = folder;
    }
  }
  if (spec.validation) moved.validation = part(spec.validation);
  if (spec.test) moved.test = part(spec.test);
  return dataSpecSchema.parse(moved);
}

/** Whether x, y and lengths are names inside of an archive and no paths. */
function namesArrays(spec: DataSpec): boolean {
  return spec.source === 'npz' && spec.path !== undefined;
}

/** Files and folders that a data object with absolute paths names. */
export function namedPaths(spec: DataSpec): string[] {
  const { path, images, labels, x, y, lengths } = spec as Readonly<Record<string, unknown>>;
  const arrays = [x, y, lengths].map((place) => (typeof place === 'string' ? arrayFile(place) : place));
  const named =
    spec.source === 'sample' ? sampleFiles(spec.name) : [path, images, labels, ...(namesArrays(spec) ? [] : arrays)];
  return [...named, spec.validation?.path, spec.test?.path].filter((file) => typeof file === 'string');
}

/** Bytes of the content of a data object with absolute paths: how long it will keep a core busy. Infinite for a folder; 0 for what is missing. */
export async function sourceBytes(spec: DataSpec): Promise<number> {
  const sizes = await Promise.all(
    namedPaths(spec).map((file) =>
      stat(file).then(
        (info) => (info.isFile() ? info.size : Number.POSITIVE_INFINITY),
        () => 0,
      ),
    ),
  );
  const generated = 'rows' in spec && spec.rows !== undefined ? spec.rows * bytesPerGeneratedRow : 0;
  return sizes.reduce((sum, size) => sum + size, generated);
}

/** As much work as that many bytes of a table. */
const bytesPerGeneratedRow = 32;

/** Reads and hashes the raw content of a data object with absolute paths. */
export async function openSource(spec: DataSpec, pause: Pause): Promise<OpenSource> {
  switch (spec.source) {
    case 'sample':
      return openSample(spec, pause);
    case 'csv':
      return openCsv(spec, pause);
    case 'idx':
      return openIdx(spec, pause);
    case 'text':
      return openText(spec, pause);
    case 'npy':
    case 'npz':
      return openNumpy(spec, pause);
    case 'image-folder':
      return openImageFolder(spec, pause);
    case 'parquet':
      return openParquet(spec, pause);
  }
}
