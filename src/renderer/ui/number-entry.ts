// What a number field accepts, and how its arrows step. Pure.

export interface NumberRule {
  min?: number | undefined;
  max?: number | undefined;
  /** Of the arrows; default 1 for integers, else one unit of the second significant digit. */
  step?: number | undefined;
  integer?: boolean | undefined;
  /** Arrows go by tenths of a decade instead of by `step`. */
  log?: boolean | undefined;
}

export type ParsedNumber =
  | { ok: true; value: number }
  | {
      ok: false;
      problem: 'notANumber' | 'atLeast' | 'atMost' | 'wholeNumber';
      slots: Record<string, string | number>;
    };

/** Reads "0.001", "1e-3", "1e−3" and "10,5" is refused rather than guessed. */
export function parseNumber(text: string, rule: NumberRule): ParsedNumber {
  const clean = text.trim().replaceAll('−', '-');
  const value = Number(clean);
  if (clean === '' || !Number.isFinite(value)) return { ok: false, problem: 'notANumber', slots: { text } };
  if (rule.integer && !Number.isInteger(value)) return { ok: false, problem: 'wholeNumber', slots: {} };
  if (rule.min !== undefined && value < rule.min)
    return { ok: false, problem: 'atLeast', slots: { min: `${rule.min}` } };
  if (rule.max !== undefined && value > rule.max)
    return { ok: false, problem: 'atMost', slots: { max: `${rule.max}` } };
  return { ok: true, value };
}

/** One step up or down, ten with `big`, held inside [min, max] and rounded to what the step can say. */
export function nudge(value: number, direction: 1 | -1, big: boolean, rule: NumberRule): number {
  const times = big ? 10 : 1;
  let next: number;
  if (rule.log && value > 0) {
    next = Number((value * 10 ** ((direction * times) / 10)).toPrecision(2));
    if (rule.integer)
      next = direction > 0 ? Math.max(value + 1, Math.round(next)) : Math.min(value - 1, Math.round(next));
  } else {
    const step = rule.step ?? (rule.integer || value === 0 ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1));
    next = Number((value + direction * times * step).toPrecision(12));
  }
  return Math.min(rule.max ?? Number.POSITIVE_INFINITY, Math.max(rule.min ?? Number.NEGATIVE_INFINITY, next));
}
