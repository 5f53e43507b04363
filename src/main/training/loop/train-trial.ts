// Trains one trial: compile, then epoch after epoch until the last one, a decision, early stopping, divergence or an abort.
import { totalmem } from 'node:os';
import { AppError } from '#shared/errors.ts';
import type { CompiledProgram } from '../engines/engine.ts';
import { mapsFiles } from '../maps-files.ts';
import { buildProgram } from '../program/build.ts';
import { initialState } from '../program/initial-state.ts';
import type { TrainingProgram } from '../program/program.ts';
import { type CheckpointIdentity, loadCheckpoint } from './checkpoint.ts';
import { CheckpointWriter } from './checkpoint-writer.ts';
import { createEpochTrainer, type Divergence } from './epoch.ts';
import { afterEpoch, epochsWithoutImprovement, noProgress, type Progress } from './improvement.ts';
import { KeptWeights } from './kept-weights.ts';
import { batchSizesOf, requireMemory } from './memory.ts';
import { type Recipe, readRecipe } from './recipe.ts';
import type { TrainOutcome, TrainRequest, TrainTrial } from './train.ts';

/**
 * Per epoch: one pass over the shuffled training rows, then train.* (end of the epoch, dropout off, without penalties, on a
 * sample where they are many: evaluate.ts) and validation.* are measured and reported; then, on the answer, a checkpoint is written. So a
 * checkpoint never holds an epoch that the caller has not acknowledged, and epochs after it are trained again with the same result.
 * The weights of the epoch that counts are written before it, so that a trial that goes on from a checkpoint has those of any epoch
 * up to it.
 *
 * A loss or gradient that is NaN or infinite ends the trial at that step, and the unfinished epoch is not reported; when it shows only
 * in the measurement at the epoch's end, that epoch is reported with its non-finite values first.
 *
 * Throws AppError: invalid (a setting, the data, a checkpoint of another trial), unavailable (a file cannot be written).
 */
export const trainTrial: TrainTrial = async (request) => {
  const { dataset, settings, signal } = request;
  request.onPhase('compiling');
  const program = buildProgram(settings, dataset.header);
  const recipe = readRecipe(settings, program.scalarDefaults.learningRate ?? 0);
  if (dataset.train.length === 0) throw new AppError('invalid', 'The data set has no training rows.');
  const rows = { train: dataset.train.length, validation: dataset.validation.length };
  const { batchSize, evaluationBatchSize } = batchSizesOf(recipe.batchSize, rows);
  requireMemory(program, { batchSize, evaluationBatchSize }, dataset.header, {
    total: totalmem(),
    constrained: process.constrainedMemory(),
    workers: request.workers,
    sharesData: mapsFiles(process.platform),
  });
  const identity: CheckpointIdentity = {
    signature: program.signature,
    fingerprint: dataset.header.fingerprint,
    seed: request.seed,
    batchSize,
  };
  const resumed = request.resumeFrom === null ? null : await loadCheckpoint(request.resumeFrom, identity);
  const compiled = await request.engine.compile(program, { threads: request.threads, batchSize, evaluationBatchSize });
  try {
    await compiled.write(resumed?.tensors ?? initialState(program, request.seed));
    const progress = resumed?.progress ?? noProgress;
    if (signal.aborted) return { kind: 'stopped', epoch: progress.epoch };
    return await trainEpochs(
      request,
      { program, recipe, compiled, identity, batchSize, evaluationBatchSize },
      progress,
    );
  } finally {
    await compiled.dispose();
  }
};

interface Prepared {
  readonly program: TrainingProgram;
  readonly recipe: Recipe;
  readonly compiled: CompiledProgram;
  readonly identity: CheckpointIdentity;
  readonly batchSize: number;
  readonly evaluationBatchSize: number;
}

async function trainEpochs(request: TrainRequest, prepared: Prepared, start: Progress): Promise<TrainOutcome> {
  const { recipe, compiled, identity, program } = prepared;
  const { epochs, patience, schedule } = recipe;
  const plateauPatience = schedule.kind === 'plateau' ? schedule.patience : null;
  const trainer = createEpochTrainer(request, prepared);
  const checkpoints = new CheckpointWriter(request.checkpointPath, identity);
  const { fingerprint, seed } = identity;
  const kept = request.weights && new KeptWeights(request.weights, { fingerprint, seed }, program.state);
  const saveWeights = async () => {
    const epoch = (await kept?.save()) ?? null;
    if (epoch !== null) request.onWeights(epoch);
  };
  const withWeights = async (outcome: TrainOutcome): Promise<TrainOutcome> => {
    await saveWeights();
    return outcome;
  };
  request.onPhase('training');
  const isFinished = (reached: Progress) =>
    reached.epoch >= epochs || (patience !== null && epochsWithoutImprovement(reached) >= patience);
  let progress = start;
  while (!isFinished(progress)) {
    const epoch = progress.epoch + 1;
    const result = await trainer(epoch, progress.drops);
    if (result.kind === 'aborted') return { kind: 'stopped', epoch: progress.epoch };
    if (result.kind === 'diverged') return withWeights(diverged(epoch, result));
    const decision = await request.onEpoch(epoch, result.metrics);
    if (result.divergence !== null) return withWeights(diverged(epoch, result.divergence));
    progress = afterEpoch(progress, result.metrics, request.goal, plateauPatience);
    const ended = isFinished(progress);
    // One copy for both files.
    const state = kept?.wants(progress, result.metrics, request.goal) ? await compiled.read() : null;
    if (state !== null) kept?.hold(epoch, state);
    if (ended || decision !== 'continue' || checkpoints.isDue()) {
      await checkpoints.save(progress, async () => state ?? compiled.read(), saveWeights);
      request.onCheckpoint(epoch);
    }
    if (ended) break;
    if (decision !== 'continue') return { kind: decision === 'pause' ? 'paused' : 'stopped', epoch };
  }
  return { kind: 'complete', epoch: progress.epoch };
}

function diverged(epoch: number, { step, what, lastFiniteLoss }: Divergence): TrainOutcome {
  const before =
    lastFiniteLoss === null ? 'no step had a finite loss' : `the last finite loss was ${lastFiniteLoss.toPrecision(4)}`;
  const message = `Diverged in epoch ${epoch} at step ${step}: ${what}; ${before}.`;
  return { kind: 'diverged', epoch, step, message };
}
