// `vernier trials STUDY`: all trials as a table, CSV or JSON.
import { keysOf, trialsCsv } from '#main/host/trials-csv.ts';
import { type TrialRecord, trialRecordsOf } from '#main/host/views.ts';
import { spreadOf } from '#shared/study/training-run.ts';
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
