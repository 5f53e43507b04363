// What a report tells of a stored study. Reads only.
import { bestSoFar } from '#main/analysis/best-so-far.ts';
import { buildReport, type ReportCurve } from '#main/export/report/build-report.ts';
import { toTrial } from '#main/scheduler/index.ts';
import type { MetricChunk, Store, StudyRow, TrialFacts } from '#main/store/store.ts';
import type { AdviceLanguage } from '#shared/study/fill-template.ts';
import { decisiveTrials, rankTrials } from '#shared/study/ranking.ts';
import { readAdvice, readStudyAdvice } from './advice/read-advice.ts';
import { definitionOf } from './definition.ts';
import { appVersion } from './places.ts';
import { bestOf, detailOf } from './views.ts';

/** More lines hide each other. */
const mostCurves = 8;
/** Rows of the table: the best ones, and as many others. */
const mostRows = 200;

export async function reportOf(store: Store, row: StudyRow, language: AdviceLanguage): Promise<string> {
  const { summary: english, dimensions } = await detailOf(store, row);
  const summary = { ...english, reason: await inLanguage(english.reason, language) };
  const { metric, direction } = summary.objective;
  const trials = await store.listTrialFacts(row.id);
  const stages = definitionOf(row).file.stages?.map(({ name }) => name) ?? [];
  const ranked = rankTrials(decisiveTrials(stages, trials, direction), direction);
  const leaders = ranked.slice(0, mostCurves);
  const told = new Set(ranked.slice(0, mostRows).map(({ number }) => number));
  const others = trials.filter(({ number }) => !told.has(number)).slice(0, mostRows);
  return buildReport({
    ...{ summary, dimensions, language, at: new Date(), version: appVersion() },
    trials: [...ranked.slice(0, mostRows), ...others].map(toTrial),
    ...{ allTrials: trials.length, ranked: told.size },
    course: bestSoFar({ direction, trials }),
    curves: await curvesOf(store, row, leaders, metric),
    metric: metric.replace(/^(train|validation)\./, ''),
    best: leaders.length === 0 ? null : await bestForReport(store, row, leaders[0]?.number ?? 0),
    advice: await readStudyAdvice(store, row),
  });
}

/** A sentence of the host, as the report's reader reads it. */
async function inLanguage(text: string | null, language: AdviceLanguage): Promise<string | null> {
  if (text === null || language === 'en') return text;
  const { inChinese } = await import('#shared/sentences/index.ts');
  return inChinese(text);
}

async function bestForReport(store: Store, row: StudyRow, trial: number) {
  const [[best], [advised]] = await Promise.all([bestOf(store, row, 1), readAdvice(store, row, [trial])]);
  if (best === undefined) return null;
  return { settings: best.settings, json: JSON.stringify(best, null, 2), advice: advised?.advice ?? null };
}

/** The objective's metric on both parts, in the order of `trials`. */
async function curvesOf(
  store: Store,
  row: StudyRow,
  trials: readonly TrialFacts[],
  metric: string,
): Promise<ReportCurve[]> {
  if (trials.length === 0) return [];
  const base = metric.replace(/^(train|validation)\./, '');
  const [validationKey, trainKey] = metric === base ? [metric, ''] : [`validation.${base}`, `train.${base}`];
  const numbers = trials.map(({ number }) => number);
  const chunks = await store.readMetrics(row.id, { trials: numbers, keys: [validationKey, trainKey], runs: 'shown' });
  const of = (trial: number, key: string): Pick<MetricChunk, 'steps' | 'values'> | null =>
    chunks.find((chunk) => chunk.trial === trial && chunk.key === key) ?? null;
  return numbers.map((trial) => ({ trial, validation: of(trial, validationKey), train: of(trial, trainKey) }));
}
