// Real workers on generated data.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDataset } from '#main/data/prepare.ts';
import {
  cpu,
  type Runner,
  type RunningTrial,
  type TrialEnd,
  type TrialJob,
  type TrialObserver,
} from '#main/runners/runner.ts';
import type { EpochDecision } from '#main/training/loop/train.ts';
import { resolveSettings } from '#shared/study/build-space.ts';
import { parseStudyFile } from '#shared/study/study-file.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';

export interface Workplace {
  readonly folder: string;
  readonly dataset: string;
  job(trial: number, settings?: ResolvedSettings, change?: Partial<TrialJob>): TrialJob;
  remove(): void;
}

export async function createWorkplace(rows = 400): Promise<Workplace> {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-runner-'));
  const { path: dataset } = await prepareDataset(
    { source: 'sample', name: 'spirals', rows },
    { baseDir: folder, cacheDir: join(folder, 'cache') },
  );
  return {
    folder,
    dataset,
    job: (trial, settings = {}, change = {}) => ({
      ...{
        studyId: 's',
        trial,
        run: 1,
        fold: null,
        seed: 1000 + trial,
        engine: 'onnx',
        threads: 1,
        workers: 1,
        device: cpu,
        dataset,
        resumeFrom: null,
      },
      settings: fullSettings({ 'training.epochs': 4, 'model.dropout': 0.2, ...settings }),
      goal: null,
      checkpointPath: join(folder, `trial-${trial}.checkpoint`),
      weights: { path: join(folder, `trial-${trial}.weights`), pick: 'best' },
      ...change,
    }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function fullSettings(settings: ResolvedSettings): ResolvedSettings {
  const parsed = parseStudyFile({ version: 1, name: 'a test', data: { source: 'sample', name: 'spirals' }, settings });
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join(' '));
  return resolveSettings(parsed.file, {}, null);
}

export interface Seen {
  readonly pids: number[];
  readonly phases: string[];
  /** Metrics per epoch, in order. */
  readonly epochs: { readonly epoch: number; readonly metrics: Readonly<Record<string, number>> }[];
  readonly checkpoints: { readonly epoch: number; readonly path: string }[];
  readonly weights: { readonly epoch: number; readonly path: string }[];
  readonly log: string[];
}

export interface Watched {
  readonly running: RunningTrial;
  readonly seen: Seen;
  readonly ended: Promise<TrialEnd>;
}

/** Starts a job and keeps what it tells; `decide` answers each epoch. */
export function watch(
  runner: Runner,
  slot: number,
  job: TrialJob,
  decide: (epoch: number, running: () => RunningTrial) => EpochDecision | Promise<EpochDecision> = () => 'continue',
): Watched {
  const seen: Seen = { pids: [], phases: [], epochs: [], checkpoints: [], weights: [], log: [] };
  const observer: TrialObserver = {
    onStarted: ({ pid }) => seen.pids.push(pid),
    onPhase: (phase) => seen.phases.push(phase),
    onProgress: () => undefined,
    onEpoch: async (epoch, _at, metrics) => {
      seen.epochs.push({ epoch, metrics });
      return decide(epoch, () => running);
    },
    onCheckpoint: (epoch, path) => seen.checkpoints.push({ epoch, path }),
    onWeights: (epoch, path) => seen.weights.push({ epoch, path }),
    onLog: (_level, message) => seen.log.push(message),
  };
  const running: RunningTrial = runner.start(slot, job, observer);
  return { running, seen, ended: running.ended };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function until(holds: () => boolean, limitMs = 20_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error('What was waited for did not happen.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
