// Numbers that JSON has no word for. In files they are the texts "NaN", "Infinity" and "-Infinity" (interfaces.md).

/** For JSON.stringify. */
export function nonFiniteAsText(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** JSON in which NaN and the infinities may stand bare, as Python's and C's printers leave them: they become texts. Undefined for anything else. */
export function parseLooseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replace(bareWords, (word, number?: string) => (number ? `"${spelling(number)}"` : word)));
    } catch {
      return undefined;
    }
  }
}

/** Texts are matched first, so that nothing inside them is touched. */
const bareWords = /"(?:[^"\\]|\\.)*"|([-+]?(?:NaN|Infinity|inf)\b)/gi;

function spelling(word: string): string {
  if (/nan/i.test(word)) return 'NaN';
  return word.startsWith('-') ? '-Infinity' : 'Infinity';
}
