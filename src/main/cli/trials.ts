// `vernier trials STUDY`: all trials as a table, CSV or JSON.
import { type TrialRecord, trialRecordsOf } from '#main/host/views.ts';
import { csvText } from '#shared/csv.ts';
import { completeRuns, spreadOf } from '#shared/study/training-run.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { exitCodes, jsonLine, say, short, table, valueText } from './terminal.ts';

export interface TrialsOptions {
  readonly dataDir?: string | undefined;
  readonly format: string;
  readonly json?: boolean;
}

export async function trialsCommand(reference: string, options: TrialsOptions): Promise<number> {
  const records = await withReading(options.dataDir, async (store) => {
    const row = await findStudyOrFail(store, reference);
    return store ? trialRecordsOf(store, row) : [];
  });
  if (options.json || options.format === 'json') process.stdout.write(`${jsonLine(records)}\n`);
  else if (options.format === 'csv') process.stdout.write(trialsCsv(records));
  else if (records.length === 0) say('This study has no trial yet.');
  else process.stdout.write(`${trialsTable(records)}\n`);
  return exitCodes.ok;
}

const keysOf = (records: readonly TrialRecord[], part: 'params' | 'metrics') => [
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

function trialsTable(records: readonly TrialRecord[]): string {
  const params = keysOf(records, 'params');
  const cell = (value: unknown) =>
    typeof value === 'number' ? short(value) : value === undefined ? '' : String(value);
  const tagged = records.some(({ tags }) => tags !== undefined);
  const staged = records.some(({ stage }) => stage !== undefined);
  const rows = records.map((record) => [
    String(record.trial),
    ...(staged ? [record.stage ?? ''] : []),
    record.state,
    valueText(record.value, spreadOf(record.runs ?? [])),
    record.epoch === null ? '–' : String(record.epoch),
    ...params.map((key) => cell(record.params[key])),
    ...(tagged ? [record.tags?.join(', ') ?? ''] : []),
    record.reason ?? '',
  ]);
  return table(
    [
      'trial',
      ...(staged ? ['stage'] : []),
      'state',
      'value',
      'epoch',
      ...params.map((key) => key.split('.').at(-1) ?? key),
      ...(tagged ? ['tags'] : []),
      'reason',
    ],
    rows,
  );
}
