// `vernier show STUDY`: one study on one screen.
import { detailOf } from '#main/host/views.ts';
import type { StudyDetail } from '#shared/contract/studies.ts';
import { describeWarmStart } from '#shared/study/warm-start-text.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { duration, emit, exitCodes, short } from './terminal.ts';

export async function showCommand(
  reference: string,
  options: { dataDir?: string | undefined; json?: boolean },
): Promise<number> {
  const detail = await withReading(options.dataDir, async (store) => {
    const row = await findStudyOrFail(store, reference);
    if (!store) throw new Error('unreachable: a found study has a store');
    return detailOf(store, row);
  });
  if (options.json) {
    emit(detail);
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
    ['objective', `${summary.objective.direction} ${summary.objective.metric} (${summary.objective.pick} epoch)`],
    ['trials', `${counts.join(', ') || 'none yet'}; ${summary.trials ?? 'as many as the grid has'} asked`],
    [
      'best',
      summary.best
        ? `${short(summary.best.value)} by trial ${summary.best.trial}, epoch ${summary.best.epoch ?? '–'}`
        : '–',
    ],
    [
      'searched',
      `${dimensions.map((one) => one.name).join(', ') || 'nothing'}${spaceSize === null ? '' : ` (${spaceSize} configurations)`}`,
    ],
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
  ];
  for (const [label, text] of lines) process.stdout.write(`${label.padEnd(10)} ${text}\n`);
  return exitCodes.ok;
}

function stageLine({ name, state, reason, trials }: NonNullable<StudyDetail['stages']>[number]): string {
  return `${name}: ${state}, ${trials} trials${reason === null ? '' : ` (${reason})`}`;
}
