// Notes and tags that people put on studies and on trials: what they may be, on every border.
import { z } from 'zod';

/** Characters (UTF-16 units, as a text area counts them). */
export const maxNoteLength = 10_000;
export const maxTags = 20;
export const maxTagLength = 40;

/** Equal for tags that differ in case only. */
export function tagKey(tag: string): string {
  return tag.trim().normalize('NFKC').toLowerCase();
}

/** Plain text; empty: no note. Line ends are \n. */
export const noteText = z
  .string()
  .max(maxNoteLength, `must have at most ${maxNoteLength} characters`)
  .transform((text) => {
    const plain = text.replaceAll(/\r\n?/g, '\n');
    return plain.trim() === '' ? '' : plain;
  });

const tag = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(maxTagLength, `must have at most ${maxTagLength} characters`)
  // A comma joins the parts of a filter, a quote encloses one of them, and a line end would break a table.
  .refine((text) => !/[,"\p{Cc}]/u.test(text), 'must not have a comma, a double quote or a line end');

export const tagList = z
  .array(tag)
  .max(maxTags, `must be at most ${maxTags}`)
  .refine((tags) => new Set(tags.map(tagKey)).size === tags.length, 'must differ from each other by more than case');

export type TagProblem = 'empty' | 'long' | 'sign' | 'known' | 'many';

/** Why a tag cannot be added to those that are there; null: it can. */
export function tagProblem(text: string, tags: readonly string[]): TagProblem | null {
  const name = text.trim();
  if (name === '') return 'empty';
  if (name.length > maxTagLength) return 'long';
  if (!tag.safeParse(name).success) return 'sign';
  if (tags.some((one) => tagKey(one) === tagKey(name))) return 'known';
  return tags.length >= maxTags ? 'many' : null;
}
