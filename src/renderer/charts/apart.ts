// Labels beside an axis, moved as little as keeps them apart. Pure.

/**
 * `places` rise. Each is moved so that neighbours are at least `gap` apart and all lie in [low, high]; those that meet stand evenly around the
 * middle of where they belong. With more of them than there is room for, they stand closer than `gap`.
 */
export function apart(places: readonly number[], gap: number, low: number, high: number): readonly number[] {
  const step = places.length > 1 ? Math.min(gap, (high - low) / (places.length - 1)) : gap;
  const groups: { sum: number; count: number }[] = [];
  const start = ({ sum, count }: { sum: number; count: number }) => {
    const room = (count - 1) * step;
    return Math.max(low, Math.min(high - room, sum / count - room / 2));
  };
  for (const place of places) {
    let group = { sum: place, count: 1 };
    for (let before = groups.at(-1); before !== undefined; before = groups.at(-1)) {
      if (start(before) + before.count * step <= start(group)) break;
      groups.pop();
      group = { sum: before.sum + group.sum, count: before.count + group.count };
    }
    groups.push(group);
  }
  return groups.flatMap((group) => Array.from({ length: group.count }, (_, i) => start(group) + i * step));
}

export interface Label {
  /** Where it belongs. */
  readonly at: number;
  /** It stands in any case; the others only where there is room. */
  readonly kept: boolean;
}

/**
 * Which labels stand, and where, as `apart` moves them. Those that may be left out come one by one, the one with the most room about it first: each
 * stands if all fit and none is moved further than `reach` by it.
 */
export function apartWhereRoom<T extends Label>(
  labels: readonly T[],
  { gap, reach, low, high }: { gap: number; reach: number; low: number; high: number },
): ReadonlyMap<T, number> {
  const sorted = labels.toSorted((a, b) => a.at - b.at);
  const placed = (standing: (label: T) => boolean): ReadonlyMap<T, number> => {
    const chosen = sorted.filter(standing);
    const places = apart(
      chosen.map(({ at }) => at),
      gap,
      low,
      high,
    );
    return new Map(chosen.map((label, i) => [label, places[i] ?? label.at]));
  };
  const alone = placed(({ kept }) => kept);
  /** Labels in a crowd of kept ones are far from their places anyway, but not to be moved further. */
  const furthest = (label: T) => Math.max(reach, Math.abs((alone.get(label) ?? label.at) - label.at));
  const room = (label: T) =>
    Math.min(...labels.filter((one) => one !== label).map(({ at }) => Math.abs(at - label.at)));
  let standing = alone;
  for (const label of sorted.filter(({ kept }) => !kept).sort((a, b) => room(b) - room(a))) {
    const next = placed((one) => one === label || standing.has(one));
    const fits = (next.size - 1) * gap <= high - low;
    if (fits && [...next].every(([one, y]) => Math.abs(y - one.at) <= furthest(one))) standing = next;
  }
  return standing;
}
