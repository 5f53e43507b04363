// What the program that builds and checks a model is told, and what it answers.
import { z } from 'zod';
import { bytes, settingValue } from '#shared/contract/common.ts';
import { columnProfile } from '#shared/contract/datasets.ts';

export const exportJob = z.object({
  /** Encoded cache file. */
  dataset: z.string(),
  weights: z.object({ path: z.string(), seed: z.int(), epoch: z.int() }),
  settings: z.record(z.string(), settingValue),
  /** The objective, and every finite metric of the epoch. */
  metric: z.string(),
  expected: z.record(z.string(), z.number()),
  producer: z.object({ name: z.string(), version: z.string() }),
  metadata: z.record(z.string(), z.string()),
  columns: z.array(columnProfile),
  tokenizer: z.string(),
  missingCells: z.array(z.string()),
});
export type ExportJob = z.infer<typeof exportJob>;

const checkedRows = z.object({ part: z.enum(['train', 'validation']), rows: z.int() });
export type CheckedRows = z.infer<typeof checkedRows>;

export const exportResult = z.object({
  model: bytes,
  /** The model's inputs, for the file beside it. */
  inputs: z.array(z.record(z.string(), z.unknown())),
  checked: checkedRows,
});
export type ExportResult = z.infer<typeof exportResult>;
