// JSON as people write it: where it is wrong, and names that stand twice. Pure.

/** The first name that an object has twice, with where it stands, in a text that is JSON; null when there is none. */
export function repeatedName(text: string): { readonly name: string; readonly line: number } | null {
  const open: (Set<string> | null)[] = [];
  let isName = false;
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g)) {
    const names = open.at(-1);
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null);
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ',' && names && isName) {
      const name = String(JSON.parse(token));
      if (names.has(name)) return { name, line: placeOf(text, index).line };
      names.add(name);
    }
    isName = token === '{' || (token === ',' && open.at(-1) !== null);
  }
  return null;
}

/** What `JSON.parse` threw about the text, with line and column. */
export function syntaxProblem(message: string, text: string): string {
  if (text.trim() === '') return 'it is empty';
  const what = message
    .replace(/ in JSON.*$/s, '')
    .replace(/ at position.*$/s, '')
    .replace(/, (?:\.{3})?".*$/s, '');
  const at = positionOf(message, text);
  if (at === null) return what;
  const { line, column } = placeOf(text, at);
  return `${what} at line ${line}, column ${column}`;
}

/** V8 says "… in JSON at position 12 (line 3 column 4)", or quotes 10 characters on each side of the place. */
function positionOf(message: string, text: string): number | null {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const [, token, cut, around] = /'(.)', (\.{3})?"(.*?)"(?:\.{3})? is not valid JSON$/su.exec(message) ?? [];
  const begin = around === undefined ? -1 : text.indexOf(around);
  if (begin < 0 || around === undefined || token === undefined) return null;
  return begin + (cut === undefined ? around.indexOf(token) : 10);
}

/** From 1. */
function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
