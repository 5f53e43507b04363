// How long an epoch of a draft takes on this machine: a few steps of some of its configurations, and what trials side by side do together.
import type { DatasetHeader } from '#main/data/dataset.ts';
import { createPlanProbe } from '#main/runners/plan-probe.ts';
import { workerEnvironment } from '#main/runners/platform.ts';
import { defaultParallel, epochsOf } from '#main/scheduler/index.ts';
import { enginesDirVariable } from '#main/training/engines/index.ts';
import type { EpochTimes } from '#shared/contract/epoch-times.ts';
import { AppError } from '#shared/errors.ts';
import { median } from '#shared/num/statistics.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import { resolveSettings } from '#shared/study/build-space.ts';
import { hasError } from '#shared/study/check-study.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { Params, ResolvedSettings } from '#shared/study/values.ts';
import { lookAtData } from './check-file.ts';
import { invalidStudy, readDefinition } from './definition.ts';
import { firstPoints } from './first-points.ts';
import { askProgram } from './job-program/ask.ts';
import { thisMachine } from './machine.ts';
import { describeModels, refusalOf, roomHere } from './model-summary.ts';
import { nodeBinary, type Places } from './places.ts';
import { type TimingJob, timingResult } from './preflight/job.ts';
import { nothingTrains } from './refuse-command.ts';

/** Of the study's own, beside the default, smallest and largest point of its space. */
const firstTrials = 24;
/** Rounds in which one process and all of them train in turn; the first one, of programs that are not warm yet, is not counted. */
const rounds = 6;

interface Point {
  readonly point: EpochTimes['points'][number]['point'];
  readonly params: Params;
  readonly settings: ResolvedSettings;
  /** Why it does not fit into memory. */
  readonly refusal: string | null;
}

/**
 * Of the last stage, where there are stages. A study that leaves the threads to Vernier is timed with one a trial, as it starts in most cases
 * (scheduler/plan.ts); on the processor, wherever it will train.
 */
export async function measureEpochs(
  raw: unknown,
  { dataDir, cacheDir, enginesDir }: Places,
  { baseDir = dataDir, signal }: { baseDir?: string | undefined; signal?: AbortSignal | undefined },
): Promise<EpochTimes> {
  const whole = readDefinition(raw, {}).file;
  if (whole.runner.kind === 'command') {
    throw new AppError('invalid', 'The study runs your own program; how long it takes shows with its first epochs.');
  }
  if (whole.runner.kind === 'none') throw new AppError('invalid', nothingTrains(whole.name));
  const { file, prepared, facts, problems } = await lookAtData(whole, { baseDir, cacheDir });
  if (hasError(problems)) throw invalidStudy(problems);
  const threads = file.engine.threads === 'auto' ? 1 : file.engine.threads;
  const carried = defaultParallel((await thisMachine()).physicalCores, threads);
  const processes = file.search.parallel ?? carried;
  const points = await pointsOf(file, prepared.header, facts, processes);
  const timed = points.filter(({ refusal }) => refusal === null);
  const job: TimingJob = {
    ...{ scope: 'time', dataset: prepared.path, engine: file.engine.name, threads, seed: file.search.seed },
    // The first one again at the end: a machine that does other work besides is not as fast all the time.
    points: [...timed, ...timed.slice(0, 1)].map(({ settings }) => ({ ...settings })),
  };
  const environment = { ...process.env, [enginesDirVariable]: enginesDir };
  const { engine, points: times } = await askProgram({
    ...{ entry: 'preflight', what: 'times the epochs', job, result: timingResult, signal },
    environment: workerEnvironment(process.platform, environment, threads),
  });
  const own = points[0];
  const speedup =
    processes === 1 || own === undefined || own.refusal !== null
      ? 1
      : await speedupOf({ processes: Math.min(processes, carried), threads }, environment, {
          ...{ settings: { ...own.settings }, engine, dataset: prepared.path },
        });
  return {
    ...{ engine, threads, processes, speedup },
    drift: driftOf(times[0]?.secondsPerEpoch, timed.length > 0 ? times[timed.length]?.secondsPerEpoch : null),
    dataShare: typeof file.data?.subset?.fraction === 'number' ? file.data.subset.fraction : 1,
    points: points.map(({ point, params, settings, refusal }) => {
      const time = times[timed.findIndex((one) => one.settings === settings)];
      return {
        ...{ point, params: { ...params }, epochs: epochsOf(settings) },
        secondsPerEpoch: time?.secondsPerEpoch ?? null,
        openSeconds: time?.openSeconds ?? null,
        refusal: refusal ?? time?.refusal ?? null,
      };
    }),
  };
}

function driftOf(first: number | null | undefined, again: number | null | undefined): number | null {
  return first && again ? again / first : null;
}

async function pointsOf(file: StudyFile, header: DatasetHeader, facts: DataFacts, workers: number): Promise<Point[]> {
  const room = roomHere(workers);
  const corners = await describeModels(file, header, { facts, room, smallest: true });
  const order = ['default', 'smallest', 'largest'] as const;
  const own = await firstPoints(file, facts, firstTrials);
  const trials = own.map((params) => ({ point: 'trial' as const, params }));
  return [...order.flatMap((name) => corners.filter(({ point }) => point === name)), ...trials].map(
    ({ point, params }) => {
      const settings = resolveSettings(file, params, facts);
      return { point, params, settings, refusal: refusalOf(settings, header, room) };
    },
  );
}

/** Steps that the processes do together, in units of what one does alone; null where they could not be timed. More than the cores carry do no more. */
async function speedupOf(
  { processes, threads }: { processes: number; threads: number },
  environment: Readonly<Record<string, string | undefined>>,
  job: Parameters<typeof createPlanProbe>[0]['job'],
): Promise<number | null> {
  if (processes === 1) return 1;
  const probe = createPlanProbe({
    ...{ execPath: nodeBinary(process.platform, process.env), platform: process.platform, environment, job },
  });
  const plans = [
    { processes: 1, threads },
    { processes, threads },
  ];
  try {
    const [alone = [], together = []] = await probe.measure(plans, rounds);
    const ratio = median(together.slice(1)) / median(alone.slice(1));
    return Number.isFinite(ratio) ? Math.min(processes, Math.max(1, ratio)) : null;
  } catch {
    // The epochs' times are worth telling without it.
    return null;
  }
}
