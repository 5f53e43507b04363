// `vernier test STUDY`: a trial on the locked test part, by the host that holds the data directory; each opening is counted there.
import { bestOf, findTrial } from '#main/host/views.ts';
import type { TrialRow } from '#main/store/store.ts';
import type { OutputOf } from '#shared/contract/define.ts';
import type { VernierContract } from '#shared/contract/index.ts';
import type { TestMetric } from '#shared/contract/test.ts';
import { longestJobMs, openHeadless } from './headless.ts';
import { openingsText } from './openings-text.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { emit, exitCodes, say, sentencesOf, short, statusLine, table } from './terminal.ts';
import { untilInterrupted } from './until-interrupted.ts';

export interface TestOptions {
  readonly dataDir?: string | undefined;
  readonly trial?: number;
  readonly retrain?: boolean;
  readonly json?: boolean;
}

type Answer = OutputOf<VernierContract, 'test.evaluate'>;

export async function testCommand(reference: string, options: TestOptions): Promise<number> {
  const asked = await withReading(options.dataDir, async (store) => {
    const study = await findStudyOrFail(store, reference);
    if (store === null) throw new Error('unreachable: a found study has a store');
    if (options.trial !== undefined) return { study, trial: await findTrial(store, study.id, options.trial) };
    // A study without a value is work that failed (exit 1), not wrong usage; one that cannot have a test part is told by the host.
    const [best] = study.facts === null ? [] : await bestOf(store, study, 1).catch(nothingBest);
    if (best === undefined) return study.facts === null ? { study, trial: null } : null;
    return { study, trial: await findTrial(store, study.id, best.trial) };
  });
  if (asked === null) return exitCodes.failed;
  const { study, trial } = asked;
  const answer = await untilInterrupted((signal) => evaluated(study.id, trial, options, signal));
  if (answer === null) return exitCodes.interrupted;
  const { id, name } = study;
  if (options.json) emit({ study: { id, name }, ...asJson(answer) });
  else process.stdout.write(`${asText(name, answer)}\n`);
  say(openingsText(answer));
  return exitCodes.ok;
}

/** By the host that has the data directory, or by one of its own. */
async function evaluated(
  studyId: string,
  trial: TrialRow | null,
  { dataDir, retrain = false }: TestOptions,
  signal: AbortSignal,
): Promise<Answer> {
  const session = await openHeadless(dataDir);
  const line = statusLine(process.stderr);
  try {
    const { opened } = await session.client.call('test.openings', { studyId });
    const isKnown = opened.some((one) => one.trial === trial?.number);
    if (retrain && trial !== null && !isKnown)
      say(`Trial ${trial.number} is trained again with its seed, up to ${trial.epochs} epochs.`);
    session.client.subscribe('test.progressed', studyId, ({ done }) => {
      line.show(`measuring the test part: ${Math.round(100 * done)} %`);
    });
    const asked = { studyId, ...(trial && { trial: trial.number }), by: 'command line', retrain } as const;
    return await session.client.call('test.evaluate', asked, { signal, deadlineMs: longestJobMs });
  } finally {
    line.end();
    await session.close();
  }
}

function asJson({ opening, again, validation, openings, configurations }: Answer) {
  const { trial, epoch, rows, at, by, fingerprint, metrics } = opening;
  const facts = { trial, epoch, rows, fingerprint, at: new Date(at).toISOString(), by, again };
  return { ...facts, metrics, validation, openings, configurations };
}

function asText(name: string, { opening, again, validation }: Answer): string {
  const { trial, epoch, rows, metrics } = opening;
  const lines = Object.entries(metrics).map(([key, metric]) => {
    const own = key.slice(key.indexOf('.') + 1);
    return [own, numberText(metric.value), intervalText(metric), numberText(validation[`validation.${own}`])];
  });
  const head = `Trial ${trial} of "${name}", epoch ${epoch}, on ${rows} test rows`;
  return `${head}${again ? ': the stored result, since these weights were opened before (not counted again)' : ''}\n${table(['metric', 'test', '95 % interval', 'validation'], lines)}`;
}

function intervalText({ interval }: TestMetric): string {
  return interval === null ? '–' : `${short(interval.low)} to ${short(interval.high)}`;
}

function numberText(value: number | string | undefined): string {
  return typeof value === 'number' ? short(value) : (value ?? '–');
}

function nothingBest(thrown: unknown): [] {
  for (const sentence of sentencesOf(thrown)) say(`vernier: ${sentence}`);
  return [];
}
