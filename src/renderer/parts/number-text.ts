// Numbers as people type and read them in fields. Pure.

/**
 * What a number field stores for a typed text: the number when it is one ("1e-3", "−0.5" with a typographic minus, "12 000"),
 * otherwise the text itself. Keeping the text lets the study check name the field and say what is wrong, with nothing lost.
 */
export function parseNumberText(text: string): number | string {
  const plain = text
    .trim()
    .replaceAll('−', '-')
    .replaceAll(/[\s_\u00a0\u2009\u202f]/g, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return text.trim();
  const value = Number(plain);
  return Number.isFinite(value) ? value : text.trim();
}

/** The text of a field: small and large numbers as 1e-5, the rest plain; what is not a number as it was typed. */
export function numberText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return '';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) return String(value);
  return value.toExponential().replace('e+', 'e');
}
