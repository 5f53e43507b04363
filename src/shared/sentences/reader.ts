// The host's English sentences in another language. Each is known by its template, written as those of advice-templates.ts: what stands
// in the place of "{name}" is its value. So a sentence that was stored long ago, or stands inside another one, is known like a new one.
import { fillTemplate } from '../study/fill-template.ts';

/**
 * English template → the other language's, of the same values. In the English ones "{name}" is any text, "{name:said}" words of the host's
 * own, which are put into the language too, and "{name:list}" names with commas between them. "{name:word}" has no space, "{name:item}" is
 * one of a list, "{name:plain}" has no parentheses, "{name:quoted}" no quotation marks, and "{name:numbers}" is some numbers. "{is|are}" are
 * wordings that mean the same, and a part in [brackets] may be missing.
 */
export type SentenceTable = Readonly<Record<string, string>>;

export interface SentenceReader {
  /** The sentence, or the sentences, of a text; those that nobody knows stay as they are. null: it knows none of them. */
  read(text: string): string | null;
  /** Words of the host's own inside a sentence; those that nobody knows as they are. */
  phrase(text: string): string;
}

interface Entry {
  /** What must stand in the text, in this order: looked for before the pattern is tried. */
  readonly fixed: readonly string[];
  /** What it begins and ends with; empty where that is open. */
  readonly start: string;
  readonly end: string;
  readonly pattern: RegExp;
  /** How its values are written: "said" and "list" are not as they stand. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly told: string;
}

/** A text longer than this, or of more sentences or parts, holds a program's own output more than anything of the host's. */
const longest = 8000;
const mostParts = 16;
const mostKept = 4000;

/** `phrases` are parts of sentences, known only where a sentence has some. */
export function sentenceReader(sentences: SentenceTable, phrases: SentenceTable): SentenceReader {
  const whole = entriesOf(sentences);
  const parts = [...entriesOf(phrases), ...whole].sort(byFixed);
  const kept = new Map<string, string | null>();

  function read(text: string): string | null {
    if (text.length > longest) return null;
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size >= mostKept) kept.clear();
    const told = find(whole, text) ?? oneByOne(text) ?? afterPlace(text);
    kept.set(text, told);
    return told;
  }

  function find(entries: readonly Entry[], text: string): string | null {
    for (const entry of entries) {
      if (!hasInOrder(text, entry)) continue;
      const { pattern, kinds, told } = entry;
      const match = pattern.exec(text);
      if (match === null) continue;
      const values = Object.entries(match.groups ?? {}).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, written(value, kinds.get(name))]],
      );
      return fillTemplate(told, Object.fromEntries(values), 'zh');
    }
    return null;
  }

  /** Several sentences: the longest that is known first, and so on with the rest. */
  function oneByOne(text: string): string | null {
    const ends = [...text.matchAll(/[.!?…]["”)]?\s+(?=\S)/g)].map(({ index, 0: end }) => index + end.length);
    if (ends.length > mostParts) return null;
    for (const end of ends.reverse()) {
      const first = find(whole, text.slice(0, end).trimEnd());
      if (first !== null) return `${first}${read(text.slice(end)) ?? text.slice(end)}`;
    }
    const [end] = ends.reverse();
    const rest = end === undefined ? null : read(text.slice(end));
    return rest === null ? null : `${text.slice(0, end)}${rest}`;
  }

  /** "search.trials: …": a sentence after its place in a study file. */
  function afterPlace(text: string): string | null {
    const [, place, sentence = ''] = /^([a-z][\w.[\]]*): ([\s\S]+)$/.exec(text) ?? [];
    const told = place === undefined ? null : read(sentence);
    return told === null ? null : `${place}：${told}`;
  }

  function phrase(text: string): string {
    const known = find(parts, text) ?? find(whole, `${text}.`)?.replace(/。$/, '');
    return known ?? oneByOne(text) ?? afterPlace(text) ?? listed(text) ?? text;
  }

  /** Several phrases: the longest that is known first, and so on with the rest. */
  function listed(text: string): string | null {
    const ends = [...text.matchAll(/, |; | and /g)].map(({ index, 0: between }) => ({ index, between }));
    if (ends.length === 0 || ends.length > mostParts) return null;
    for (const { index, between } of ends.toReversed()) {
      const first = find(parts, text.slice(0, index));
      if (first !== null) return `${first}${separators[between]}${phrase(text.slice(index + between.length))}`;
    }
    const [{ index, between } = { index: 0, between: '' }] = ends;
    const rest = text.slice(index + between.length);
    const told = phrase(rest);
    return told === rest ? null : `${text.slice(0, index)}${separators[between]}${told}`;
  }

  function written(value: string, kind: string | undefined): string {
    if (kind === 'said') return phrase(value);
    return kind === 'list' ? value.replaceAll(', ', '、').replaceAll(' and ', '和') : value;
  }

  return { read, phrase };
}

const separators: Readonly<Record<string, string>> = { '; ': '；', ', ': '，', ' and ': '和' };

/** What may stand for a value of a kind; of the others anything may. */
const patterns: Readonly<Record<string, string>> = {
  word: '\\S+',
  item: '(?:(?!, |; | and )[\\s\\S])+?',
  plain: '[^()]+?',
  quoted: '[^"]+?',
  numbers: '[\\d, ]+',
};

function hasInOrder(text: string, { fixed, start, end }: Entry): boolean {
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  let at = 0;
  for (const part of fixed) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}

/** The one with the most fixed text first: it says most about its sentence. */
const byFixed = (a: Entry, b: Entry) => b.fixed.join('').length - a.fixed.join('').length;

function entriesOf(table: SentenceTable): Entry[] {
  return Object.entries(table)
    .map(([template, told]) => entryOf(template, told))
    .sort(byFixed);
}

function entryOf(template: string, told: string): Entry {
  const fixed: string[] = [];
  const kinds = new Map<string, string>();
  let depth = 0;
  const pattern = template.replace(
    /\{(\w+)(?::(\w+))?\}|\{([^{}]*\|[^{}]*)\}|\[|\]|[^{[\]]+|\{/g,
    (part, name, kind, wordings) => {
      if (name !== undefined) {
        if (kinds.has(name)) return `\\k<${name}>`;
        kinds.set(name, kind ?? 'text');
        return `(?<${name}>${patterns[kind ?? ''] ?? '[\\s\\S]+?'})`;
      }
      if (wordings !== undefined) return `(?:${wordings.split('|').map(escaped).join('|')})`;
      if (part === '[' || part === ']') depth += part === '[' ? 1 : -1;
      if (part === '[') return '(?:';
      if (part === ']') return ')?';
      if (depth === 0) fixed.push(part);
      return escaped(part);
    },
  );
  const start = /^[^{[]*/.exec(template)?.[0] ?? '';
  const end = /[^}\]]*$/.exec(template)?.[0] ?? '';
  return { fixed, start, end, pattern: new RegExp(`^${pattern}$`), kinds, told };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
