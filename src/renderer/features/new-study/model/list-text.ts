// Lists of numbers as people type them, and a range turned into a list and back. Pure.
import type { SearchRange } from '#shared/settings/index.ts';
import type { JsonObject } from './json.ts';
import { numberText, parseNumberText } from './number-text.ts';

/** "16, 32; 64" as values; what is not a number stays text, so that the check names it. */
export function parseListText(text: string): (number | string | null)[] {
  return text
    .split(/[,;\s]+/)
    .filter((part) => part !== '')
    .map((part) => (part === 'none' ? null : parseNumberText(part)));
}

export function listText(choices: unknown): string {
  return Array.isArray(choices)
    ? choices.map((choice) => (choice === null ? 'none' : numberText(choice))).join(', ')
    : '';
}

export type RangeForm = 'linear' | 'log' | 'list';

export function formOf(range: JsonObject): RangeForm {
  if (range.type === 'categorical') return 'list';
  return range.scale === 'log' ? 'log' : 'linear';
}

/** The same range in another form, as near as the form allows; conditions stay. */
export function convertRange(
  range: JsonObject,
  form: RangeForm,
  type: 'float' | 'int',
  start: SearchRange,
): JsonObject {
  if (formOf(range) === form) return range;
  const when = range.when === undefined ? {} : { when: range.when };
  if (form === 'list') {
    const ends = [range.low, range.high].filter((end) => typeof end === 'number');
    const choices = 'choices' in start ? start.choices : ends;
    return { type: 'categorical', choices: [...choices], ordered: true, ...when };
  }
  if (range.type !== 'categorical') {
    const { step, ...rest } = range;
    return form === 'log' || step === undefined ? { ...rest, scale: form } : { ...rest, scale: form, step };
  }
  const numbers = Array.isArray(range.choices) ? range.choices.filter((choice) => typeof choice === 'number') : [];
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  if (numbers.length > 1 && low < high) return { type, low, high, scale: form, ...when };
  return { ...('low' in start ? start : { type, low: 1, high: 2 }), scale: form, ...when };
}
