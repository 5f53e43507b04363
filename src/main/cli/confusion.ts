// `vernier confusion STUDY --trial N`: which classes a trial takes for which, on the validation rows, by the host that holds the data directory.
import { bestOf, findTrial } from '#main/host/views.ts';
import type { Confusion } from '#shared/contract/trials.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { longestJobMs, openHeadless } from './headless.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { emit, exitCodes, say, sentencesOf, statusLine, table } from './terminal.ts';
import { untilInterrupted } from './until-interrupted.ts';

export interface ConfusionOptions {
  readonly dataDir?: string | undefined;
  /** The best one without it. */
  readonly trial?: number;
  readonly retrain?: boolean;
  readonly json?: boolean;
}

export async function confusionCommand(reference: string, options: ConfusionOptions): Promise<number> {
  const asked = await withReading(options.dataDir, async (store) => {
    const study = await findStudyOrFail(store, reference);
    if (store === null) throw new Error('unreachable: a found study has a store');
    if (options.trial !== undefined) return { study, number: (await findTrial(store, study.id, options.trial)).number };
    // A study without a value is work that failed (exit 1), not wrong usage.
    const [best] = await bestOf(store, study, 1).catch((thrown: unknown) => {
      for (const sentence of sentencesOf(thrown)) say(`vernier: ${sentence}`);
      return [];
    });
    return best === undefined ? null : { study, number: best.trial };
  });
  if (asked === null) return exitCodes.failed;
  const { study, number } = asked;
  const confusion = await untilInterrupted((signal) => counted(study.id, number, options, signal));
  if (confusion === null) return exitCodes.interrupted;
  const { id, name } = study;
  if (options.json) emit({ study: { id, name }, ...confusion });
  else process.stdout.write(`${confusionText(confusion)}\n`);
  return exitCodes.ok;
}

/** By the host that has the data directory, or by one of its own. */
async function counted(
  studyId: string,
  number: number,
  { dataDir, retrain = false }: ConfusionOptions,
  signal: AbortSignal,
): Promise<Confusion> {
  const session = await openHeadless(dataDir);
  const line = statusLine(process.stderr);
  try {
    session.client.subscribe('trials.confusionProgressed', studyId, ({ trial, phase, done }) => {
      if (trial !== number) return;
      const what = phase === 'training' ? 'training trial' : 'measuring trial';
      line.show(`${what} ${number}: ${Math.round(100 * done)} %`);
    });
    const asked = { studyId, number, retrain };
    return await session.client.call('trials.confusion', asked, { signal, deadlineMs: longestJobMs });
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (code === 'not_found' && !retrain) throw new AppError(code, `${message} "--retrain" does that.`);
    throw thrown;
  } finally {
    line.end();
    await session.close();
  }
}

/** Rows: the class; columns: what the model gives, by number where names are long; the last one: share that is right. */
export function confusionText({ trial, epoch, classes, counts }: Confusion): string {
  const size = classes.length;
  const row = (at: number) => counts.slice(at * size, (at + 1) * size);
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const long = classes.some((name) => name.length > 12);
  const heads = long ? classes.map((_, i) => `[${i + 1}]`) : classes;
  const lines = classes.map((name, at) => {
    const own = row(at);
    const rows = sum(own);
    return [
      long ? `[${at + 1}] ${name}` : name,
      ...own.map(String),
      String(rows),
      rows === 0 ? '–' : `${((100 * (own[at] ?? 0)) / rows).toFixed(1)}%`,
    ];
  });
  const right = sum(classes.map((_, at) => row(at)[at] ?? 0));
  return [
    `trial ${trial}, epoch ${epoch}: ${right} of ${sum(counts)} validation rows are given their class`,
    'lines are classes, columns what the model gives them',
    '',
    table(['class', ...heads, 'rows', 'right'], lines),
  ].join('\n');
}
