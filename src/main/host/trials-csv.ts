// The trials of a study as CSV, as `vernier trials` and the exports write them. Pure.
import { csvText } from '#shared/csv.ts';
import { completeRuns, spreadOf } from '#shared/study/training-run.ts';
import type { TrialRecord } from './views.ts';

/** Of all of them, each once. */
export const keysOf = (records: readonly TrialRecord[], part: 'params' | 'metrics') => [
  ...new Set(records.flatMap((record) => Object.keys(record[part]))),
];

/** RFC 4180: CRLF, quotes doubled; with the standard deviation over complete runs where trials have several, params by their key, metrics at the best epoch as "best:<key>"; tags and notes where any trial has them. */
export function trialsCsv(records: readonly TrialRecord[]): string {
  const params = keysOf(records, 'params');
  const metrics = keysOf(records, 'metrics');
  const staged = records.some(({ stage }) => stage !== undefined);
  const stage = (record: TrialRecord) => (staged ? [record.stage ?? ''] : []);
  const edited = records.some(({ spaceVersion }) => spaceVersion !== undefined);
  const repeated = records.some(({ runs }) => runs !== undefined);
  const spread = ({ runs = [] }: TrialRecord) => (repeated ? [spreadOf(runs)?.sd, completeRuns(runs)] : []);
  const annotated = {
    tags: records.some(({ tags }) => tags !== undefined),
    note: records.some(({ note }) => note !== undefined),
  };
  const head = [
    'trial',
    ...(staged ? ['stage'] : []),
    ...(edited ? ['space_version'] : []),
    'state',
    'reason',
    'value',
    ...(repeated ? ['sd', 'runs'] : []),
    'epoch',
    ...params,
    ...metrics.map((key) => `best:${key}`),
    ...(annotated.tags ? ['tags'] : []),
    ...(annotated.note ? ['note'] : []),
  ];
  const rows = records.map((record) => [
    record.trial,
    ...stage(record),
    ...(edited ? [record.spaceVersion] : []),
    record.state,
    record.reason,
    record.value,
    ...spread(record),
    record.epoch,
    ...params.map((key) => record.params[key]),
    ...metrics.map((key) => record.metrics[key]),
    ...(annotated.tags ? [record.tags?.join(', ')] : []),
    ...(annotated.note ? [record.note] : []),
  ]);
  return csvText([head, ...rows]);
}
