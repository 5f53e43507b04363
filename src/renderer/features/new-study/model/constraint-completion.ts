// Completion of names while a constraint is typed. Pure.

export interface Completion {
  /** What is written. */
  readonly text: string;
  /** What people call it. */
  readonly note: string;
}

export interface Word {
  readonly from: number;
  readonly to: number;
  /** What stands before the caret. */
  readonly begun: string;
}

const mostShown = 8;

/** The name that the caret stands in or behind; null elsewhere and inside quotes. */
export function wordAt(text: string, caret: number): Word | null {
  const before = text.slice(0, caret);
  if ((before.match(/"/g) ?? []).length % 2 === 1 || (before.match(/'/g) ?? []).length % 2 === 1) return null;
  const begun = /[A-Za-z_][\w.]*$/.exec(before)?.[0] ?? '';
  if (begun === '') return null;
  const after = /^[\w.]*/.exec(text.slice(caret))?.[0] ?? '';
  return { from: caret - begun.length, to: caret + after.length, begun };
}

/** Those whose key or title has the begun word, those that begin with it first; nothing once the word is one of them. */
export function completionsFor(word: Word | null, options: readonly Completion[]): readonly Completion[] {
  if (word === null) return [];
  const wanted = word.begun.toLowerCase();
  if (/^(and|or|not|true|false|null)$/.test(wanted) || options.some(({ text }) => text === word.begun)) return [];
  const rank = ({ text, note }: Completion) => {
    const key = text.toLowerCase();
    if (key.startsWith(wanted)) return 0;
    if (key.split('.').some((part) => part.startsWith(wanted))) return 1;
    if (note.toLowerCase().startsWith(wanted)) return 2;
    return key.includes(wanted) || note.toLowerCase().includes(wanted) ? 3 : 4;
  };
  return options
    .filter((option) => rank(option) < 4)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, mostShown);
}

/** The text with the word replaced, and where the caret stands then: behind it, and inside the brackets of a function. */
export function complete(
  text: string,
  { from, to }: Word,
  { text: chosen }: Completion,
): { text: string; caret: number } {
  const whole = `${text.slice(0, from)}${chosen}${text.slice(to)}`;
  return { text: whole, caret: from + chosen.length - (chosen.endsWith('()') ? 1 : 0) };
}
