// Takes studies of other programs into the store: finished ones, whose trials can be looked at, compared, exported, and begun from.
import { type ImportedStudy, type ImportedTrial, type ImportOptions, readStudies } from '#main/import/index.ts';
import type { MetricChunk, Store, TrialRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { isRange } from '#shared/study/ranges.ts';
import { definitionOf } from './definition.ts';
import { openStudy } from './open-study.ts';

export interface Imported {
  readonly id: string;
  readonly name: string;
  readonly trials: number;
  /** Trials of the file that had not ended. */
  readonly leftOut: number;
}

interface ImportContext {
  readonly store: Store;
  readonly now: number;
  readonly dataDir: string;
}

/** Trials that are handed to the store together. */
const slice = 200;

/**
 * All studies of a file, each as a new one; all or none. `name`: the file's, which sentences call it by, and a study that has none. Throws
 * AppError('invalid') for what cannot be imported.
 */
export async function importStudies(
  bytes: Uint8Array,
  name: string,
  options: ImportOptions,
  context: ImportContext,
): Promise<Imported[]> {
  const begun: string[] = [];
  try {
    const done: Imported[] = [];
    for (const study of readStudies(bytes, name, options)) {
      const title = (study.name.trim() || name.replace(/\.[^.]+$/, '')).slice(0, 200);
      const id = await storeStudy({ ...study, name: title }, name, context);
      begun.push(id);
      await storeTrials(study, id, name, context);
      done.push({ id, name: title, trials: study.trials.length, leftOut: study.leftOut });
    }
    return done;
  } catch (thrown) {
    for (const id of begun) await context.store.purgeStudy(id);
    throw thrown;
  }
}

/** As a draft without trials. */
async function storeStudy(
  { name, settings, constraints, objectives, trials }: ImportedStudy,
  from: string,
  { store, now, dataDir }: ImportContext,
): Promise<string> {
  const file = {
    ...{ version: 1, name, runner: { kind: 'none' }, settings },
    ...(constraints.length > 0 && { constraints }),
    objective: objectives.length === 1 ? objectives[0] : objectives,
    search: { trials: trials.length, sampler: { kind: 'random' } },
  };
  try {
    return (await openStudy({ file, path: null, fresh: true, overrides: {} }, store, { now, dataDir })).row.id;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError(thrown.code, `${from}: Study "${name}" cannot be imported: ${thrown.message}`);
  }
}

async function storeTrials(
  { trials }: ImportedStudy,
  studyId: string,
  from: string,
  { store, now }: ImportContext,
): Promise<void> {
  const study = await store.getStudy(studyId);
  const settings = Object.entries(study ? definitionOf(study).file.settings : {});
  const searched = new Set(settings.flatMap(([key, entry]) => (isRange(entry) ? [key] : [])));
  const fixed = Object.fromEntries(settings.flatMap(([key, entry]) => (isRange(entry) ? [] : [[key, entry]])));
  const longest = trials.reduce((most, { lastEpoch }) => Math.max(most, lastEpoch), 1);
  for (let begin = 0; begin < trials.length; begin += slice) {
    const part = trials
      .slice(begin, begin + slice)
      .map((trial) => trialOf(trial, { studyId, now, searched, fixed, longest }));
    await Promise.all(
      part.flatMap(({ row, curves }) => [store.insertTrial(row), store.appendMetrics(studyId, curves)]),
    );
  }
  const spent = trials.map(({ startedAt, endedAt }) =>
    startedAt === null || endedAt === null ? 0 : endedAt - startedAt,
  );
  await store.updateStudy(studyId, {
    ...{ state: 'finished', reason: `imported from ${from}`, changedAt: now },
    elapsedMs: spent.reduce((sum, one) => sum + Math.max(0, one), 0),
  });
}

interface TrialGround {
  readonly studyId: string;
  readonly now: number;
  readonly searched: ReadonlySet<string>;
  readonly fixed: TrialRow['settings'];
  /** Epochs of the longest trial. */
  readonly longest: number;
}

function trialOf(
  trial: ImportedTrial,
  { studyId, now, searched, fixed, longest }: TrialGround,
): { readonly row: TrialRow; readonly curves: MetricChunk[] } {
  const { number, state, reason, params, value, bestEpoch, lastEpoch, why, note, tags } = trial;
  const startedAt = trial.startedAt ?? trial.endedAt ?? now;
  const endedAt = Math.max(startedAt, trial.endedAt ?? startedAt);
  const own = Object.entries(params).filter(([key]) => searched.has(key));
  const row: TrialRow = {
    ...{
      studyId,
      number,
      stage: null,
      state,
      reason,
      params: Object.fromEntries(own),
      settings: { ...fixed, ...params },
    },
    ...{ source: 'user', why, recipe: null, seed: trial.seed ?? number, plannedRuns: 1, runs: [], rerunOf: null },
    ...{
      value,
      bestEpoch,
      lastEpoch,
      epochs: trial.epochs ?? (state === 'complete' ? Math.max(1, lastEpoch) : longest),
    },
    ...{ attempts: 1, continued: [], place: null, worker: null, checkpoint: null, weights: null },
    ...{ durationMs: endedAt - startedAt, createdAt: startedAt, startedAt, endedAt, note, tags },
  };
  // When each epoch was measured the files do not tell.
  const wall = (epoch: number) => startedAt + ((endedAt - startedAt) * epoch) / Math.max(1, lastEpoch);
  const curves = trial.curves.map(({ key, steps, values }) => ({
    ...{ trial: number, key, steps: Float64Array.from(steps), values: Float64Array.from(values) },
    wallMs: Float64Array.from(steps, wall),
  }));
  return { row, curves };
}
