// How a check's judgement is written down.
import type { Reason } from '#shared/contract/advice.ts';
import type { CheckStatus, Finding } from '#shared/contract/checks.ts';

type Values = Reason['values'];

/** Numbers that are not finite become text: they are told, and none travels as null. */
export function say(id: string, values: Values = {}): Reason {
  const told = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  ]);
  return { id, values: Object.fromEntries(told) };
}

/** A finding with what it lacks left empty. Numbers that are not finite become text, as they travel. */
export function found(
  status: CheckStatus,
  reason: Reason,
  rest: Partial<Omit<Finding, 'status' | 'reason' | 'value'>> & { readonly value?: number | null } = {},
): Finding {
  const { value = null, ...more } = rest;
  return {
    ...{ status, reason, limit: null, notes: [], fix: null, picture: null, evidence: null },
    ...more,
    value: value === null || Number.isFinite(value) ? value : String(value),
  };
}

export function skipped(id: string, values: Values = {}): Finding {
  return found('skipped', say(id, values));
}

/** That a check looked at a part of the rows only; nothing when it saw all. */
export function partOf(looked: number, all: number): Reason[] {
  return looked < all ? [say('note.part', { looked, all })] : [];
}

/** "a", "b" and 3 more. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  const left = names.length - shown.length;
  return `${shown.join(', ')}${left > 0 ? ` … (+${left})` : ''}`;
}
