// A draft made from a study that exists: the same file under its own identity. Pure.
import type { StudyDetail } from '#shared/contract/studies.ts';
import { getIn, isObject, type JsonObject, setIn } from './json.ts';

/**
 * The study's file without its identity. Relative data paths were relative to the study file, which the draft does not
 * have: they become absolute.
 */
export function templateOf({ file, summary }: Pick<StudyDetail, 'file' | 'summary'>): JsonObject {
  const folder = summary.path === null ? null : summary.path.replace(/[\\/][^\\/]*$/, '');
  const named = setIn(setIn(file, ['id'], undefined), ['name'], summary.name);
  if (folder === null || !isObject(named.data)) return named;
  const files = named.data.source === 'npz' && named.data.path !== undefined ? ['path'] : pathFields;
  return files.reduce<JsonObject>((at, field) => {
    const path = getIn(at, ['data', field]);
    return typeof path === 'string' && !isAbsolute(path) ? setIn(at, ['data', field], join(folder, path)) : at;
  }, named);
}

/** Fields of a data object that are paths; in an archive x, y and lengths are names. */
const pathFields = ['path', 'images', 'labels', 'x', 'y', 'lengths'] as const;

function isAbsolute(path: string): boolean {
  return /^([\\/]|[A-Za-z]:[\\/])/.test(path);
}

function join(folder: string, path: string): string {
  return `${folder}${folder.includes('\\') ? '\\' : '/'}${path.replace(/^\.[\\/]/, '')}`;
}
