// Orders dimensions so that each stands after those that its condition names.
import type { Dimension } from './space.ts';

/** Keeps the given order where conditions allow. `cycle` names the dimensions of a circle, null when there is none. */
export function sortByConditions(dimensions: readonly Dimension[]): {
  readonly dimensions: readonly Dimension[];
  readonly cycle: readonly string[] | null;
} {
  const names = new Set(dimensions.map(({ name }) => name));
  const sorted: Dimension[] = [];
  const placed = new Set<string>();
  let waiting = [...dimensions];
  while (waiting.length > 0) {
    const ready = waiting.find(({ name: _, when }) =>
      Object.keys(when ?? {}).every((target) => placed.has(target) || !names.has(target)),
    );
    if (ready === undefined) return { dimensions: [...sorted, ...waiting], cycle: circleIn(waiting) };
    sorted.push(ready);
    placed.add(ready.name);
    waiting = waiting.filter((dimension) => dimension !== ready);
  }
  return { dimensions: sorted, cycle: null };
}

/** Follows conditions until a name comes back. */
function circleIn(waiting: readonly Dimension[]): string[] {
  const path: string[] = [];
  let at = waiting[0];
  while (at && !path.includes(at.name)) {
    path.push(at.name);
    const targets = Object.keys(at.when ?? {});
    at = waiting.find(({ name }) => targets.includes(name));
  }
  return at ? path.slice(path.indexOf(at.name)) : path;
}
