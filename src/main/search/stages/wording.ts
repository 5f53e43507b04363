// Sentences of a proposal: numbers, lists of trials.
import type { SettingValue } from '#shared/study/values.ts';

/** Three significant digits. */
export function digits(value: number): string {
  const rounded = Number(value.toPrecision(3));
  const size = Math.abs(rounded);
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? rounded.toExponential() : String(rounded);
}

export function shown(value: SettingValue): string {
  return typeof value === 'number' ? digits(value) : String(value);
}

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** "7, 12 and 3"; of many the first eight. */
export function listed(items: readonly (number | string)[]): string {
  if (items.length > 8) return `${items.slice(0, 8).join(', ')} …`;
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** "the 6 best of 40 trials (7, 12 and 3)" */
export function bestOf(best: readonly { readonly number: number }[], of: number): string {
  return `the ${best.length} best of ${of} trials (${listed(best.map(({ number }) => number))})`;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
