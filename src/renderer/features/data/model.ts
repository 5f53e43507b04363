// What the Data page shows and does. Pure.
import type { KnownDataset } from '#shared/contract/data-library.ts';
import type { ColumnProfile, DataProfile, SampleInfo } from '#shared/contract/datasets.ts';
import { isObject, type JsonObject, setIn } from '../../data-view/json.ts';
import { definedFields, excludedOf } from '../../data-view/own-data.ts';
import type { texts } from './texts.ts';

/** Whether every word stands in one of the texts. */
export function matches(words: string, texts: readonly string[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Samples have a list of their own, where studies that use one are told with it. */
export function splitKnown(known: readonly KnownDataset[], samples: readonly SampleInfo[]) {
  const nameOf = ({ data }: KnownDataset) => (data.source === 'sample' ? data.name : null);
  return {
    own: known.filter((one) => nameOf(one) === null),
    samples: samples.map((sample) => ({ sample, known: known.find((one) => nameOf(one) === sample.name) ?? null })),
  };
}

/** "120 rows, 2 classes"; without classes the task. */
export function factsText(
  { rows, classes, task }: Pick<SampleInfo, 'rows' | 'classes' | 'task'>,
  t: (key: keyof typeof texts.en, slots?: Readonly<Record<string, string | number>>) => string,
): string {
  const what = classes === null ? t(`task.${task}`) : t('classes', { n: classes });
  return t('facts', { rows: t('rows', { n: rows }), what });
}

/** What a column is for: the label, left out, or an input of a type; `auto` leaves the type to its cells. */
export type Role = 'auto' | 'number' | 'category' | 'text' | 'label' | 'ignore';

export function roleOf(data: JsonObject, name: string): Role {
  const labels = Array.isArray(data.label) ? data.label : [data.label];
  if (labels.includes(name)) return 'label';
  if (excludedOf(data).includes(name)) return 'ignore';
  if (Array.isArray(data.features) && !data.features.includes(name)) return 'ignore';
  const type = isObject(data.types) ? data.types[name] : undefined;
  return type === 'number' || type === 'category' || type === 'text' ? type : 'auto';
}

/** Roles that a column of such a source may have. */
export function rolesOf(data: JsonObject): readonly Role[] {
  switch (data.source) {
    case 'csv':
      return ['auto', 'number', 'category', 'text', 'label', 'ignore'];
    case 'parquet':
      return ['auto', 'label', 'ignore'];
    default:
      return [];
  }
}

/** The data object with the column in another role. A column that was the label becomes an input. */
export function withRole(data: JsonObject, name: string, role: Role): JsonObject {
  const { [name]: _, ...otherTypes } = isObject(data.types) ? data.types : {};
  const isTyped = role === 'number' || role === 'category' || role === 'text';
  const types: JsonObject = isTyped ? { ...otherTypes, [name]: role } : otherTypes;
  const exclude = excludedOf(data).filter((other) => other !== name);
  if (role === 'ignore') exclude.push(name);
  const label = role === 'label' ? name : withoutLabel(data.label, name, role);
  // A list of features stays one, with this column in it or not.
  const features = Array.isArray(data.features)
    ? [...data.features.filter((other) => other !== name), ...(role === 'label' || role === 'ignore' ? [] : [name])]
    : undefined;
  return definedFields({
    ...data,
    label,
    types: Object.keys(types).length > 0 ? types : undefined,
    exclude: exclude.length > 0 ? exclude : undefined,
    features: features && features.length > 0 ? features : undefined,
  });
}

function withoutLabel(label: unknown, name: string, role: Role): unknown {
  if (role === 'label' || label === name) return label === name ? undefined : label;
  return Array.isArray(label) && label.includes(name) ? one(label.filter((other) => other !== name)) : label;
}

const one = (list: readonly unknown[]) => (list.length > 1 ? list : list[0]);

/** "NA, ?": what stands for no value besides the empty cell; null: the usual ones. */
export function missingOf(text: string): string[] | undefined {
  if (text.trim() === '') return undefined;
  return [
    '',
    ...new Set(
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ];
}

export function missingText({ missing }: JsonObject): string {
  return Array.isArray(missing) ? missing.filter((one) => one !== '').join(', ') : '';
}

export type PartName = 'validation' | 'test';
export type Way = 'none' | 'fraction' | 'folds' | 'path' | 'column';

/** How the rows of a part are named. */
export function wayOf(data: JsonObject, part: PartName): Way {
  const spec = data[part];
  if (!isObject(spec)) return part === 'validation' ? 'fraction' : 'none';
  for (const way of ['folds', 'path', 'column'] as const) if (way in spec) return way;
  return 'fraction';
}

/** Another way; seed and stratification stay where it draws at random. */
export function withWay(data: JsonObject, part: PartName, way: Way, columns: readonly string[]): JsonObject {
  if (wayOf(data, part) === way) return data;
  const spec = isObject(data[part]) ? data[part] : {};
  const drawn = definedFields({ stratify: spec.stratify, seed: spec.seed });
  const next = (): JsonObject | undefined => {
    switch (way) {
      case 'none':
        return undefined;
      case 'fraction':
        return { fraction: part === 'validation' ? 0.2 : 0.1, ...drawn };
      case 'folds':
        return { folds: 5, ...drawn };
      case 'path':
        return { path: '' };
      case 'column':
        return { column: columns.at(-1) ?? '', value: '' };
    }
  };
  return setIn(data, [part], next());
}

/** One field of a part; a part that is not written yet gets the way that holds without it. */
export function withPartField(data: JsonObject, part: PartName, field: string, value: unknown): JsonObject {
  const spec = isObject(data[part]) ? data[part] : { fraction: part === 'validation' ? 0.2 : 0.1 };
  return setIn(data, [part], definedFields({ ...spec, [field]: value }));
}

/** Fields of `subset`; without any the subset goes. Rows take the place of a fraction and the other way round. */
export function withSubset(data: JsonObject, field: 'fraction' | 'rows' | 'classes', value: unknown): JsonObject {
  const spec = isObject(data.subset) ? data.subset : {};
  const other = field === 'fraction' ? 'rows' : field === 'rows' ? 'fraction' : null;
  const next = definedFields({ ...spec, [field]: value, ...(other && value !== undefined && { [other]: undefined }) });
  const keeps = ['fraction', 'rows', 'classes'].some((name) => name in next);
  return setIn(data, ['subset'], keeps ? next : undefined);
}

export interface ClassRow {
  readonly name: string;
  readonly train: number;
  readonly validation: number;
  /** null: not counted by the version that prepared the data. */
  readonly test: number | null;
  /** Of all rows in the parts that are counted. */
  readonly share: number;
}

export function classRows({ classes }: Pick<DataProfile, 'classes'>): ClassRow[] {
  const sum = (one: DataProfile['classes'][number]) => one.train + one.validation + (one.test ?? 0);
  const all = classes.reduce((total, one) => total + sum(one), 0);
  return classes.map((one) => ({ ...one, test: one.test ?? null, share: all === 0 ? 0 : sum(one) / all }));
}

/** Largest class to smallest from which on the rare ones deserve a thought. */
export const imbalancedFrom = 1.5;

/** Columns with one value only: nothing can be learnt of them. */
export function constantsOf(columns: readonly ColumnProfile[]): string[] {
  return columns
    .filter(({ distinct, min, max }) => distinct === 1 || (min !== null && min === max))
    .map(({ name }) => name);
}

/** Bytes as people read them. */
export function bytesText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
