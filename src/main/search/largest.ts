// The point of a space that is largest by some measure: what a study may ask of a machine at most. Pure but for the measure.
import type { RandomStream } from '#shared/num/random.ts';
import { gridSpace } from '#shared/study/candidates.ts';
import { drawPoint } from '#shared/study/draw.ts';
import { violated } from '#shared/study/points.ts';
import type { Dimension, Space } from '#shared/study/space.ts';
import type { Params, SettingValue } from '#shared/study/values.ts';

export interface Climb {
  /** For settings that a value makes active. */
  readonly random: RandomStream;
  /** Whether a dimension can change the measure; the others keep their value. */
  matters(name: string): boolean;
}

/**
 * Climbs one dimension after the other from `start`: ends and middle of a numeric range, every choice, of more than 64 a selection. Once in the space's order and
 * once in the opposite one, because a constraint may let only one of two settings be large; twice each, because a choice may matter
 * only after a later one. Not proven to be the largest, for that a space has too many points; exact where the measure rises with
 * each dimension whatever the others are.
 */
export async function largestPoint(
  space: Space,
  start: Params,
  measure: (params: Params) => Promise<number>,
  { random, matters }: Climb,
): Promise<Params> {
  const sizes = new Map<string, number>();
  const sizeOf = async (params: Params): Promise<number> => {
    const key = JSON.stringify(params);
    const size = sizes.get(key) ?? (await measure(params));
    sizes.set(key, size);
    return size;
  };
  const rising = gridSpace(space).dimensions.filter(({ name }) => matters(name));
  const highest = Object.fromEntries(
    rising.flatMap((dimension) =>
      dimension.type === 'categorical' ? [] : [[dimension.name, valuesOf(dimension).at(-1) ?? null]],
    ),
  );
  let best = { params: start, size: await sizeOf(start) };
  for (const order of [rising, rising.toReversed()]) {
    let here = { params: start, size: await sizeOf(start) };
    for (const dimension of [...order, ...order]) {
      for (const value of valuesOf(dimension)) {
        const { name } = dimension;
        const given = { ...here.params, [name]: value };
        // What the value makes active is taken at its highest, or drawn where a constraint forbids that.
        const params = changed(space, { ...highest, ...given }, name, random) ?? changed(space, given, name, random);
        if (params === null) continue;
        const size = await sizeOf(params);
        if (size > here.size) here = { params, size };
      }
    }
    if (here.size > best.size) best = here;
  }
  return best.params;
}

/** Choices that are tried at most; of more, which can only be numbers, so many from the smallest to the largest. */
const mostChoices = 64;

/** Of a grid's dimension. */
function valuesOf(dimension: Dimension): readonly SettingValue[] {
  if (dimension.type === 'categorical') {
    const { choices } = dimension;
    if (choices.length <= mostChoices) return choices;
    const sorted = choices.toSorted((a, b) => Number(a) - Number(b));
    const at = (i: number) => sorted[Math.round((i * (sorted.length - 1)) / (mostChoices - 1))] ?? null;
    return Array.from({ length: mostChoices }, (_, i) => at(i));
  }
  return 'values' in dimension ? (dimension.values ?? []) : [];
}

/** Null where the value is not active, or breaks a constraint beside the others. */
function changed(space: Space, given: Params, name: string, random: RandomStream): Params | null {
  const point = drawPoint(space, random, given);
  return name in point && violated(space, point) === null ? point : null;
}
