// Which observations a model keeps when there are more than it can carry.

/**
 * Indices of at most `limit` values in their order: half the best (larger is better), the rest the newest. The best say where the optimum
 * is, the newest what the search knows around it; what a model of n points costs grows by n³.
 */
export function newestAndBest(values: ArrayLike<number>, limit: number): number[] {
  const all = Array.from({ length: values.length }, (_, i) => i);
  if (all.length <= limit) return all;
  const ranked = all.toSorted((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || b - a);
  const kept = new Set(ranked.slice(0, limit >> 1));
  for (let i = all.length - 1; kept.size + 1 <= limit; i--) kept.add(i);
  return all.filter((i) => kept.has(i));
}
