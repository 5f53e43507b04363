// All trials of a study as files for other programs: tables, a storage of Optuna, a folder for TensorBoard. Reads only.
import type { ExportedStudy } from '#main/export/exported-study.ts';
import { optunaStorage } from '#main/export/optuna/storage.ts';
import { tensorboardFolder } from '#main/export/tensorboard/folders.ts';
import { trialMetrics } from '#main/export/trial-metrics.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { StudyFormat } from '#shared/contract/studies.ts';
import { AppError } from '#shared/errors.ts';
import { nonFiniteAsText } from '#shared/non-finite.ts';
import { trialsCsv } from './trials-csv.ts';
import { detailOf, objectivesOfRow, trialRecordsOf } from './views.ts';

export interface ExportedFiles {
  readonly trials: number;
  /** One file of an empty path, or those of a folder, with "/" between the parts of their paths. */
  readonly files: readonly { readonly path: string; readonly content: Uint8Array }[];
}

/** Throws AppError('not_found') for a study without trials where the format needs one. */
export async function exportStudy(store: Store, row: StudyRow, format: StudyFormat): Promise<ExportedFiles> {
  if (format === 'csv' || format === 'json') {
    const records = await trialRecordsOf(store, row);
    const text = format === 'csv' ? trialsCsv(records) : `${JSON.stringify(records, nonFiniteAsText)}\n`;
    return { trials: records.length, files: [{ path: '', content: Buffer.from(text) }] };
  }
  const study = await exportedStudyOf(store, row);
  const trials = study.trials.length;
  if (format === 'optuna') return { trials, files: [{ path: '', content: await optunaStorage(study) }] };
  const files = await tensorboardFolder(study);
  if (files.length > 1) return { trials, files };
  throw new AppError('not_found', `No trial of study "${row.name}" has begun: TensorBoard would have nothing to show.`);
}

async function exportedStudyOf(store: Store, row: StudyRow): Promise<ExportedStudy> {
  const [{ file, dimensions }, trials, metrics] = await Promise.all([
    detailOf(store, row),
    store.listTrials(row.id),
    store.readMetrics(row.id, { runs: 'all' }),
  ]);
  const byTrial = Map.groupBy(metrics, ({ trial }) => trial);
  return {
    ...{ id: row.id, name: row.name, createdAt: row.createdAt, file, dimensions },
    objectives: objectivesOfRow(row),
    trials: trials.map((trial) => {
      const curves = byTrial.get(trial.number) ?? [];
      return { ...trial, curves, metrics: trialMetrics(trial, curves) };
    }),
  };
}
