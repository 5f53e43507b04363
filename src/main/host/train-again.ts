// Trains one trial again, as it was trained, for its weights alone; the store does not hear of it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBuiltinRunner } from '#main/runners/builtin.ts';
import { cpu, type TrialEnd } from '#main/runners/runner.ts';
import type { StudyRow, TrialRow } from '#main/store/store.ts';
import { enginesDirVariable } from '#main/training/engines/index.ts';
import { AppError } from '#shared/errors.ts';
import { countingEpoch } from './counting-epoch.ts';
import { nodeBinary, type Places } from './places.ts';
import { objectiveOfRow } from './views.ts';

export interface TrainAgain {
  readonly study: StudyRow;
  readonly trial: TrialRow;
  /** Encoded cache file. */
  readonly dataset: string;
  readonly places: Places;
  readonly signal?: AbortSignal;
  /** Share of the epochs up to the one that counts, 0..1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Up to the epoch that counts. Throws AppError: `unavailable` when the engine cannot run here, `cancelled`, or what the trial says. */
export async function trainAgain({ study, trial, dataset, places, signal, onProgress }: TrainAgain) {
  const { seed, settings, number } = trial;
  const bestEpoch = countingEpoch(trial);
  if (study.engine === null || bestEpoch === null) {
    throw new AppError('not_found', `Trial ${number} of "${study.name}" never trained; run the study first.`);
  }
  const { name: engine, threads } = study.engine;
  const { metric, direction, pick } = objectiveOfRow(study);
  const folder = await mkdtemp(join(tmpdir(), 'vernier-again-'));
  const forget = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const runner = createBuiltinRunner({
    execPath: nodeBinary(process.platform, process.env),
    environment: { ...process.env, [enginesDirVariable]: places.enginesDir },
  });
  let weights: { path: string; epoch: number } | null = null;
  try {
    const running = runner.start(
      0,
      {
        ...{
          studyId: study.id,
          trial: number,
          run: 1,
          fold: null,
          seed,
          settings,
          engine,
          threads,
          device: cpu,
          workers: 1,
          dataset,
        },
        ...{ goal: { metric, direction }, resumeFrom: null },
        checkpointPath: join(folder, 'checkpoint'),
        weights: { path: join(folder, 'weights'), pick },
      },
      {
        onStarted: () => undefined,
        onPhase: () => undefined,
        onProgress: (epoch, fraction) => onProgress?.(Math.min(1, (epoch - 1 + fraction) / bestEpoch)),
        // The weights that count are there once this epoch is; a stopped trial has no later one.
        onEpoch: async (epoch) => (epoch >= bestEpoch ? 'stop' : 'continue'),
        onCheckpoint: (_epoch, path) => void rm(path, { force: true }),
        onWeights: (epoch, path) => {
          weights = { epoch, path };
        },
        onLog: () => undefined,
      },
    );
    const cancel = () => running.kill();
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    const end = await running.ended;
    signal?.removeEventListener('abort', cancel);
    const kept = weights as { path: string; epoch: number } | null;
    if (kept?.epoch === bestEpoch) return { ...kept, forget };
    throw failure(end, number, bestEpoch);
  } catch (thrown) {
    await forget();
    throw thrown;
  } finally {
    await runner.close();
  }
}

function failure(end: TrialEnd, number: number, bestEpoch: number): AppError {
  if (end.kind === 'killed') return new AppError('cancelled', `Training trial ${number} again was cancelled.`);
  if ('message' in end)
    return new AppError('unavailable', `Trial ${number} could not be trained again: ${end.message}`);
  return new AppError(
    'unavailable',
    `Trial ${number}, trained again, is not best at epoch ${bestEpoch} as it was: its engine or its version differs here.`,
  );
}
