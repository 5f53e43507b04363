// Looks at a study file and its data before any budget is spent: what is wrong with them, what its models are, and what its checks are made of.
import { prepareApart } from '#main/data/prepare-apart.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { Problem } from '#shared/contract/common.ts';
import type { ModelPoint } from '#shared/contract/studies.ts';
import { AppError } from '#shared/errors.ts';
import { checkObjectiveClasses } from '#shared/study/check-objective.ts';
import { checkStudy, hasError } from '#shared/study/check-study.ts';
import { stageFile } from '#shared/study/stage-file.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { describeWarmStart } from '#shared/study/warm-start-text.ts';
import { factsToStore, toDataFacts } from './data-facts.ts';
import { invalidStudy, readDefinition } from './definition.ts';
import { labelWarnings } from './label-warnings.ts';
import { devicesHere } from './machine.ts';
import { describeModels, requireModel, roomHere } from './model-summary.ts';
import { findKnown } from './open-study.ts';
import type { PreflightJob } from './preflight/job.ts';
import { preflightJobOf } from './preflight/preflight-job.ts';
import { commandOf, requireProgram } from './prepare-command.ts';
import { nothingTrains } from './refuse-command.ts';
import { lookAtStages } from './stages/looking.ts';
import { stageRows } from './stages/stage-study.ts';
import { namedDevices } from './study-devices.ts';
import { previewWarmStart } from './warm-start/preview.ts';

/** What a warm start would come to, told beside the checks. */
export interface WarmStartCheck {
  readonly id: 'warm-start';
  readonly status: 'pass' | 'look';
  /** Earlier trials that fit. */
  readonly value: number;
  readonly limit: string;
  readonly message: string;
  readonly fix: null;
}

export interface FileLook {
  readonly problems: Problem[];
  /** The default point's, and the largest when the space has others; of the last stage. */
  readonly models: ModelPoint[];
  readonly warmStart: WarmStartCheck[];
  /** What the pre-flight checks are made of; null: the study runs the user's own program, or has errors. */
  readonly job: PreflightJob | null;
}

export interface FilePlace {
  readonly baseDir: string;
  readonly cacheDir: string;
  readonly path: string | null;
  /** Where the studies of a warm start are looked up; null: there is none yet. */
  readonly store: Store | null;
}

/** Throws AppError: `invalid` or `not_found` when the file is wrong or its data cannot be read, `unavailable` for a card or a command's program that is not there. */
export async function lookAtFile(raw: unknown, options: FilePlace): Promise<FileLook> {
  const { file, problems } = readDefinition(raw, {});
  // As the start does: a card that is named must be there.
  if (file.engine.devices.length > 0) namedDevices(file.engine.devices, await devicesHere());
  if (file.runner.kind === 'command') {
    requireProgram(commandOf(file, options.baseDir));
    return { problems, models: [], warmStart: await warmStart(file, options), job: null };
  }
  if (file.runner.kind === 'none') throw new AppError('invalid', nothingTrains(file.name));
  const looked = await lookAtData(file, options);
  if (hasError(looked.problems)) return { problems: looked.problems, models: [], warmStart: [], job: null };
  const warm = await warmStart(file, options);
  const { header } = looked.prepared;
  const room = roomHere(file.search.parallel ?? 1);
  const models = await describeModels(looked.file, header, { facts: looked.facts, room });
  const job = await preflightJobOf({ ...looked, whole: file, engine: null }, models);
  return { problems: looked.problems, models, warmStart: warm, job };
}

/**
 * The same of a study that is stored; `scope` data: for the checks of the data alone, without models. Throws AppError('invalid') for what its
 * start would refuse.
 */
export async function preflightJobOfStudy(
  { file, engine }: { readonly file: StudyFile; readonly engine: StudyRow['engine'] },
  scope: PreflightJob['scope'],
  folders: Pick<FilePlace, 'baseDir' | 'cacheDir'>,
): Promise<PreflightJob | null> {
  if (file.runner.kind !== 'builtin') return null;
  const looked = await lookAtData(file, folders);
  if (hasError(looked.problems)) throw invalidStudy(looked.problems);
  const { header } = looked.prepared;
  const { facts } = looked;
  if (scope === 'data') requireModel(looked.file, header, facts);
  const room = roomHere(file.search.parallel ?? 1);
  const models = scope === 'data' ? null : await describeModels(looked.file, header, { facts, room });
  return preflightJobOf({ ...looked, whole: file, engine }, models);
}

/** The data of a study's last stage, and that stage as a study. Throws AppError: `invalid` or `not_found` when they cannot be read. */
export async function lookAtData(file: StudyFile, folders: Pick<FilePlace, 'baseDir' | 'cacheDir'>) {
  // The stages before the last one: their data must be readable, and what is asked of these must be there.
  await lookAtStages(file, stageRows(file, { stages: null }).slice(0, -1), folders);
  const last = stageFile(file, file.stages?.at(-1)?.name ?? '', () => null);
  if (!last.data) throw new AppError('invalid', 'data: The study names no data; give "data" with a "source".');
  const prepared = await prepareApart(last.data, folders);
  const { header } = prepared;
  const facts = toDataFacts(factsToStore(prepared));
  const problems = [
    ...checkStudy(file, facts),
    ...checkObjectiveClasses(last, header.classes),
    ...labelWarnings(prepared.files),
  ];
  return { file: last, prepared, facts, problems };
}

async function warmStart(file: StudyFile, { store, cacheDir, ...place }: FilePlace): Promise<WarmStartCheck[]> {
  // The file of a stored study is that study: it cannot begin with itself.
  const known = store && (await findKnown(store, file.id, place.path));
  const self = { id: known?.id ?? file.id ?? null, name: file.name, ...place };
  const sources = await previewWarmStart(file, store, { self, cacheDir });
  return sources.map((source) => {
    const fit = source.same + source.ranked;
    return {
      ...{ id: 'warm-start', status: fit > 0 ? 'pass' : 'look', value: fit, limit: 'at least one trial that fits' },
      ...{ message: describeWarmStart(source), fix: null },
    };
  });
}
