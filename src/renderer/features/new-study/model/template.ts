// A draft made from a study that exists: the same file under its own identity. Pure.
import type { StudyDetail } from '#shared/contract/studies.ts';
import { getIn, isObject, type JsonObject, setIn } from './json.ts';

/**
 * The study's file without its identity. Relative paths, of data and of studies to begin with, were relative to the study file, which the
 * draft does not have: they become absolute.
 */
export function templateOf({ file, summary }: Pick<StudyDetail, 'file' | 'summary'>): JsonObject {
  const folder = summary.path === null ? null : summary.path.replace(/[\\/][^\\/]*$/, '');
  const own = setIn(setIn(file, ['id'], undefined), ['name'], summary.name);
  if (folder === null) return own;
  const named = withWarmStart(own, (reference, i) =>
    isPath(reference, summary.warmStart?.[i]?.study) ? join(folder, reference) : reference,
  );
  if (!isObject(named.data)) return named;
  const files = named.data.source === 'npz' && named.data.path !== undefined ? ['path'] : pathFields;
  return files.reduce<JsonObject>((at, field) => {
    const path = getIn(at, ['data', field]);
    return typeof path === 'string' && !isAbsolute(path) ? setIn(at, ['data', field], join(folder, path)) : at;
  }, named);
}

/** Fields of a data object that are paths; in an archive x, y and lengths are names. */
const pathFields = ['path', 'images', 'labels', 'x', 'y', 'lengths'] as const;

/** `change`: of what the file calls each study that it begins with. */
function withWarmStart(file: JsonObject, change: (reference: string, index: number) => string): JsonObject {
  const given = getIn(file, ['search', 'warmStart']);
  if (given === undefined || given === null) return file;
  const changed = [given].flat().map((one: unknown, i) => {
    if (typeof one === 'string') return change(one, i);
    return isObject(one) && typeof one.study === 'string' ? { ...one, study: change(one.study, i) } : one;
  });
  return setIn(file, ['search', 'warmStart'], Array.isArray(given) ? changed : changed[0]);
}

/** Whether it is a relative path. `found`: the study that the host found by it; null before the first start, where its looks decide. */
function isPath(reference: string, found: { readonly id: string; readonly name: string } | undefined): boolean {
  if (isAbsolute(reference)) return false;
  if (found !== undefined) return reference !== found.id && reference !== found.name;
  return /[\\/]|\.json$/i.test(reference);
}

function isAbsolute(path: string): boolean {
  return /^([\\/]|[A-Za-z]:[\\/])/.test(path);
}

function join(folder: string, path: string): string {
  return `${folder}${folder.includes('\\') ? '\\' : '/'}${path.replace(/^\.[\\/]/, '')}`;
}
