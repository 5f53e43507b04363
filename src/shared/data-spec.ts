// The `data` object of a study file: where the rows come from, what is predicted, how rows are split. Strict: a field that
// is not known is an error that names the nearest known one.
import { closest } from 'fastest-levenshtein';
import { z } from 'zod';

export const sampleNames = ['digits', 'iris', 'penguins', 'spirals', 'noisy-sine'] as const;
export type SampleName = (typeof sampleNames)[number];

export const dataSources = ['sample', 'csv', 'parquet', 'idx', 'npy', 'npz', 'image-folder', 'text'] as const;
export type DataSource = (typeof dataSources)[number];

/** ' — did you mean "label"?' when a known name is near enough to be a slip of the pen, else the empty string. */
export function didYouMean(name: string, known: readonly string[]): string {
  const lower = name.toLowerCase();
  const same = known.find((candidate) => candidate.toLowerCase() === lower);
  const nearest = same ?? (known.length > 0 ? closest(name, [...known]) : undefined);
  return nearest === undefined ? '' : ` — did you mean "${nearest}"?`;
}

/** A strict object whose error names the unknown field, where it stands, and the nearest known one. */
function strict<Shape extends z.core.$ZodShape>(where: string, shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const [field = ''] = issue.keys;
      return `${where} has no field "${field}"${didYouMean(field, known)}; the fields are ${known.join(', ')}.`;
    },
  });
}

const seed = z.int().min(0).max(0xffffffff);
const fraction = z.number().gt(0, 'must be above 0 and below 1').lt(1, 'must be above 0 and below 1');
const text = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a text in quotes') })
  .min(1, 'must not be empty');
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
export const validationSpec = strict('"validation"', {
  ...partFields,
  folds: z.int().min(2).max(100).optional(),
}).superRefine(oneWay(['fraction', 'path', 'column', 'folds']));
export type ValidationSpec = z.infer<typeof validationSpec>;

/** Locked rows; absent means none, except for IDX folders, whose t10k files become the test part. */
export const testSpec = strict('"test"', partFields).superRefine(oneWay(['fraction', 'path', 'column']));
export type TestSpec = z.infer<typeof testSpec>;

/** Fewer training rows, for speed. `classes` (a count of first classes, or names) filters every part. */
export const subsetSpec = strict('"subset"', {
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

const parts = { validation: validationSpec.optional(), test: testSpec.optional(), subset: subsetSpec.optional() };
const source = <Name extends DataSource>(name: Name) => z.literal(name);
const rows = z.int().min(1).max(10_000_000);
const noise = z.number().min(0).max(1000);

const samples = [
  strict('The sample "digits"', { source: source('sample'), name: z.literal('digits'), ...parts }),
  strict('The sample "iris"', { source: source('sample'), name: z.literal('iris'), ...parts }),
  strict('The sample "penguins"', { source: source('sample'), name: z.literal('penguins'), ...parts }),
  strict('The sample "spirals"', {
    source: source('sample'),
    name: z.literal('spirals'),
    rows: rows.optional(),
    classes: z.int().min(2).max(1000).optional(),
    noise: noise.optional(),
    seed: seed.optional(),
    turns: z.number().gt(0).max(20).optional(),
    ...parts,
  }),
  strict('The sample "noisy-sine"', {
    source: source('sample'),
    name: z.literal('noisy-sine'),
    rows: rows.optional(),
    noise: noise.optional(),
    seed: seed.optional(),
    ...parts,
  }),
] as const satisfies readonly z.ZodType<{ name: SampleName }>[];

const table = {
  path: text,
  task: z.enum(['classification', 'regression', 'multilabel']).optional(),
  label: text,
  features: z.array(text).min(1).optional(),
  exclude: z.array(text).optional(),
};

const csv = strict('A csv source', {
  source: source('csv'),
  ...table,
  delimiter: z.string().length(1, 'must be one character').optional(),
  header: z.boolean().optional(),
  missing: z.array(z.string()).optional(),
  types: z.record(z.string(), z.enum(['number', 'category', 'text'])).optional(),
  ...parts,
});
export type CsvSpec = z.infer<typeof csv>;

const idx = strict('An idx source', {
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

const npy = { x: text, y: text, ...parts };

/** Message for a discriminator: names the nearest known value. */
const oneOf = (field: string, known: readonly string[]) => (issue: { input?: unknown }) => {
  const given = issue.input;
  const value = typeof given === 'object' && given !== null ? (given as Record<string, unknown>)[field] : undefined;
  if (typeof value !== 'string') return `must have "${field}", one of ${known.join(', ')}`;
  return `"${field}" cannot be "${value}"${didYouMean(value, known)}; it is one of ${known.join(', ')}.`;
};

export const dataSpecSchema = z.discriminatedUnion(
  'source',
  [
    z.discriminatedUnion('name', samples, { error: oneOf('name', sampleNames) }),
    csv,
    strict('A parquet source', { source: source('parquet'), ...table, ...parts }),
    idx,
    strict('An npy source', { source: source('npy'), ...npy }),
    strict('An npz source', { source: source('npz'), path: text.optional(), ...npy }),
    strict('An image-folder source', {
      source: source('image-folder'),
      path: text,
      size: z.tuple([z.int().min(1), z.int().min(1)]).optional(),
      ...parts,
    }),
    strict('A text source', { source: source('text'), path: text, text, label: text, ...parts }),
  ],
  { error: oneOf('source', dataSources) },
);
export type DataSpec = z.infer<typeof dataSpecSchema>;
export type SampleSpec = Extract<DataSpec, { source: 'sample' }>;
