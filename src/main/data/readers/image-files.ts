// Which files of an image folder belong to which class and part.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFolderSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { isFolder, requireFile, unreadable } from '../files.ts';
import type { Origin } from '../raw.ts';

const imageName = /\.(?:png|jpe?g)$/i;
const mostFiles = 2_000_000;
const mostDepth = 20;

const partNames: Readonly<Record<string, Origin>> = {
  ...{ train: 'main', training: 'main' },
  ...{ val: 'validation', valid: 'validation', validation: 'validation' },
  test: 'test',
};

interface ClassFolder {
  readonly name: string;
  /** Sorted paths. */
  readonly files: readonly string[];
}

/**
 * The folder of each part: the one that is given, or the folders train, val and test in it when it has no others, unless the study
 * splits otherwise; and those that the study names for validation and test.
 */
export async function partFolders(spec: ImageFolderSpec): Promise<{ role: Origin; path: string }[]> {
  const names = await visibleFolders(spec.path);
  const isSplit =
    names.every((name) => partNames[name.toLowerCase()] !== undefined) && names.some((name) => /^train/i.test(name));
  const parts: { role: Origin; path: string }[] = [];
  for (const name of isSplit ? names : []) {
    const role = partNames[name.toLowerCase()] ?? 'main';
    if (role === 'main' || spec[role] === undefined) parts.push({ role, path: join(spec.path, name) });
  }
  if (!isSplit) parts.push({ role: 'main', path: spec.path });
  for (const role of ['validation', 'test'] as const) {
    const path = spec[role]?.path;
    if (path !== undefined) parts.push({ role, path });
  }
  return parts.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

const order: readonly Origin[] = ['main', 'validation', 'test'];

/** Classes by name, images at any depth below. `others` counts files that are no images by their name. */
export async function classFolders(path: string): Promise<{ classes: ClassFolder[]; others: number }> {
  const names = await visibleFolders(path);
  if (names.length === 0) {
    throw new AppError('invalid', `${path} holds no folders; put the images of each class into a folder of its own.`, {
      path,
    });
  }
  const classes: ClassFolder[] = [];
  let others = 0;
  for (const name of names) {
    const found = { files: [] as string[], others: 0 };
    await collect(join(path, name), found, 0);
    if (found.files.length === 0) {
      throw new AppError(
        'invalid',
        `The class folder ${join(path, name)} holds no PNG or JPEG image; fill it, or take it out.`,
        {
          path,
        },
      );
    }
    classes.push({ name, files: found.files });
    others += found.others;
  }
  return { classes, others };
}

/** Does a folder hold folders, and the first of them an image? */
export async function looksLikeImageFolder(path: string): Promise<boolean> {
  const names = await visibleFolders(path).catch(() => []);
  for (const name of names.slice(0, 3)) {
    const inner = await readdir(join(path, name), { withFileTypes: true }).catch(() => []);
    if (inner.some((entry) => imageName.test(entry.name))) return true;
    const deeper = inner.find((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    if (deeper === undefined) continue;
    const files = await readdir(join(path, name, deeper.name)).catch(() => []);
    if (files.some((file) => imageName.test(file))) return true;
  }
  return false;
}

async function visibleFolders(path: string): Promise<string[]> {
  const info = await stat(path).catch((error: unknown) => {
    const fault = unreadable(path, error);
    throw fault.code === 'not_found'
      ? new AppError('not_found', `There is no folder ${path}; paths are relative to the study file.`, { path })
      : fault;
  });
  if (!info.isDirectory()) {
    throw new AppError('invalid', `${path} is a file, where a folder with one folder per class is needed.`, { path });
  }
  const folders: string[] = [];
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name.startsWith('__')) continue;
    if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(path, entry.name)))))
      folders.push(entry.name);
  }
  return folders.sort(byCodeUnits);
}

/** Links to folders are not followed below a class: they could lead round in circles. */
async function collect(folder: string, found: { files: string[]; others: number }, depth: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(folder, error);
  });
  for (const entry of entries.sort((a, b) => byCodeUnits(a.name, b.name))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (depth < mostDepth) await collect(path, found, depth + 1);
    } else if (!imageName.test(entry.name)) found.others++;
    else if (entry.isFile()) found.files.push(path);
    else if (!(await isFolder(path))) {
      await requireFile(path);
      found.files.push(path);
    }
  }
  if (found.files.length > mostFiles) {
    throw new AppError('limit', `${folder} and its neighbours hold more than ${mostFiles} images.`, { path: folder });
  }
}

/** The same order on every machine and in every locale. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
