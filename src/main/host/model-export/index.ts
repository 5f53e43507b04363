// A trial's trained model as an ONNX file and the JSON beside it. Reads the store only; works beside a host that runs the study.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defaultMissing } from '#main/data/readers/columns.ts';
import { tokenizerVersion } from '#main/data/tokens.ts';
import type { BestConfig } from '#main/export/best-config.ts';
import { describeModel, type ModelDescription, modelMetadata } from '#main/export/onnx/description.ts';
import { trialMetrics } from '#main/export/trial-metrics.ts';
import { keptWeights } from '#main/scheduler/index.ts';
import type { Store, StudyRow, TrialRow } from '#main/store/store.ts';
import type { DataSpec } from '#shared/data-spec.ts';
import { AppError } from '#shared/errors.ts';
import { firstRun } from '#shared/study/training-run.ts';
import { dataOfStudy } from '../export-data.ts';
import { appVersion, type Places } from '../places.ts';
import { refuseCommand } from '../refuse-command.ts';
import { bestOf, configOf, findTrial } from '../views.ts';
import type { CheckedRows } from './job.ts';
import { runExportProgram } from './run-program.ts';
import { trainAgain } from './train-again.ts';

export interface ModelExportRequest {
  /** Default: the best one. */
  readonly trial?: number | undefined;
  /** Trains the trial again instead of using the weights that are kept. */
  readonly retrain?: boolean | undefined;
  readonly signal?: AbortSignal;
  /** A sentence about what takes long. */
  readonly onNotice?: (sentence: string) => void;
}

export interface ExportedModel {
  readonly trial: number;
  readonly metric: string;
  readonly value: number | string;
  readonly checked: CheckedRows;
  readonly model: Uint8Array;
  readonly description: ModelDescription;
}

/**
 * Throws AppError: `not_found` without a trial that has a value, or when its weights are not kept; `invalid` for a study that runs a
 * command; what dataOfStudy throws; `internal` when
 * the model does not do what the trial did.
 */
export async function exportModel(
  store: Store,
  row: StudyRow,
  places: Places,
  request: ModelExportRequest = {},
): Promise<ExportedModel> {
  refuseCommand(row, 'a model');
  const { trial, signal } = request;
  const [best] = (trial === undefined ? await bestOf(store, row, 1) : [await configOf(store, row, trial)]) as [
    BestConfig,
  ];
  const trialRow = firstRun(await findTrial(store, row.id, best.trial));
  const data = await dataOfStudy(row, places, trialRow.stage);
  const weights = await weightsOf(row, trialRow, data.path, places, request);
  try {
    const { header, profile, spec } = data;
    const measured = trialMetrics(trialRow, await store.readMetrics(row.id, { trials: [best.trial] })).best;
    const described = { ...best, epoch: trialRow.bestEpoch, metrics: { ...best.metrics, best: measured } };
    const expected = Object.entries(measured).filter((entry): entry is [string, number] => Number.isFinite(entry[1]));
    const { model, inputs, checked } = await runExportProgram(
      {
        dataset: data.path,
        weights: { path: weights.path, seed: trialRow.seed, epoch: weights.epoch },
        settings: { ...trialRow.settings },
        metric: best.objective.metric,
        expected: Object.fromEntries(expected),
        producer: { name: 'Vernier', version: appVersion() },
        metadata: modelMetadata(described),
        columns: profile.columns.map((column) => ({ ...column })),
        tokenizer: tokenizerVersion,
        missingCells: missingCellsOf(spec),
      },
      signal,
    );
    return {
      trial: best.trial,
      metric: best.objective.metric,
      value: measured[best.objective.metric] ?? '',
      checked,
      model,
      description: describeModel({ best: described, header, inputs, checked }),
    };
  } finally {
    await weights.forget();
  }
}

/** Cells of the source that mean "no value". */
function missingCellsOf(spec: DataSpec): string[] {
  if (spec.source === 'sample') return spec.name === 'penguins' ? ['', '.'] : [...defaultMissing];
  return [...('missing' in spec && spec.missing ? spec.missing : defaultMissing)];
}

interface WeightsAtHand {
  readonly path: string;
  readonly epoch: number;
  /** Removes what was made for this export only. */
  forget(): Promise<void>;
}

async function weightsOf(
  study: StudyRow,
  trial: TrialRow,
  dataset: string,
  places: Places,
  { retrain = false, signal, onNotice = () => undefined }: ModelExportRequest,
): Promise<WeightsAtHand> {
  const { number, weights, bestEpoch } = trial;
  if (retrain) {
    onNotice(`Trial ${number} is trained again with its seed, up to ${trial.epochs} epochs.`);
    return trainAgain({ study, trial, dataset, places, ...(signal && { signal }) });
  }
  if (weights !== null && weights.epoch === bestEpoch) {
    // The data directory may have moved since.
    const candidates = [weights.path, join(places.checkpointDir, study.id, basename(weights.path))];
    const path = candidates.find((one) => existsSync(one));
    if (path !== undefined) return { path, epoch: weights.epoch, forget: async () => undefined };
  }
  throw new AppError(
    'not_found',
    `The weights of trial ${number} of "${study.name}" are not there; Vernier keeps those of the best ${keptWeights} trials, and older versions kept none: ` +
      `"vernier export ${study.id} --format onnx --trial ${number} --retrain -o FILE" trains it again with its seed first.`,
    { trial: number },
  );
}
