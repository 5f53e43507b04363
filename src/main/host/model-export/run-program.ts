// Starts the program that builds and checks a model, and waits for its answer.
import { workerEnvironment } from '#main/runners/platform.ts';
import { askProgram } from '../job-program/ask.ts';
import { type ExportJob, type ExportResult, exportResult } from './job.ts';

/** Throws the program's AppError, or `unavailable` when it dies, and `cancelled` when the signal says so. */
export function runExportProgram(job: ExportJob, signal?: AbortSignal): Promise<ExportResult> {
  const environment = workerEnvironment(process.platform, process.env, 1);
  return askProgram({
    ...{ entry: 'model-export', what: 'exports the model', job, environment, signal },
    result: exportResult,
  });
}
