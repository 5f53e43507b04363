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
