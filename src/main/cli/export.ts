// `vernier export STUDY`: the trained model of a trial for other programs, with its description beside it; a report; all trials.
import { reportOf } from '#main/host/export-report.ts';
import { exportStudy } from '#main/host/export-study.ts';
import { type ExportedModel, exportModel } from '#main/host/model-export/index.ts';
import { type StudyFormat, studyFormats } from '#shared/contract/studies.ts';
import { AppError } from '#shared/errors.ts';
import { nonFiniteAsText } from '#shared/non-finite.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { exitCodes, say, short } from './terminal.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { requireNewFolder, requirePlace, writeFolder, writeTogether } from './write-whole.ts';

export interface ExportOptions {
  readonly dataDir?: string | undefined;
  readonly format: string;
  readonly output: string;
  readonly trial?: number;
  readonly retrain?: boolean;
  /** Of a report. */
  readonly language?: 'en' | 'zh';
}

export const exportFormats: readonly string[] = ['onnx', 'html', ...studyFormats];

export async function exportCommand(reference: string, options: ExportOptions): Promise<number> {
  const { format, output } = options;
  if (!exportFormats.includes(format)) {
    const names = exportFormats.join(', ');
    throw new AppError('invalid', `The format "${format}" is not available by this version; choose one of ${names}.`);
  }
  if (format !== 'onnx') return exportWhole(reference, options);
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

/** The whole study as it is now: a report on one page, or all its trials. */
async function exportWhole(
  reference: string,
  { dataDir, format, output, trial, retrain, language = 'en' }: ExportOptions,
): Promise<number> {
  if (trial !== undefined || retrain) {
    throw new AppError(
      'invalid',
      `The format "${format}" is of the whole study: "--trial" and "--retrain" go with "--format onnx".`,
    );
  }
  if (format === 'tensorboard') await requireNewFolder(output);
  else await requirePlace(output);
  const { files, what } = await withReading(dataDir, async (store) => {
    const row = await findStudyOrFail(store, reference);
    if (store === null) throw new AppError('not_found', 'The data directory holds no study yet.');
    if (format === 'html') {
      const content = await reportOf(store, row, language);
      return { files: [{ path: '', content }], what: 'a report, which opens in any browser and needs nothing else,' };
    }
    const { files, trials } = await exportStudy(store, row, format as StudyFormat);
    return { files, what: `${trials} ${trials === 1 ? 'trial' : 'trials'}` };
  });
  if (format === 'tensorboard') await writeFolder(output, files);
  else await writeTogether(files.map(({ content }) => ({ path: output, content })));
  say(`Wrote ${what} to ${output}${opensWith(format, output)}.`);
  return exitCodes.ok;
}

/** What to do with it, where that is another program's. */
function opensWith(format: string, output: string): string {
  if (format === 'tensorboard') return `: "tensorboard --logdir ${output}" shows them`;
  return format === 'optuna' ? `, which Optuna opens as "sqlite:///${output}"` : '';
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
