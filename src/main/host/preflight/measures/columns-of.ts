// The columns of a table as it is encoded: a number is one feature, a category one per level.
import type { DatasetHeader } from '#main/data/dataset.ts';
import type { DataProfile } from '#shared/contract/datasets.ts';

export interface EncodedColumn {
  readonly name: string;
  /** Places in a row of x; several for a category, of which one is 1. */
  readonly features: readonly number[];
}

/** Empty for what is no table. */
export function columnsOf(
  { kind, features, inputShape }: Pick<DatasetHeader, 'kind' | 'features' | 'inputShape'>,
  profile: Pick<DataProfile, 'columns'>,
): EncodedColumn[] {
  if (kind !== 'table') return [];
  const categories = profile.columns.filter(({ type }) => type !== 'number').map(({ name }) => name);
  const columns = new Map<string, number[]>();
  for (let at = 0; at < (inputShape[0] ?? 0); at++) {
    const feature = features[at] ?? `x[${at}]`;
    const owners = categories.filter((name) => feature.startsWith(`${name}=`));
    const name = owners.sort((a, b) => b.length - a.length)[0] ?? feature;
    const places = columns.get(name);
    if (places) places.push(at);
    else columns.set(name, [at]);
  }
  return [...columns].map(([name, places]) => ({ name, features: places }));
}

/** Of one row a number that stands for its cell: the value, or which level it has (−1: none). */
export function cellReader(x: ArrayLike<number>, width: number, { features }: EncodedColumn): (row: number) => number {
  const [only = 0] = features;
  if (features.length === 1) return (row) => x[row * width + only] ?? 0;
  return (row) => features.findIndex((place) => x[row * width + place] === 1);
}
