// Tags that are added to those that a run has. Pure.
import { maxTags, tagKey } from '#shared/study/annotation.ts';

/** Each tag once; null: more than a run can have. */
export function withTags(have: readonly string[], added: readonly string[]): readonly string[] | null {
  const there = new Set(have.map(tagKey));
  const all = [...have, ...added.filter((tag) => !there.has(tagKey(tag)))];
  return all.length > maxTags ? null : all;
}
