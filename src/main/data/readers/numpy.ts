// Sources "npy" and "npz": which arrays are the inputs, the labels and the lengths, for each part of the rows.
import type { NpySpec, NpzSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { suggestion } from '#shared/settings/nearest.ts';
import { digestOf, readDataFile, unzipped } from '../files.ts';
import type { Pause } from '../pause.ts';
import type { OpenSource, Origin } from '../raw.ts';
import { type NpyArray, parseNpy } from './npy.ts';
import { hasZipMagic, type Npz, openNpz } from './npz.ts';
import { type NumpyPart, rowsOf } from './numpy-rows.ts';
import { previewRaw } from './preview.ts';

const roles = ['x', 'y', 'lengths'] as const;
type Role = (typeof roles)[number];
type Names = { readonly x: string; readonly y: string; readonly lengths: string | null };

/** Names that people give, the likeliest first. */
const usualNames: readonly { x: string; y: string; validation?: [string, string][]; test?: [string, string] }[] = [
  { x: 'x', y: 'y' },
  { x: 'X', y: 'y' },
  ...['x', 'X'].map((x) => ({
    ...{ x: `${x}_train`, y: 'y_train', test: [`${x}_test`, 'y_test'] as [string, string] },
    validation: ['val', 'valid', 'validation'].map((part): [string, string] => [`${x}_${part}`, `y_${part}`]),
  })),
  {
    ...{ x: 'train_images', y: 'train_labels', test: ['test_images', 'test_labels'] },
    validation: [['val_images', 'val_labels']],
  },
  { x: 'images', y: 'labels' },
  { x: 'data', y: 'target' },
  { x: 'data', y: 'labels' },
  { x: 'features', y: 'labels' },
  { x: 'arr_0', y: 'arr_1' },
];

/** Opens the arrays of an npy or npz source with absolute paths. Validation and test may be archives of their own. */
export async function openNumpy(spec: NpySpec | NpzSpec, pause: Pause): Promise<OpenSource> {
  const notes: string[] = [];
  const parts =
    spec.source === 'npz' && spec.path !== undefined
      ? await partsOfArchive(spec.path, spec, notes, pause)
      : [await partOfFiles(spec, pause)];
  const contents = parts.flatMap(({ role, ...arrays }) =>
    roles.flatMap((name) => {
      const array = arrays[name];
      return array === null ? [] : [{ role: `${role} ${name} ${shapeText(array)}`, bytes: array.bytes }];
    }),
  );
  const load = async () => {
    const raw = await rowsOf(parts, spec, pause);
    return { ...raw, notes: [...notes, ...raw.notes] };
  };
  return {
    title: (spec.source === 'npz' ? spec.path : undefined) ?? spec.x ?? '',
    digest: await digestOf(contents, pause),
    load,
    preview: async (rows) => previewRaw(await load(), rows),
  };
}

/** What an array's bytes mean; part of the data's fingerprint. */
function shapeText({ shape, kind, size, littleEndian, fortran }: NpyArray): string {
  return JSON.stringify([shape, kind, size, littleEndian, fortran]);
}

async function partOfFiles(spec: NpySpec | NpzSpec, pause: Pause): Promise<NumpyPart> {
  for (const part of ['validation', 'test'] as const) {
    if (spec[part]?.path === undefined) continue;
    throw new AppError(
      'invalid',
      `"data.${part}.path" needs one file for inputs and labels; use an NPZ file under "path", or split by fraction.`,
      { path: `data.${part}.path` },
    );
  }
  return {
    role: 'main',
    x: await readArray('x', spec.x ?? '', pause),
    y: await readArray('y', spec.y ?? '', pause),
    lengths: spec.lengths === undefined ? null : await readArray('lengths', spec.lengths, pause),
  };
}

/** The file of a place: a file, or "file.npz:name". */
export function arrayFile(place: string): string {
  return placeOf(place).file;
}

function placeOf(place: string): { file: string; key: string | undefined } {
  const [, file = place, key] = /^(.+\.npz):([^:]+)$/i.exec(place) ?? [];
  return { file, key };
}

async function readArray(role: Role, place: string, pause: Pause): Promise<NpyArray> {
  const { file, key } = placeOf(place);
  const bytes = await readDataFile(file);
  if (!hasZipMagic(bytes)) return parseNpy(file, await unzipped(file, bytes));
  const npz = await openNpz(file);
  try {
    const name = key ?? (npz.keys.length === 1 ? npz.keys[0] : role) ?? role;
    return await arrayOf(npz, name, role, pause);
  } finally {
    npz.close();
  }
}

async function partsOfArchive(path: string, spec: NpzSpec, notes: string[], pause: Pause): Promise<NumpyPart[]> {
  const parts: NumpyPart[] = [];
  let names: Names;
  const npz = await openNpz(path);
  try {
    names = namesIn(npz, spec);
    parts.push(await partOf(npz, 'main', names, pause));
    for (const [role, own] of boundParts(npz, names, spec)) {
      parts.push(await partOf(npz, role, own, pause));
      notes.push(`The arrays "${own.x}" and "${own.y}" are the ${role} part.`);
    }
  } finally {
    npz.close();
  }
  for (const role of ['validation', 'test'] as const) {
    const other = spec[role]?.path;
    if (other === undefined) continue;
    const part = await openNpz(other);
    try {
      parts.push(await partOf(part, role, names, pause));
    } finally {
      part.close();
    }
  }
  return parts;
}

function namesIn(npz: Npz, spec: NpzSpec): Names {
  const has = (key: string) => npz.keys.includes(key);
  const usual = usualNames.find(({ x, y }) => has(x) && has(y) && (spec.x ?? x) === x && (spec.y ?? y) === y);
  const { x = usual?.x, y = usual?.y } = spec;
  if (x === undefined || y === undefined) {
    throw new AppError(
      'invalid',
      `${npz.path} holds the arrays ${listed(npz.keys)}; say which are the inputs with "x" and the labels with "y".`,
      { path: x === undefined ? 'data.x' : 'data.y' },
    );
  }
  return { x, y, lengths: spec.lengths ?? ['lengths', 'lengths_train'].find(has) ?? null };
}

/** Parts that an archive with the usual names brings and the study does not ask for otherwise. */
function boundParts(npz: Npz, names: Names, spec: NpzSpec): ['validation' | 'test', Names][] {
  const usual = usualNames.find(({ x, y }) => x === names.x && y === names.y);
  const found = (role: 'validation' | 'test', pairs: readonly [string, string][]): ['validation' | 'test', Names][] => {
    const pair =
      spec[role] === undefined ? pairs.find((both) => both.every((key) => npz.keys.includes(key))) : undefined;
    if (pair === undefined) return [];
    const lengths = `lengths_${pair[0].replace(/^.*_/, '')}`;
    return [[role, { x: pair[0], y: pair[1], lengths: npz.keys.includes(lengths) ? lengths : null }]];
  };
  return [...found('validation', usual?.validation ?? []), ...found('test', usual?.test ? [usual.test] : [])];
}

async function partOf(npz: Npz, role: Origin, names: Names, pause: Pause): Promise<NumpyPart> {
  return {
    role,
    x: await arrayOf(npz, names.x, 'x', pause),
    y: await arrayOf(npz, names.y, 'y', pause),
    lengths: names.lengths === null ? null : await arrayOf(npz, names.lengths, 'lengths', pause),
  };
}

async function arrayOf(npz: Npz, key: string, role: Role, pause: Pause): Promise<NpyArray> {
  if (!npz.keys.includes(key)) {
    throw new AppError(
      'invalid',
      `"${role}" names the array "${key}", which ${npz.path} does not have; ${suggestion(key, npz.keys)}`,
      { path: `data.${role}` },
    );
  }
  return parseNpy(`${npz.path}, array "${key}",`, await npz.read(key, pause));
}

function listed(keys: readonly string[]): string {
  const shown = keys.slice(0, 10).map((key) => `"${key}"`);
  return shown.length === 0 ? '(none)' : `${shown.join(', ')}${keys.length > 10 ? ' …' : ''}`;
}
