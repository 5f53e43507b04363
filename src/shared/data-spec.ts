// The `data` object of a study file: where the rows come from, what is predicted, how rows are split. Strict: a field that
// is not known is an error that names the nearest known one.
import { z } from 'zod';
import { fields, oneOf } from './study/fields.ts';

export const sampleNames = ['digits', 'iris', 'penguins', 'vowels', 'sentences', 'spirals', 'noisy-sine'] as const;
export type SampleName = (typeof sampleNames)[number];

const dataSources = ['sample', 'csv', 'parquet', 'idx', 'npy', 'npz', 'image-folder', 'text'] as const;
export type DataSource = (typeof dataSources)[number];

const seed = z.int().min(0).max(0xffffffff);
const fraction = z.number().gt(0).lt(1);
const text = z.string().min(1);
const cell = z.union([z.string(), z.number(), z.boolean()]);

type PartFields = { fraction?: unknown; path?: unknown; column?: unknown; value?: unknown; folds?: unknown };

/** Exactly one of the ways to name a part of the rows. */
function oneWay(ways: readonly (keyof PartFields)[]) {
  return (part: PartFields & { stratify?: unknown; seed?: unknown }, context: z.RefinementCtx) => {
    const given = ways.filter((way) => part[way] !== undefined);
    const message =
      given.length !== 1
        ? `must have exactly one of ${ways.join(', ')}${given.length > 1 ? `, not ${given.join(' and ')}` : ''}`
        : given[0] === 'column' && part.value === undefined
          ? 'must say which "value" of the column marks its rows'
          : given[0] !== 'column' && part.value !== undefined
            ? '"value" goes with "column"'
            : null;
    if (message) context.addIssue({ code: 'custom', message });
  };
}

const partFields = {
  fraction: fraction.optional(),
  path: text.optional(),
  column: text.optional(),
  value: cell.optional(),
  stratify: z.boolean().optional(),
  seed: seed.optional(),
};

/** Default when absent: {fraction: 0.2, stratify: true, seed: 0}. */
const validationSpec = fields({
  ...partFields,
  folds: z.int().min(2).max(100).optional(),
}).superRefine(oneWay(['fraction', 'path', 'column', 'folds']));
export type ValidationSpec = z.infer<typeof validationSpec>;

/** Locked rows; absent means none, except for IDX folders, whose t10k files become the test part. */
const testSpec = fields(partFields).superRefine(oneWay(['fraction', 'path', 'column']));
export type TestSpec = z.infer<typeof testSpec>;

/** Fewer training rows, for speed. `classes` (a count of first classes, or names) filters every part. */
export const subsetSpec = fields({
  fraction: z.number().gt(0).max(1).optional(),
  rows: z.int().min(1).optional(),
  classes: z.union([z.int().min(2), z.array(cell).min(2)]).optional(),
  seed: seed.optional(),
}).superRefine((subset, context) => {
  if (subset.fraction === undefined && subset.rows === undefined && subset.classes === undefined)
    context.addIssue({ code: 'custom', message: 'must have fraction, rows or classes' });
  if (subset.fraction !== undefined && subset.rows !== undefined)
    context.addIssue({ code: 'custom', message: 'takes fraction or rows, not both' });
});
export type SubsetSpec = z.infer<typeof subsetSpec>;

const parts = {
  validation: validationSpec.optional(),
  test: testSpec.optional(),
  subset: subsetSpec.optional(),
  /** Validation rows whose inputs, encoded, are those of a training row are left out. */
  dropDuplicates: z.literal('validation').optional(),
};
const source = <Name extends DataSource>(name: Name) => z.literal(name);
const rows = z.int().min(1).max(10_000_000);
const noise = z.number().min(0).max(1000);

const samples = [
  fields({ source: source('sample'), name: z.literal('digits'), ...parts }),
  fields({ source: source('sample'), name: z.literal('iris'), ...parts }),
  fields({ source: source('sample'), name: z.literal('penguins'), ...parts }),
  fields({ source: source('sample'), name: z.literal('vowels'), ...parts }),
  fields({ source: source('sample'), name: z.literal('sentences'), ...parts }),
  fields({
    source: source('sample'),
    name: z.literal('spirals'),
    rows: rows.optional(),
    classes: z.int().min(2).max(1000).optional(),
    noise: noise.optional(),
    seed: seed.optional(),
    turns: z.number().gt(0).max(20).optional(),
    ...parts,
  }),
  fields({
    source: source('sample'),
    name: z.literal('noisy-sine'),
    rows: rows.optional(),
    noise: noise.optional(),
    seed: seed.optional(),
    ...parts,
  }),
] as const satisfies readonly z.ZodType<{ name: SampleName }>[];

/** One column, or columns of 0 and 1 for rows with several labels. */
const label = z.union([text, z.array(text).min(2)], { error: 'must be a column, or a list of two or more columns' });

const table = {
  path: text,
  task: z.enum(['classification', 'regression', 'multilabel']).optional(),
  label,
  features: z.array(text).min(1).optional(),
  exclude: z.array(text).optional(),
};

const csv = fields({
  source: source('csv'),
  ...table,
  delimiter: z
    .string()
    .regex(/^[^"\r\n]$/, 'must be one character (a tab is "\\t"), and no quote or line end')
    .optional(),
  header: z.boolean().optional(),
  missing: z.array(z.string()).optional(),
  types: z.record(z.string(), z.enum(['number', 'category', 'text'])).optional(),
  ...parts,
});
export type CsvSpec = z.infer<typeof csv>;

const parquet = fields({ source: source('parquet'), ...table, ...parts });
export type ParquetSpec = z.infer<typeof parquet>;

const idx = fields({
  source: source('idx'),
  path: text.optional(),
  images: text.optional(),
  labels: text.optional(),
  ...parts,
}).superRefine((spec, context) => {
  const pair = spec.images !== undefined && spec.labels !== undefined;
  const half = spec.images !== undefined || spec.labels !== undefined;
  if (spec.path === undefined ? !pair : half)
    context.addIssue({ code: 'custom', message: 'must have either "path" (a folder) or both "images" and "labels"' });
});
export type IdxSpec = z.infer<typeof idx>;

const textSource = fields({
  source: source('text'),
  path: text,
  /** Column with the texts. */
  text,
  label,
  task: table.task,
  delimiter: csv.shape.delimiter,
  header: z.boolean().optional(),
  missing: z.array(z.string()).optional(),
  ...parts,
});
export type TextSpec = z.infer<typeof textSource>;

const array = {
  /** Steps of each sequence before its padding; without it trailing steps of NaN are padding. */
  lengths: text.optional(),
  /** What a row is; by default its shape decides, and for [rows, a, b] the element type: bytes are images. */
  kind: z.enum(['table', 'image', 'sequence']).optional(),
  task: table.task,
};

const npy = fields({ source: source('npy'), x: text, y: text, ...array, ...parts });
export type NpySpec = z.infer<typeof npy>;

/** With `path`, x, y and lengths are names of arrays in it; without, each is a file of its own, or "file.npz:name". */
const npz = fields({
  source: source('npz'),
  path: text.optional(),
  x: text.optional(),
  y: text.optional(),
  ...array,
  ...parts,
}).superRefine((spec, context) => {
  if (spec.path === undefined && (spec.x === undefined || spec.y === undefined))
    context.addIssue({ code: 'custom', message: 'must have either "path" (an NPZ file) or both "x" and "y"' });
});
export type NpzSpec = z.infer<typeof npz>;

const imageFolder = fields({
  source: source('image-folder'),
  /** One folder per class; or folders train, val and test of such. */
  path: text,
  /** [height, width] that every image is brought to. */
  size: z.tuple([z.int().min(1).max(4096), z.int().min(1).max(4096)]).optional(),
  ...parts,
});
export type ImageFolderSpec = z.infer<typeof imageFolder>;

export const dataSpecSchema = z.discriminatedUnion(
  'source',
  [
    z.discriminatedUnion('name', samples, { error: oneOf('name', sampleNames) }),
    csv,
    parquet,
    idx,
    npy,
    npz,
    imageFolder,
    textSource,
  ],
  { error: oneOf('source', dataSources) },
);
export type DataSpec = z.infer<typeof dataSpecSchema>;
export type SampleSpec = Extract<DataSpec, { source: 'sample' }>;

/** Samples made on demand have `rows` of their own: how many to generate. */
export function isGenerated(data: { readonly source?: unknown; readonly name?: unknown }): boolean {
  return data.source === 'sample' && (data.name === 'spirals' || data.name === 'noisy-sine');
}
