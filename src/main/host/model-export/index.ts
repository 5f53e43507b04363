// A trial's trained model as an ONNX file and the JSON beside it. Reads the store only; works beside a host that runs the study.
import { defaultMissing } from '#main/data/readers/columns.ts';
import { tokenizerVersion } from '#main/data/tokens.ts';
import type { BestConfig } from '#main/export/best-config.ts';
import { describeModel, type ModelDescription, modelMetadata } from '#main/export/onnx/description.ts';
import { trialMetrics } from '#main/export/trial-metrics.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { DataSpec } from '#shared/data-spec.ts';
import { firstRun } from '#shared/study/training-run.ts';
import { dataOfStudy } from '../export-data.ts';
import { appVersion, type Places } from '../places.ts';
import { refuseCommand } from '../refuse-command.ts';
import { bestOf, configOf, findTrial } from '../views.ts';
import { type WeightsRequest, weightsAtHand } from '../weights-at-hand.ts';
import type { CheckedRows } from './job.ts';
import { runExportProgram } from './run-program.ts';

export interface ModelExportRequest extends WeightsRequest {
  /** Default: the best one. */
  readonly trial?: number | undefined;
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
  const weights = await weightsAtHand({
    ...{ study: row, trial: trialRow, dataset: data.path, places, request },
    again: `vernier export ${row.id} --format onnx --trial ${best.trial} --retrain -o FILE`,
  });
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
