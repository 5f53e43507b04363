// Which tags are offered while one is typed. Pure.
import { tagKey } from '#shared/study/annotation.ts';

/** As many as fit under a field. */
const most = 8;

/** Every tag that is in use, the most used first, each once in its most used spelling. */
export function usedTags(lists: readonly (readonly string[] | undefined)[]): readonly string[] {
  const spellings = new Map<string, Map<string, number>>();
  for (const tag of lists.flatMap((tags) => tags ?? [])) {
    const counts = spellings.get(tagKey(tag)) ?? new Map<string, number>();
    spellings.set(tagKey(tag), counts.set(tag, (counts.get(tag) ?? 0) + 1));
  }
  const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((all, n) => all + n, 0);
  return [...spellings]
    .sort(([a, m], [b, n]) => sum(n) - sum(m) || a.localeCompare(b))
    .map(([key, counts]) => [...counts].sort(([, m], [, n]) => n - m)[0]?.[0] ?? key);
}

/** Of the known tags those that hold what is typed and are not there yet; those that begin with it first. */
export function suggested(known: readonly string[], text: string, have: readonly string[]): readonly string[] {
  const typed = tagKey(text);
  const there = new Set(have.map(tagKey));
  const open = known.filter((tag) => !there.has(tagKey(tag)) && tagKey(tag).includes(typed));
  const begins = (tag: string) => Number(tagKey(tag).startsWith(typed));
  return [...open].sort((a, b) => begins(b) - begins(a)).slice(0, most);
}
