// Numbers that JSON has no word for. In files they are the texts "NaN", "Infinity" and "-Infinity" (interfaces.md).

/** For JSON.stringify. */
export function nonFiniteAsText(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
