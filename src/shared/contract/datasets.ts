// Data: samples, profile and preview of what a study would train on.
import { z } from 'zod';
import { bytes, nothing } from './common.ts';
import { rpc } from './define.ts';

const kind = z.enum(['table', 'image', 'sequence', 'text']);

export const columnProfile = z.object({
  name: z.string(),
  type: z.enum(['number', 'category', 'text', 'image']),
  missing: z.int(),
  /** null where it was not counted: features of arrays. */
  distinct: z.int().nullable(),
  /** Numbers only. */
  mean: z.number().nullable(),
  sd: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** The most frequent values, most frequent first, at most 20. */
  top: z.array(z.object({ value: z.string(), count: z.int() })),
  /** Numbers only: cells in bins of equal width from `min` to `max`. Absent in what older versions prepared. */
  bins: z.array(z.int()).optional(),
});
export type ColumnProfile = z.infer<typeof columnProfile>;

export const dataProfile = z.object({
  source: z.string(),
  task: z.enum(['classification', 'regression', 'multilabel']),
  /** What a row is. */
  kind,
  rows: z.int(),
  trainRows: z.int(),
  validationRows: z.int(),
  testRows: z.int(),
  /** Of cross-validation; the rows of parts and the classes are then those of fold 1. */
  folds: z.int().optional(),
  /** Shape of one row after encoding: [features], [height, width, channels], [steps, features] or [words]. */
  inputShape: z.array(z.int()),
  label: z.string(),
  columns: z.array(columnProfile),
  /** Class names with their counts in each part; empty for regression. `test` is absent in what older versions prepared. */
  classes: z.array(z.object({ name: z.string(), train: z.int(), validation: z.int(), test: z.int().optional() })),
  /** Steps of sequences or words of texts, over all rows in use, without the padding; null for other rows. */
  lengths: z
    .object({
      min: z.int(),
      median: z.int(),
      mean: z.number(),
      max: z.int(),
      /** Of equal width, both ends included. */
      bins: z.array(z.object({ from: z.int(), to: z.int(), count: z.int() })),
    })
    .nullable(),
  /** Different words of the training rows, the most frequent ones, and the share of all words that are unknown; null for what is no text. */
  vocabulary: z
    .object({
      size: z.int(),
      unknown: z.number(),
      top: z.array(z.object({ value: z.string(), count: z.int() })),
    })
    .nullable(),
  fingerprint: z.string(),
  /** Sentences worth telling: decimal commas detected, rows without a label dropped ... */
  notes: z.array(z.string()),
});
export type DataProfile = z.infer<typeof dataProfile>;

export const sampleInfo = z.object({
  name: z.string(),
  title: z.object({ en: z.string(), zh: z.string() }),
  task: z.enum(['classification', 'regression', 'multilabel']),
  kind,
  rows: z.int(),
  inputShape: z.array(z.int()),
  classes: z.int().nullable(),
  licence: z.string(),
});
export type SampleInfo = z.infer<typeof sampleInfo>;

const spec = z.object({ data: z.unknown(), baseDir: z.string().optional() });

export const datasets = {
  'datasets.samples': rpc(nothing, z.array(sampleInfo)),
  /** `data` is the `data` object of a study file. Errors are `invalid` with the sentence and the file's line where known. */
  'datasets.profile': rpc(spec, dataProfile, { deadlineMs: 120_000 }),
  /** Head of a table as text cells, up to 40 images as bytes 0..255, or up to 24 sequences or texts. */
  'datasets.preview': rpc(
    spec.extend({ rows: z.int().min(1).max(200).default(20) }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('table'), columns: z.array(z.string()), rows: z.array(z.array(z.string())) }),
      z.object({
        kind: z.literal('images'),
        height: z.int(),
        width: z.int(),
        channels: z.int(),
        images: z.array(z.object({ label: z.string(), pixels: bytes })),
      }),
      z.object({
        kind: z.literal('sequences'),
        /** values[feature][step], finite and without the padding: the leading 12 features and 400 steps. `length` is the whole. */
        sequences: z.array(z.object({ label: z.string(), length: z.int(), values: z.array(z.array(z.number())) })),
      }),
      /** Long texts are cut, with an ellipsis. */
      z.object({ kind: z.literal('texts'), texts: z.array(z.object({ label: z.string(), text: z.string() })) }),
    ]),
    { deadlineMs: 120_000 },
  ),
  /**
   * What a file or folder is, its columns (of npz: its arrays), and guesses of the separator, the texts and the label. Relative
   * paths start from the data directory; with `home` from the home folder, which is "~".
   */
  'datasets.sniff': rpc(
    z.object({ path: z.string(), home: z.boolean().optional() }),
    z.object({
      /** Absolute. */
      path: z.string(),
      source: z.enum(['csv', 'idx', 'npy', 'npz', 'parquet', 'image-folder', 'unknown']),
      delimiter: z.string().nullable(),
      /** Of a text file: "UTF-8", "UTF-16" or "Windows-1252". */
      encoding: z.string().nullable(),
      columns: z.array(z.string()),
      /** Of npy: the path of the file that likely holds the labels. */
      labelGuess: z.string().nullable(),
      /** Column that likely holds texts to learn from. */
      textGuess: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
} as const;
