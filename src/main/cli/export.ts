// `vernier export STUDY`: the trained model of a trial for other programs, with its description beside it.
import { reportOf } from '#main/host/export-report.ts';
import { type ExportedModel, exportModel } from '#main/host/model-export/index.ts';
import { AppError } from '#shared/errors.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { exitCodes, nonFiniteAsText, say, short } from './terminal.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { requirePlace, writeTogether, writeWhole } from './write-whole.ts';

export interface ExportOptions {
  readonly dataDir?: string | undefined;
  readonly format: string;
  readonly output: string;
  readonly trial?: number;
  readonly retrain?: boolean;
  /** Of a report. */
  readonly language?: 'en' | 'zh';
}

export const exportFormats: readonly string[] = ['onnx', 'html'];

export async function exportCommand(reference: string, options: ExportOptions): Promise<number> {
  const { format, output } = options;
  if (!exportFormats.includes(format)) {
    const names = exportFormats.join(', ');
    throw new AppError('invalid', `The format "${format}" is not available by this version; choose one of ${names}.`);
  }
  if (format === 'html') return exportReport(reference, options);
  const beside = `${output}.json`;
  // Before anything is trained or run.
  for (const path of [output, beside]) await requirePlace(path);
  const exported = await untilInterrupted((signal) => made(reference, options, signal));
  if (exported === null) return exitCodes.interrupted;
  await writeTogether([
    { path: output, content: exported.model },
    { path: beside, content: `${JSON.stringify(exported.description, nonFiniteAsText, 2)}\n` },
  ]);
  const { metric, value, checked } = exported;
  const shown = typeof value === 'number' ? short(value) : value;
  say(
    `Wrote trial ${exported.trial} (${metric} ${shown}) to ${output} and what goes in and comes out to ${beside}; ` +
      `run on ${checked.rows} ${checked.part === 'train' ? 'training' : 'validation'} rows it does what the trial did.`,
  );
  return exitCodes.ok;
}

/** The whole study on one page, as it is now. */
async function exportReport(
  reference: string,
  { dataDir, output, trial, retrain, language = 'en' }: ExportOptions,
): Promise<number> {
  if (trial !== undefined || retrain) {
    throw new AppError('invalid', 'A report is of the whole study: "--trial" and "--retrain" go with "--format onnx".');
  }
  await requirePlace(output);
  const html = await withReading(dataDir, async (store) => {
    const row = await findStudyOrFail(store, reference);
    if (store === null) throw new AppError('not_found', 'The data directory holds no study yet.');
    return reportOf(store, row, language);
  });
  await writeWhole(output, html);
  say(`Wrote a report to ${output}; it opens in any browser and needs nothing else.`);
  return exitCodes.ok;
}

function made(
  reference: string,
  { dataDir, trial, retrain }: ExportOptions,
  signal: AbortSignal,
): Promise<ExportedModel> {
  return withReading(dataDir, async (store, places) => {
    const row = await findStudyOrFail(store, reference);
    if (store === null) throw new AppError('not_found', 'The data directory holds no study yet.');
    const onNotice = (sentence: string) => say(`vernier: ${sentence}`);
    return exportModel(store, row, places, { trial, retrain, signal, onNotice });
  });
}
