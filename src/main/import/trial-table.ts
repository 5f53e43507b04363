// The trials that `vernier export --format json` and `--format csv` write, read back. Their study is not in them: settings become ranges of
// what was tried, and the objective is the metric that the values are of. Pure.
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type Direction, params } from '#shared/contract/common.ts';
import { AppError } from '#shared/errors.ts';
import { noteText, tagList } from '#shared/study/annotation.ts';
import { parseWith } from '#shared/study/fields.ts';
import { betterDirection } from '#shared/study/metric-names.ts';
import { isTerminal, trialStates } from '#shared/study/trial-state.ts';
import type { SettingValue } from '#shared/study/values.ts';
import type { ImportedObjective, ImportedStudy, ImportedTrial, ImportOptions } from './imported.ts';
import { rangeOfValues, withConditions } from './ranges.ts';

const metrics = z.record(z.string(), z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]));

/** As `vernier trials --format json` prints it (host/views.ts); fields of later versions are let through. */
const record = z.looseObject({
  trial: z.int().min(1),
  state: z.enum(trialStates),
  reason: z.string().nullable().default(null),
  params,
  value: z.number().nullable(),
  epoch: z.int().min(1).nullable(),
  metrics: metrics.default({}),
  last: metrics.default({}),
  why: z.string().nullable().default(null),
  note: noteText.optional(),
  tags: tagList.optional(),
});
type TrialRecord = z.output<typeof record>;

/** Throws AppError('invalid') with the place in the list, and where nothing says what the values are or which way is better. */
export function readTrialList(json: unknown, path: string, options: ImportOptions): ImportedStudy {
  const parsed = parseWith(z.array(record), json);
  if (!parsed.ok) {
    throw new AppError('invalid', `${path}: ${parsed.problems[0]?.message ?? 'It is not understood.'}`);
  }
  return studyOf(parsed.value, path, options);
}

const fixedColumns = ['trial', 'stage', 'space_version', 'state', 'reason', 'value', 'sd', 'runs', 'epoch'];
const best = 'best:';

/** Throws as readTrialList does. */
export function readTrialTable(text: string, path: string, options: ImportOptions): ImportedStudy {
  const [header = [], ...rows] = cellsOf(text, path);
  // What stands behind the fixed columns: searched settings, metrics, then tags and note where any trial has them.
  const isAnnotation = (name: string, at: number) => (name === 'tags' || name === 'note') && at >= header.length - 2;
  const list = rows.map((cells) => {
    const cell = (name: string) => cells[header.indexOf(name)] ?? '';
    const others = header.flatMap((name, at) =>
      fixedColumns.includes(name) || isAnnotation(name, at) || cells[at] === ''
        ? []
        : [[name, cells[at] ?? ''] as const],
    );
    const annotated = (name: string) =>
      isAnnotation(name, header.lastIndexOf(name)) ? (cells[header.lastIndexOf(name)] ?? '') : '';
    const tags = annotated('tags');
    return {
      ...{ trial: settingOf(cell('trial')), state: cell('state'), reason: cell('reason') || null },
      ...{
        value: cell('value') === '' ? null : settingOf(cell('value')),
        epoch: cell('epoch') === '' ? null : settingOf(cell('epoch')),
      },
      params: Object.fromEntries(
        others.filter(([name]) => !name.startsWith(best)).map(([name, one]) => [name, settingOf(one)]),
      ),
      metrics: Object.fromEntries(
        others
          .filter(([name]) => name.startsWith(best))
          .map(([name, one]) => [name.slice(best.length), settingOf(one)]),
      ),
      ...(annotated('note') !== '' && { note: annotated('note') }),
      ...(tags !== '' && { tags: tags.split(', ') }),
    };
  });
  return readTrialList(list, path, options);
}

function cellsOf(text: string, path: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError('invalid', `${path} is not a CSV table: ${error.message.replace(/\.$/, '')}.`);
  }
}

function settingOf(cell: string): SettingValue {
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(cell)) return Number(cell);
  return cell === 'true' ? true : cell === 'false' ? false : cell;
}

function studyOf(records: readonly TrialRecord[], path: string, options: ImportOptions): ImportedStudy {
  const twice = records.find(({ trial }, i) => i > 0 && trial === records[i - 1]?.trial);
  if (twice) throw new AppError('invalid', `${path} has trial ${twice.trial} twice; trials are numbered once.`);
  const ended = records.filter(({ state }) => isTerminal(state));
  const keys = [...new Set(ended.flatMap((one) => Object.keys(one.params)))];
  const settings = keys.map((key) => [key, rangeOfValues(ended.flatMap((one) => one.params[key] ?? []))]);
  return {
    name: '',
    settings: withConditions(
      Object.fromEntries(settings),
      ended.map((one) => one.params),
    ),
    constraints: [],
    objectives: [objectiveOf(ended, path, options)],
    trials: ended.map(trialOf),
    leftOut: records.length - ended.length,
  };
}

function trialOf({
  trial,
  state,
  reason,
  params: searched,
  value,
  epoch,
  metrics: measured,
  why,
  note,
  tags,
}: TrialRecord): ImportedTrial {
  return {
    number: trial,
    state: state as ImportedTrial['state'],
    ...{ reason, params: searched, value, bestEpoch: epoch, lastEpoch: epoch ?? 0, epochs: null, seed: null, why },
    ...{ note: note ?? null, tags: tags ?? [], startedAt: null, endedAt: null },
    curves:
      epoch === null ? [] : Object.entries(measured).map(([key, one]) => ({ key, steps: [epoch], values: [one] })),
  };
}

/** The metric that all values are of, one of the validation part before others; "value" where none is. */
function objectiveOf(records: readonly TrialRecord[], path: string, { direction }: ImportOptions): ImportedObjective {
  const valued = records.filter(({ value }) => value !== null);
  const keys = [...new Set(valued.flatMap((one) => Object.keys(one.metrics)))];
  const fitting = keys.filter((key) => valued.every((one) => one.metrics[key] === one.value));
  const metric = fitting.find((key) => key.startsWith('validation.')) ?? fitting[0] ?? 'value';
  const better = direction ?? betterDirection(metric) ?? betterThanLast(valued, metric);
  if (better !== null) return { metric, direction: better, pick: 'best' };
  throw new AppError(
    'invalid',
    `${path} does not say which way "${metric}" is better; import it with "vernier import --direction maximize" or "minimize".`,
    { asks: 'direction', metric },
  );
}

/** A best epoch is never worse than the last one. */
function betterThanLast(records: readonly TrialRecord[], metric: string): Direction | null {
  const gains = records.flatMap(({ value, last }) =>
    value === null || last[metric] === undefined ? [] : value - last[metric],
  );
  const known = gains.filter((gain) => Number.isFinite(gain) && gain !== 0);
  if (known.length === 0) return null;
  return known.every((gain) => gain > 0) ? 'maximize' : known.every((gain) => gain < 0) ? 'minimize' : null;
}
