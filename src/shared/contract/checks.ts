// Pre-flight checks: what is measured of a study before its budget is spent. Texts are made by shared/study/check-text.ts.
import { z } from 'zod';
import { reason, settingValue, studyId, timestamp } from './common.ts';
import { event, rpc } from './define.ts';
import { metricValue } from './test.ts';

/** Closed list (interfaces.md), in the order in which they are made: what costs least comes first. */
export const checkIds = [
  'missing',
  'columns',
  'input-scale',
  'class-balance',
  'duplicates',
  'label-noise',
  'step0-loss',
  'learning-rate-range',
  'overfit-one-batch',
  'shuffled-labels',
  'gradient-flow',
  'memory-and-time',
] as const;
export type CheckId = (typeof checkIds)[number];

/** Those that look at the data alone; the others train. */
export const dataCheckIds: readonly CheckId[] = checkIds.slice(0, 6);

export const checkStatuses = ['pass', 'look', 'fail', 'skipped'] as const;
export type CheckStatus = (typeof checkStatuses)[number];

/** One change of the study file: a setting's value or range, or a field of its data ("data.exclude"). */
export const checkFix = z.object({
  setting: z.string(),
  to: z.union([
    settingValue,
    z.array(z.string()),
    z.object({ type: z.enum(['float', 'int']), low: z.number(), high: z.number(), scale: z.enum(['linear', 'log']) }),
  ]),
});
export type CheckFix = z.infer<typeof checkFix>;

/** What was measured, small enough to be drawn in a row. */
export const checkPicture = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('line'),
    x: z.array(z.number()),
    y: z.array(z.number()),
    logX: z.boolean(),
    /** What the line is to reach, or to stay at. */
    reference: z.number().nullable(),
    /** The stretch of x that is proposed. */
    span: z.object({ from: z.number(), to: z.number() }).nullable(),
  }),
  z.object({
    kind: z.literal('bars'),
    values: z.array(z.number()),
    labels: z.array(z.string()),
    /** Indices of the bars that the finding is about. */
    marked: z.array(z.int()),
  }),
]);
export type CheckPicture = z.infer<typeof checkPicture>;

/** What a row holds, as much of it as tells it from others. */
export const rowContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('image'),
    ...{ height: z.int(), width: z.int(), channels: z.int() },
    /** height × width × channels bytes, row by row. */
    pixels: z.base64(),
  }),
  /** The leading columns; `more` are not told. */
  z.object({
    kind: z.literal('cells'),
    cells: z.array(z.object({ column: z.string(), value: z.string() })),
    more: z.int(),
  }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** values[feature][step]: the leading ones of `length` steps. */
  z.object({ kind: z.literal('sequence'), length: z.int(), values: z.array(z.array(z.number())) }),
]);
export type RowContent = z.infer<typeof rowContent>;

/** `row`: from 1, in the file that holds it. */
const rowOfPart = z.object({ row: z.int(), label: z.string() });

/** A training and a validation row with the same inputs. */
export const rowPair = z.object({ train: rowOfPart, validation: rowOfPart, content: rowContent });
export type RowPair = z.infer<typeof rowPair>;

export const finding = z.object({
  status: z.enum(checkStatuses),
  /** The measured number that `limit` is about; not finite as text; null where nothing was measured. */
  value: metricValue.nullable(),
  limit: reason.nullable(),
  /** What was found, in words. */
  reason,
  /** What else to know: that only a part was looked at, say. */
  notes: z.array(reason),
  fix: checkFix.nullable(),
  picture: checkPicture.nullable(),
  /** Some of the rows that it is about. */
  evidence: z.object({ total: z.int(), pairs: z.array(rowPair) }).nullable(),
});
export type Finding = z.infer<typeof finding>;

export const checkResult = finding.extend({ id: z.enum(checkIds), tookMs: z.number() });
export type CheckResult = z.infer<typeof checkResult>;

/** `data`: the checks of the data alone, which take next to no time on small ones. */
export const checkScope = z.enum(['data', 'all']);
export type CheckScope = z.infer<typeof checkScope>;

export const checkReport = z.object({
  at: timestamp,
  tookMs: z.number(),
  scope: checkScope,
  results: z.array(checkResult),
  /** The study changed since: its file or its overrides are not those that were checked. */
  outdated: z.boolean(),
});
export type CheckReport = z.infer<typeof checkReport>;

export const checks = {
  /**
   * Checks a stored study, one run per study at a time (`busy`); cancelling the call ends it, and the report before stays. Throws as the study's
   * start would where its file or its data are wrong.
   */
  'checks.run': rpc(
    z.object({
      studyId,
      scope: checkScope.default('all'),
      /** No start is to be held up for it: checks of large data are skipped, and the answer is not kept as the study's report. */
      quick: z.boolean().default(false),
    }),
    checkReport,
    { deadlineMs: 600_000 },
  ),
  /** The last whole report since the host began, and whether a run is under way. */
  'checks.get': rpc(z.object({ studyId }), z.object({ report: checkReport.nullable(), running: z.boolean() })),
  /** Topic = study id. A check has ended; `next` is under way, null at the end. */
  'checks.progressed': event(
    z.object({ studyId, result: checkResult.nullable(), next: z.enum(checkIds).nullable(), scope: checkScope }),
  ),
} as const;
