// The confusion matrix of a trial on the validation part, when somebody asks. Reads the store only, and stores nothing.
import { metricsAt } from '#main/export/metrics-at-epoch.ts';
import { workerEnvironment } from '#main/runners/platform.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import { enginesDirVariable } from '#main/training/engines/index.ts';
import { type Confusion, type ConfusionPhase, maxConfusionClasses } from '#shared/contract/trials.ts';
import { AppError } from '#shared/errors.ts';
import { countingEpoch } from '../counting-epoch.ts';
import { dataOfStudy } from '../export-data.ts';
import { askProgram } from '../job-program/ask.ts';
import type { WeightsJob } from '../job-program/weights-job.ts';
import type { Places } from '../places.ts';
import { trainedElsewhere } from '../refuse-command.ts';
import { findTrial, objectiveOfRow } from '../views.ts';
import { weightsAtHand } from '../weights-at-hand.ts';
import { confusionResult } from './job.ts';

export interface ConfusionRequest {
  readonly trial: number;
  /** Trains the trial again with its seed instead of using the weights that are kept. */
  readonly retrain: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Share of training again, then of measuring, 0..1. */
  readonly onProgress?: (phase: ConfusionPhase, done: number) => void;
}

/** Throws AppError as the contract's `trials.confusion` says, and what dataOfStudy throws. */
export async function confusionOf(
  store: Store,
  study: StudyRow,
  places: Places,
  request: ConfusionRequest,
): Promise<Confusion> {
  const elsewhere = trainedElsewhere(study);
  if (elsewhere !== null) {
    throw new AppError(
      'invalid',
      `Study "${study.name}" ${elsewhere}, of which Vernier knows no model: count confusions in that program.`,
    );
  }
  const trial = await findTrial(store, study.id, request.trial);
  const { number, seed, settings, state } = trial;
  const { engine } = study;
  const epoch = countingEpoch(trial);
  if (engine === null || epoch === null) {
    throw new AppError('invalid', `Trial ${number} of "${study.name}" has no value, so no weights stand for it.`);
  }
  if (state === 'running') {
    throw new AppError('conflict', `Trial ${number} of "${study.name}" still trains; wait for its end, or stop it.`);
  }
  const data = await dataOfStudy(study, places, trial.stage);
  refuseData(study, data.header);
  const stored = metricsAt(await store.readMetrics(study.id, { trials: [number] }), number, epoch);
  const expected = Object.entries(stored).filter(
    (entry): entry is [string, number] => entry[0].startsWith('validation.') && typeof entry[1] === 'number',
  );
  const weights = await weightsAtHand({
    ...{ study, trial, dataset: data.path, places, again: 'retrain' },
    request: { ...request, onTraining: (done) => request.onProgress?.('training', done) },
  }).catch((thrown: unknown) => {
    throw thrown instanceof AppError && thrown.code === 'not_found' && !request.retrain
      ? new AppError('not_found', `The weights of trial ${number} are not kept: it has to be trained again for this.`)
      : thrown;
  });
  try {
    const job: WeightsJob = {
      dataset: data.path,
      weights: { path: weights.path, seed, epoch: weights.epoch },
      settings: { ...settings },
      ...{ engine: engine.name, threads: engine.threads },
      metric: objectiveOfRow(study).metric,
      expected: Object.fromEntries(expected),
    };
    const environment = { ...process.env, [enginesDirVariable]: places.enginesDir };
    const found = await askProgram({
      ...{ entry: 'confusion', what: 'counts confusions', result: confusionResult, signal: request.signal, job },
      environment: workerEnvironment(process.platform, environment, engine.threads),
      onProgress: (done) => request.onProgress?.('measuring', done),
    });
    return { trial: number, epoch: weights.epoch, ...found };
  } finally {
    await weights.forget();
  }
}

function refuseData(
  { name }: StudyRow,
  { task, classes }: { readonly task: string; readonly classes: readonly string[] | null },
): void {
  if (task !== 'classification' || classes === null) {
    throw new AppError(
      'invalid',
      `A confusion matrix needs exactly one class a row, which the data of "${name}" have not.`,
    );
  }
  if (classes.length <= maxConfusionClasses) return;
  throw new AppError(
    'invalid',
    `The data of "${name}" have ${classes.length} classes, and a matrix of more than ${maxConfusionClasses} cannot be read.`,
  );
}
