// Which data set a data object is about: its files, however their rows are split, or its sample.
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { namedPaths } from '#main/data/sources.ts';
import type { DataSpec } from '#shared/data-spec.ts';

/** @param spec with absolute paths. */
export function idOf(spec: DataSpec): string {
  const { validation: _, test: __, ...source } = spec;
  const key = spec.source === 'sample' ? `sample ${spec.name}` : JSON.stringify(namedPaths(source as DataSpec));
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}

/** The file or folder that a person would name; null for a sample. */
export function mainPath(spec: DataSpec): string | null {
  if (spec.source === 'sample') return null;
  const { validation: _, test: __, ...source } = spec;
  return namedPaths(source as DataSpec)[0] ?? null;
}

/** The last part of its path, or the sample's name. */
export function nameOf(spec: DataSpec): string {
  const path = mainPath(spec);
  if (path !== null) return basename(path) || path;
  return spec.source === 'sample' ? spec.name : spec.source;
}

/** "~" as the home folder; another relative path from `base`. */
export function pathFrom(base: string, path: string): string {
  const text = path.trim();
  if (text === '~') return homedir();
  if (/^~[\\/]/.test(text)) return join(homedir(), text.slice(2));
  return isAbsolute(text) ? text : resolve(base, text);
}

/** The data object with "~" written out in every path of it; what stays relative counts from the base of whoever reads it. */
export function withHome(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => {
      if (field === 'validation' || field === 'test') return [field, withHome(value)];
      const isPath = ['path', 'images', 'labels', 'x', 'y', 'lengths'].includes(field);
      return [field, isPath && typeof value === 'string' && /^~([\\/]|$)/.test(value) ? pathFrom('/', value) : value];
    }),
  );
}
