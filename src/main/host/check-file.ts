// Checks a study file and its data before any budget is spent.
import { prepareApart } from '#main/data/prepare-apart.ts';
import type { Store } from '#main/store/store.ts';
import type { Problem } from '#shared/contract/common.ts';
import type { DataProfile } from '#shared/contract/datasets.ts';
import type { ModelPoint } from '#shared/contract/studies.ts';
import { checkObjectiveClasses } from '#shared/study/check-objective.ts';
import { checkStudy, hasError } from '#shared/study/check-study.ts';
import { stageFile } from '#shared/study/stage-file.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { describeWarmStart } from '#shared/study/warm-start-text.ts';
import { factsToStore, toDataFacts } from './data-facts.ts';
import { readDefinition } from './definition.ts';
import { labelWarnings } from './label-warnings.ts';
import { devicesHere } from './machine.ts';
import { describeModels, roomHere } from './model-summary.ts';
import { findKnown } from './open-study.ts';
import { commandOf, requireProgram } from './prepare-command.ts';
import { lookAtStages } from './stages/looking.ts';
import { stageRows } from './stages/stage-study.ts';
import { namedDevices } from './study-devices.ts';
import { previewWarmStart } from './warm-start/preview.ts';

interface FileCheck {
  readonly id: 'columns' | 'missing' | 'class-balance' | 'warm-start';
  readonly status: 'pass' | 'look' | 'fail' | 'skipped';
  readonly value: number | null;
  readonly limit: string | null;
  readonly message: string;
  readonly fix: null;
}

export interface FileCheckResult {
  readonly problems: Problem[];
  /** The default point's, and the largest when the space has others; of the last stage. */
  readonly models: ModelPoint[];
  readonly checks: FileCheck[];
}

/** `store`: where the studies of a warm start are looked up; null: there is none yet. Throws AppError: `invalid` or `not_found` when the file is wrong or its data cannot be read, `unavailable` for a card or a command's program that is not there. */
export async function checkStudyFile(
  raw: unknown,
  options: { baseDir: string; cacheDir: string; path: string | null; store: Store | null },
): Promise<FileCheckResult> {
  const { file, problems } = readDefinition(raw, {});
  // As the start does: a card that is named must be there.
  if (file.engine.devices.length > 0) namedDevices(file.engine.devices, await devicesHere());
  if (file.runner.kind === 'command') {
    requireProgram(commandOf(file, options.baseDir));
    return { problems, models: [], checks: await warmStart(file, options) };
  }
  // The stages before the last one: their data must be readable, and what is asked of these must be there.
  await lookAtStages(file, stageRows(file, { stages: null }).slice(0, -1), options);
  const last = stageFile(file, file.stages?.at(-1)?.name ?? '', () => null);
  if (!last.data) return { problems, models: [], checks: [] };
  const prepared = await prepareApart(last.data, options);
  const { header, profile } = prepared;
  const facts = toDataFacts(factsToStore(prepared));
  const found = [
    ...checkStudy(file, facts),
    ...checkObjectiveClasses(last, header.classes),
    ...labelWarnings(prepared.files),
  ];
  const room = roomHere(file.search.parallel ?? 1);
  const warm = hasError(found) ? [] : await warmStart(file, options);
  const models = hasError(found) ? [] : await describeModels(last, header, { facts, room });
  return { problems: found, models, checks: [columns(profile), missing(profile), classBalance(profile), ...warm] };
}

async function warmStart(
  file: StudyFile,
  { store, cacheDir, ...place }: { baseDir: string; cacheDir: string; path: string | null; store: Store | null },
): Promise<FileCheck[]> {
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

function columns(profile: DataProfile): FileCheck {
  const constant = profile.columns.filter(isConstant).map((column) => `"${column.name}"`);
  return {
    id: 'columns',
    status: constant.length > 0 ? 'look' : 'pass',
    value: constant.length,
    limit: 'no constant column',
    message:
      constant.length > 0
        ? `${constant.join(', ')} ${constant.length === 1 ? 'has' : 'have'} one value only and can teach nothing; exclude ${constant.length === 1 ? 'it' : 'them'}.`
        : `${profile.inputShape.join(' × ')} inputs per row, ${profile.trainRows} training and ${profile.validationRows} validation rows.`,
    fix: null,
  };
}

function isConstant({ distinct, min, max }: DataProfile['columns'][number]): boolean {
  return distinct === null ? min === max : distinct <= 1;
}

function missing(profile: DataProfile): FileCheck {
  const worst = profile.columns.reduce((most, column) => Math.max(most, column.missing), 0);
  const share = worst / Math.max(1, profile.rows);
  const names = profile.columns
    .filter((column) => column.missing > 0)
    .map((column) => `"${column.name}" ${column.missing}`);
  return {
    id: 'missing',
    status: share > 0.2 ? 'look' : 'pass',
    value: share,
    limit: 'at most 20 % of a column',
    message: names.length === 0 ? 'No cell is missing.' : `Missing cells: ${names.join(', ')} of ${profile.rows} rows.`,
    fix: null,
  };
}

function classBalance(profile: DataProfile): FileCheck {
  const base = { id: 'class-balance', limit: 'largest class at most 3 times the smallest', fix: null } as const;
  if (profile.classes.length === 0) {
    return { ...base, status: 'skipped', value: null, message: 'The label is a number, there are no classes.' };
  }
  const counts = profile.classes.map((one) => one.train);
  const ratio = Math.max(...counts) / Math.max(1, Math.min(...counts));
  const rarest = profile.classes.reduce((a, b) => (b.train < a.train ? b : a));
  return {
    ...base,
    status: ratio > 3 ? 'look' : 'pass',
    value: ratio,
    message: `${profile.classes.length} classes; the largest is ${ratio.toFixed(1)} times the rarest, "${rarest.name}" with ${rarest.train} training rows.`,
  };
}
