// A draft made from a study that exists: the same file under its own identity. Pure.
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { DraftChange } from '../../../state/index.ts';
import { type Draft, settle } from './draft.ts';
import { getIn, isObject, type JsonObject, setIn } from './json.ts';

/**
 * The study's file without its identity. Relative paths, of data and of studies to begin with, were relative to the study file, which the
 * draft does not have: they become absolute.
 */
export function templateOf({ file, summary }: Pick<StudyDetail, 'file' | 'summary'>): JsonObject {
  const folder = summary.path === null ? null : summary.path.replace(/[\\/][^\\/]*$/, '');
  const same = setIn(setIn(file, ['id'], undefined), ['name'], summary.name);
  const own = getIn(same, ['runner', 'kind']) === 'none' ? begunFromImport(same, summary.name) : same;
  if (folder === null) return own;
  const named = withWarmStart(own, (reference, i) =>
    isPath(reference, summary.warmStart?.[i]?.study) ? join(folder, reference) : reference,
  );
  const archive = getIn(named, ['data', 'source']) === 'npz' && getIn(named, ['data', 'path']) !== undefined;
  const files = [...(archive ? ['path'] : pathFields).map((field) => [field]), ...partPaths];
  const places = [...files.map((place) => ['data', ...place]), ['runner', 'cwd']];
  const program = getIn(named, ['runner', 'kind']) === 'command' && getIn(named, ['runner', 'cwd']) === undefined;
  const begun = program ? setIn(named, ['runner', 'cwd'], folder) : named;
  return places.reduce<JsonObject>((at, place) => {
    const path = getIn(at, place);
    return typeof path === 'string' && !isAbsolute(path) ? setIn(at, place, join(folder, path)) : at;
  }, begun);
}

/** Trials of another program train nowhere: a study begun from them is one of Vernier's, and knows what they have shown. */
function begunFromImport(file: JsonObject, study: string): JsonObject {
  return setIn(setIn(file, ['runner'], undefined), ['search', 'warmStart'], [{ study }]);
}

/** The same of a draft: ranges that nothing uses any more are put aside, to come back with what they belong to. */
export function changeDraft(draft: Draft, changes: readonly DraftChange[]): Draft {
  return settle({ ...draft, file: withChanges(draft.file, changes) }, null);
}

/** The file with changes that were proposed of it; a list takes what it has not. Starting points outside of a changed range go with it. */
export function withChanges(file: JsonObject, changes: readonly DraftChange[]): JsonObject {
  return changes.reduce<JsonObject>((at, { path, to, add }) => {
    const has = getIn(at, path);
    const list = Array.isArray(has) ? has : [];
    const changed = setIn(at, path, add && Array.isArray(to) ? [...new Set([...list, ...to])] : to);
    const [place, setting] = path;
    return place === 'settings' && setting !== undefined ? withFittingPoints(changed, setting, to) : changed;
  }, file);
}

function withFittingPoints(file: JsonObject, setting: string, entry: unknown): JsonObject {
  const points = getIn(file, ['search', 'enqueue']);
  if (!Array.isArray(points)) return file;
  const fits = (value: unknown) => {
    if (value === undefined || !isObject(entry)) return true;
    const { low, high } = entry;
    return (
      !(typeof value === 'number' && typeof low === 'number' && typeof high === 'number') ||
      (value >= low && value <= high)
    );
  };
  const left = points.filter((point) => !isObject(point) || fits(point[setting]));
  return left.length === points.length
    ? file
    : setIn(file, ['search', 'enqueue'], left.length === 0 ? undefined : left);
}

/** Fields of a data object that are paths; in an archive x, y and lengths are names. */
const pathFields = ['path', 'images', 'labels', 'x', 'y', 'lengths'] as const;

/** Parts that are files of their own. */
const partPaths = [
  ['validation', 'path'],
  ['test', 'path'],
];

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
