// A list of labels in one cell: JSON, or as Python prints a list of texts and numbers.
import { z } from 'zod';

/** An item: in quotes of either kind with backslashes before what would end it, or bare. Sticky. */
const item = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s'"[\],][^'"[\],]*))\s*(,|$)/y;

/** The items as trimmed texts without empty ones; null when the text is no flat list. */
export function parseList(text: string): string[] | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return null;
  const json = fromJson(trimmed);
  if (json !== null) return json;
  const inner = trimmed.slice(1, -1).trim();
  const items: string[] = [];
  for (let at = 0; at < inner.length; ) {
    item.lastIndex = at;
    const found = item.exec(inner);
    if (found === null) return null;
    const [, double, single, bare] = found;
    items.push((double ?? single)?.replace(/\\(.)/g, '$1').trim() ?? bare?.trim() ?? '');
    at = item.lastIndex;
  }
  return items.filter((name) => name !== '');
}

const jsonList = z.array(z.union([z.string(), z.number(), z.boolean()]));

function fromJson(text: string): string[] | null {
  try {
    const list = jsonList.safeParse(JSON.parse(text));
    return list.success ? list.data.map((item) => String(item).trim()).filter((name) => name !== '') : null;
  } catch {
    return null;
  }
}
