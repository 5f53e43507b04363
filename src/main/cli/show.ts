// `vernier show STUDY`: one study on one screen.
import { asLeft } from '#main/host/as-left.ts';
import { countOpenings, toOpening } from '#main/host/test-part/openings.ts';
import { detailOf, objectivesOfRow } from '#main/host/views.ts';
import type { TrialRow } from '#main/store/store.ts';
import type { SpaceVersion } from '#shared/contract/space-version.ts';
import type { StudyDetail, StudySummary } from '#shared/contract/studies.ts';
import type { TestOpening } from '#shared/contract/test.ts';
import { baselineOfTrial } from '#shared/study/baseline-trial.ts';
import type { Objective } from '#shared/study/build-space.ts';
import { describeDiff } from '#shared/study/space-diff.ts';
import { describeWarmStart } from '#shared/study/warm-start-text.ts';
import { baselineText } from './baseline-text.ts';
import { openingsText } from './openings-text.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { duration, emit, exitCodes, short, valueText, visible } from './terminal.ts';

export async function showCommand(
  reference: string,
  options: { dataDir?: string | undefined; json?: boolean },
): Promise<number> {
  const { detail, opened, opening, objectives, metric, why, baseline } = await withReading(
    options.dataDir,
    async (store, places) => {
      const row = await findStudyOrFail(store, reference);
      if (!store) throw new Error('unreachable: a found study has a store');
      const openings = await store.listTestOpenings(row.id);
      const objectives = objectivesOfRow(row);
      const found = await detailOf(store, row);
      const detail = { ...found, summary: asLeft(found.summary, places.dataDir) };
      const best = detail.summary.best?.trial;
      const trials = best === undefined ? [] : await store.listTrials(row.id);
      return {
        detail,
        ...chosenOf(trials, detail.summary),
        opened: openings.map(toOpening),
        opening: countOpenings(openings),
        objectives,
        metric: (objectives[0]?.metric ?? '').replace(/^(train|validation)\./, 'test.'),
      };
    },
  );
  if (options.json) {
    emit({ ...detail, ...(opened.length > 0 && { test: { ...opening, opened } }) });
    return exitCodes.ok;
  }
  const { summary, dimensions, spaceSize, stages = [] } = detail;
  const counts = Object.entries(summary.counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`);
  const lines: [string, string][] = [
    ['study', `${summary.name} (${summary.id})`],
    ['state', summary.reason ? `${summary.state}: ${summary.reason}` : summary.state],
    ['file', summary.path ?? '–'],
    ...(summary.tags ? [['tags', summary.tags.join(', ')] satisfies [string, string]] : []),
    ...(summary.note ?? '')
      .split('\n')
      .flatMap((text, i): [string, string][] => (summary.note ? [[i === 0 ? 'note' : '', text]] : [])),
    ['objective', objectiveText(objectives)],
    ['trials', `${counts.join(', ') || 'none yet'}; ${summary.trials ?? 'as many as the grid has'} asked`],
    [
      'best',
      summary.best
        ? `${valueText(summary.best.value, summary.best.spread)} by trial ${summary.best.trial}, epoch ${summary.best.epoch ?? '–'}`
        : '–',
    ],
    ...(baseline === null ? [] : [['baseline', baseline] satisfies [string, string]]),
    ...(why === null ? [] : [['chosen', why] satisfies [string, string]]),
    [
      'searched',
      `${dimensions.map((one) => one.name).join(', ') || 'nothing'}${spaceSize === null ? '' : ` (${spaceSize} configurations)`}`,
    ],
    ...(detail.versions ?? []).slice(1).map((version): [string, string] => ['space', spaceLine(version)]),
    ...(summary.warmStart ?? []).map((source): [string, string] => ['warm', describeWarmStart(source)]),
    ...stages.map((stage): [string, string] => ['stage', stageLine(stage)]),
    [
      'engine',
      summary.engine
        ? `${summary.engine.name} ${summary.engine.version}, ${summary.engine.threads} thread(s) a trial`
        : '–',
    ],
    ...(summary.engine?.plan ? [['threads', summary.engine.plan.why] satisfies [string, string]] : []),
    ['time', duration(summary.elapsedMs)],
    ...opened.map((one): [string, string] => ['test', openingLine(one, metric)]),
    ...(opened.length > 0 ? [['', openingsText(opening)] satisfies [string, string]] : []),
  ];
  for (const [label, text] of lines) process.stdout.write(`${label.padEnd(10)} ${visible(text)}\n`);
  return exitCodes.ok;
}

/** Why the best trial was tried, and what it is worth beside the recipes. */
function chosenOf(
  trials: readonly TrialRow[],
  { best, objective: { direction } }: StudySummary,
): { why: string | null; baseline: string | null } {
  const row = trials.find(({ number }) => number === best?.trial);
  if (row === undefined || best === null) return { why: null, baseline: null };
  const baseline = baselineOfTrial(trials, row.stage, direction);
  return { why: row.why, baseline: baseline && baselineText(baseline, best, direction) };
}

/** Of several: all of them, and where their front is told. */
function objectiveText(objectives: readonly Objective[]): string {
  const goals = objectives.map(({ direction, metric }) => `${direction} ${metric}`).join(', ');
  const front = objectives.length > 1 ? '; "vernier best --top K" writes the front' : '';
  return `${goals} (${objectives[0]?.pick} epoch)${front}`;
}

function openingLine({ trial, epoch, at, by, rows, metrics }: TestOpening, metric: string): string {
  const { value, interval } = metrics[metric] ?? Object.values(metrics)[0] ?? { value: '–', interval: null };
  const shown = typeof value === 'number' ? short(value) : value;
  const range = interval === null ? '' : ` (${short(interval.low)} to ${short(interval.high)})`;
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `trial ${trial}, epoch ${epoch}: ${metric} ${shown}${range} on ${rows} rows; opened ${when} UTC by ${by === 'studio' ? 'the studio' : 'the command line'}`;
}

function spaceLine({ number, at, diff, outside }: SpaceVersion): string {
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  return `version ${number} since ${when} UTC: ${describeDiff(diff).join('; ')}; ${outside} trials outside`;
}

function stageLine({ name, state, reason, trials }: NonNullable<StudyDetail['stages']>[number]): string {
  return `${name}: ${state}, ${trials} trials${reason === null ? '' : ` (${reason})`}`;
}
