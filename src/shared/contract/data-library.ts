// Data sets as things of their own: which there are on this machine, what is wrong inside them, and files that a page brings.
import { z } from 'zod';
import { checkResult } from './checks.ts';
import { bytes, nothing, studyId, studyState, timestamp } from './common.ts';
import { event, rpc } from './define.ts';

/** The `data` object of a study file. */
const dataObject = z.record(z.string(), z.unknown());
const dataSetId = z.string().regex(/^[0-9a-f]{16}$/);

export const knownDataset = z.object({
  /** Of where the rows come from: the same files in two studies are one data set. */
  id: dataSetId,
  name: z.string(),
  /** With absolute paths: as it was added, else as the newest study has it. */
  data: dataObject,
  /** It was added on its own, and stays without a study. */
  added: z.boolean(),
  /** The file or folder; null for a sample. */
  path: z.string().nullable(),
  /** It lies in the data directory, where a page brought it. */
  copied: z.boolean(),
  /** What was found in it when it was read last; null before. */
  facts: z
    .object({
      task: z.enum(['classification', 'regression', 'multilabel']),
      kind: z.enum(['table', 'image', 'sequence', 'text']),
      rows: z.int(),
      classes: z.int().nullable(),
      fingerprint: z.string(),
    })
    .nullable(),
  /**
   * `same`: the content is what it was when it was read last, `changed`: another one, `unchecked`: too large to be read for that.
   * `gone` and `unreadable` have their sentence.
   */
  state: z.enum(['same', 'changed', 'unchecked', 'gone', 'unreadable']),
  message: z.string().nullable(),
  /** Of a file; null for folders and samples. */
  bytes: z.number().nullable(),
  modifiedAt: timestamp.nullable(),
  /** Newest first. */
  studies: z.array(z.object({ id: studyId, name: z.string(), state: studyState })),
  usedAt: timestamp,
});
export type KnownDataset = z.infer<typeof knownDataset>;

export const tableFaultKinds = ['fields', 'number', 'character', 'unreadable'] as const;

/** What is wrong in one place of a table. */
export const tableFault = z.object({
  /**
   * `fields`: so many of them, and not `wanted`; `number`: a cell of a column of numbers is none; `character`: it could not be decoded;
   * `unreadable`: nothing behind it can be read, and `text` says why.
   */
  kind: z.enum(tableFaultKinds),
  /** From 1, the header included. */
  line: z.int(),
  column: z.string().nullable(),
  text: z.string(),
  found: z.int().nullable(),
  wanted: z.int().nullable(),
});
export type TableFault = z.infer<typeof tableFault>;

export const tableScan = z.object({
  encoding: z.string(),
  delimiter: z.string(),
  rows: z.int(),
  columns: z.int(),
  /** Of every kind, also of those that are not listed. */
  counts: z.record(z.enum(tableFaultKinds), z.int()),
  /** The first 200, by their lines. */
  faults: z.array(tableFault),
  /** The whole file was looked at; else its first 64 MB. */
  whole: z.boolean(),
});
export type TableScan = z.infer<typeof tableScan>;

/** Bytes of one `datasets.copyPart`, all of its pieces together. */
export const mostPartBytes = 4 << 20;
/** Bytes of all that is brought in one copy. */
export const mostCopyBytes = 4 * 2 ** 30;

const data = z.object({ data: z.unknown() });

export const dataLibrary = {
  /** What studies use and what was added here, last used first; samples that studies use are among them. */
  'datasets.known': rpc(nothing, z.array(knownDataset), { deadlineMs: 60_000 }),
  /** Adds a data set, or changes the one with the same files; a relative path or "~" starts from the home folder. */
  'datasets.add': rpc(
    z.object({ name: z.string().trim().min(1).max(200), data: z.unknown() }),
    z.object({ id: dataSetId }),
  ),
  /** Takes it off the list; a copy that no study uses is deleted when the program ends. */
  'datasets.forget': rpc(z.object({ id: dataSetId }), nothing),
  /** Until the program ends. */
  'datasets.restore': rpc(z.object({ id: dataSetId }), nothing),
  /** Topic "". A data set was added, changed, taken off the list or put back: fetch the list again. */
  'datasets.changed': event(nothing),
  /** The pre-flight checks of the data alone, as a study of these data would have them made. */
  'datasets.checks': rpc(data, z.array(checkResult), { deadlineMs: 300_000 }),
  /** Of a table or texts in a CSV file: every line and cell that cannot be read. Null for other sources. */
  'datasets.scan': rpc(data, tableScan.nullable(), { deadlineMs: 120_000 }),

  /**
   * A page that does not know where its files lie brings their content: begin, parts in the files' order, end. Nothing has its name before it is
   * whole. `limit`: too many bytes, or no room for them.
   */
  'datasets.copyBegin': rpc(
    z.object({ name: z.string().min(1).max(200), folder: z.boolean(), bytes: z.number().int().min(0) }),
    z.object({ id: z.string() }),
  ),
  /** `path` within the folder, with "/"; of a single file its name. `offset`: bytes of it that came before. */
  'datasets.copyPart': rpc(
    z.object({
      id: z.string(),
      pieces: z
        .array(z.object({ path: z.string().min(1).max(1000), offset: z.number().int().min(0), bytes }))
        .max(2000),
    }),
    z.object({ received: z.number() }),
  ),
  /** Where it lies now: another name where there is one of that name already. */
  'datasets.copyEnd': rpc(z.object({ id: z.string() }), z.object({ path: z.string() })),
  /** Forgets what came so far. */
  'datasets.copyCancel': rpc(z.object({ id: z.string() }), nothing),
} as const;
