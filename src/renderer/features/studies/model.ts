// The studies list's view model: search, order, and the counts worth showing. Pure.
import { z } from 'zod';
import { type Problem, problem } from '#shared/contract/common.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import { tagKey } from '#shared/study/annotation.ts';
import { isTrialList } from '#shared/study/import-files.ts';
import type { StudyState, TrialState } from '#shared/study/trial-state.ts';

export function isActive({ state }: StudySummary): boolean {
  return state === 'running' || state === 'checking';
}

/**
 * Running studies first, the youngest on top: they change all the time, and would jump otherwise. Then the others, last
 * changed first. Ties by name.
 */
export function orderStudies(studies: readonly StudySummary[]): StudySummary[] {
  const time = (study: StudySummary) => (isActive(study) ? study.createdAt : study.changedAt);
  return [...studies].sort(
    (a, b) => Number(isActive(b)) - Number(isActive(a)) || time(b) - time(a) || a.name.localeCompare(b.name),
  );
}

/**
 * Studies whose name, path, metric, note or tags have every word of the search, in any order and any case. `tag:paper` asks for that tag,
 * `tag:"two words"` for one of several words, `tag:` for any.
 */
export function searchStudies(studies: readonly StudySummary[], search: string): StudySummary[] {
  const wanted: string[] = [];
  const words = search
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(?<!\S)tag:(?:"([^"]*)"?|(\S*))/g, (_, quoted: string | undefined, bare: string | undefined) => {
      wanted.push(tagKey(quoted ?? bare ?? ''));
      return ' ';
    })
    .split(/\s+/)
    .filter(Boolean);
  return studies.filter((study) => {
    const { name, path, objective, state, note, tags = [] } = study;
    const keys = tags.map(tagKey);
    if (!wanted.every((tag) => (tag === '' ? keys.length > 0 : keys.includes(tag)))) return false;
    const text = `${name} ${path ?? ''} ${objective.metric} ${state} ${note ?? ''} ${tags.join(' ')}`
      .normalize('NFKC')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const mostRecent = 8;

/** Study files by the studies that came from them, the latest first, each once. */
export function recentFiles(studies: readonly StudySummary[]): { readonly name: string; readonly path: string }[] {
  const byPath = new Map<string, string>();
  for (const { name, path } of [...studies].sort((a, b) => b.createdAt - a.createdAt)) {
    if (path !== null && !byPath.has(path)) byPath.set(path, name);
  }
  return [...byPath].slice(0, mostRecent).map(([path, name]) => ({ name, path }));
}

/** Order in which the counts stand beside a study. */
const shown: readonly TrialState[] = ['running', 'paused', 'queued', 'complete', 'stopped', 'diverged', 'failed'];

/** The course of a study as the path of a line in a box, larger values higher; null for fewer than two points. */
export function linePath(values: readonly number[], width: number, height: number): string | null {
  if (values.length < 2) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (i: number) => 2 + (i / (values.length - 1)) * (width - 4);
  const y = (value: number) => (high > low ? height - 2 - ((value - low) / (high - low)) * (height - 4) : height / 2);
  return values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join('');
}

/** The states that have trials, with their number. */
export function stateCounts(study: StudySummary): { state: TrialState; count: number }[] {
  return shown.map((state) => ({ state, count: study.counts[state] })).filter(({ count }) => count > 0);
}

/** Trials that ended, whichever way. */
export function doneTrials({ counts }: StudySummary): number {
  return counts.complete + counts.stopped + counts.diverged + counts.failed;
}

export type Opened =
  | { readonly file: Readonly<Record<string, unknown>> }
  | { readonly problem: 'not-json' | 'not-object' | 'trials' };

/** A study file that was chosen or dropped, as its text. */
export function parseStudyText(text: string): Opened {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'not-json' };
  }
  if (isTrialList(value)) return { problem: 'trials' };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { problem: 'not-object' };
  return { file: value as Record<string, unknown> };
}

/** The problems that an error of the host carries in its details, if it carries any. */
export function problemsIn(details: Readonly<Record<string, unknown>>): Problem[] {
  const parsed = z.array(problem).safeParse(details.problems);
  return parsed.success ? parsed.data : [];
}

const glyphs: Readonly<Record<StudyState, TrialState>> = {
  draft: 'queued',
  checking: 'running',
  running: 'running',
  paused: 'paused',
  finished: 'complete',
  failed: 'failed',
};

/** A study's state is drawn with the glyph of the trial state that looks alike. */
export function glyphOf(state: StudyState): TrialState {
  return glyphs[state];
}
