// The words that start a user's program, with a trial's settings in place of their placeholders (interfaces.md "Runner"). Pure.
import type { ResolvedSettings } from './values.ts';

/** `{key}` stands for the value of a setting, `{{key}}` for the text "{key}"; other braces (JSON, a shell's `${key}`) are left alone. */
const placeholder = /\{\{([\p{L}\p{N}_][\p{L}\p{N}_.[\]-]*)\}\}|(?<!\$)\{([\p{L}\p{N}_][\p{L}\p{N}_.[\]-]*)\}/gu;

/** Keys of the settings that a word names. */
export function placeholdersIn(word: string): string[] {
  return [...word.matchAll(placeholder)].flatMap(([, , key]) => (key === undefined ? [] : [key]));
}

/**
 * The words that a trial with these settings has, placeholders still in them. A word with a setting that is inactive, or whose value is
 * null ("none"), is left out, and the flag before it too: a word before that begins with "-" and has no placeholder.
 */
export function activeWords(argv: readonly string[], settings: ResolvedSettings): string[] {
  const words: string[] = [];
  argv.forEach((word, i) => {
    if (placeholdersIn(word).every((key) => (settings[key] ?? null) !== null)) {
      words.push(word);
      return;
    }
    const flag = argv[i - 1];
    if (!word.startsWith('-') && flag?.startsWith('-') && placeholdersIn(flag).length === 0) words.pop();
  });
  return words;
}

/** The words of one trial. Numbers have the shortest form that reads back to the same double. */
export function fillWords(argv: readonly string[], settings: ResolvedSettings): string[] {
  return activeWords(argv, settings).map((word) =>
    word.replace(placeholder, (_, literal?: string, key = '') =>
      literal === undefined ? String(settings[key]) : `{${literal}}`,
    ),
  );
}
