// Everything the scheduler needs to run a study: its space, sampler and pruner, and what its kind of runner trains with.

import { dirname } from 'node:path';
import type { PreparedStudy } from '#main/scheduler/index.ts';
import { completePoint, createPruner, createSampler, takesTime } from '#main/search/index.ts';
import type { SearchThread } from '#main/search-thread/client.ts';
import type { StudyRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { baselinesOf } from '#shared/study/baselines.ts';
import { buildSpace, objectiveOf, objectivesOf, resolveSettings, trialCount } from '#shared/study/build-space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { Params } from '#shared/study/values.ts';
import { storedFactsOf } from './data-facts.ts';
import { definitionOf } from './definition.ts';
import type { Places } from './places.ts';
import { prepareBuiltin } from './prepare-builtin.ts';
import { prepareCommand } from './prepare-command.ts';
import type { Ground, PreparedWork, WorkInput } from './prepared-work.ts';
import { nothingTrains } from './refuse-command.ts';
import { regretRule } from './regret-rule.ts';
import { storedVersions } from './space/versions.ts';
import { lookAtStages, stopOfStage } from './stages/looking.ts';
import { preparedStage } from './stages/prepared-stage.ts';
import { studyOfStage } from './stages/stage-study.ts';

const kinds: Readonly<Record<StudyFile['runner']['kind'], (input: WorkInput) => Promise<PreparedWork>>> = {
  builtin: prepareBuiltin,
  command: prepareCommand,
  none: async ({ file }) => {
    throw new AppError('invalid', nothingTrains(file.name));
  },
};

interface PreparedFor {
  /** Another stage than the one that it is in. */
  readonly stage?: string | null | undefined;
  /** Where its sampler thinks, of a study that runs already. */
  readonly search?: SearchThread | undefined;
}

/**
 * Throws AppError: `invalid` when file and data do not fit each other, `conflict` when the data are no longer those that the
 * study has been running on, `unavailable` when the engine, or the user's program, cannot run here.
 */
export async function prepareStudy(
  row: StudyRow,
  places: Places,
  ground: Ground | null,
  { stage: stageName, search: thinking = ground?.search }: PreparedFor = {},
): Promise<PreparedStudy> {
  const definition = definitionOf(row);
  const whole = definition.file;
  const { file, rows, stage } = studyOfStage(whole, row, stageName);
  const { search } = file;
  const baseDir = row.path === null ? places.dataDir : dirname(row.path);
  const { dataFacts, task, validationRows, refusalOf, ...work } = await kinds[file.runner.kind]({
    ...{ row, file, places, ground, baseDir },
    known: storedFactsOf(stage === null ? row.facts : stage.row.facts)?.fingerprint ?? definition.expectedFingerprint,
  });
  const stages = ground === null ? rows : await lookAtStages(whole, rows, { baseDir, cacheDir: places.cacheDir });
  const space = buildSpace(file, dataFacts);
  const objective = objectiveOf(file, task);
  const rule = search.stop.regretBound;
  const thinks = takesTime(search.sampler);
  const thread = thinking && (thinks || rule !== null) ? thinking.open({ space, sampler: search.sampler }) : null;
  const edited = storedVersions(row).at(-1);
  return {
    ...work,
    stage: stage && preparedStage(whole, stages, stage.row.name),
    warm: null,
    carried: null,
    ...(rule !== null && thread !== null && { regret: regretRule(rule, objective, validationRows, thread) }),
    space,
    ...(edited && { edited: { from: edited.from, pointsTried: 0 } }),
    objective,
    objectives: objectivesOf(file, task),
    sampler: createSampler(search.sampler),
    search: thinks ? thread : null,
    pruner: createPruner(search.pruner),
    stop: stage === null ? search.stop : stopOfStage(whole, search.stop, stage.spec),
    trials: trialCount(file),
    parallel: search.parallel,
    seed: search.seed,
    trialSeed: search.trialSeed,
    repeats: search.repeats,
    folds: file.data?.validation?.folds ?? null,
    baselines: baselinesOf(file, space, dataFacts),
    enqueue: search.enqueue,
    complete: (point, random) => completePoint(point, space, random, dataFacts),
    resolve(params: Params) {
      const settings = resolveSettings(file, params, dataFacts);
      const refusal = refusalOf(settings);
      if (refusal !== null) throw new AppError('invalid', refusal);
      return settings;
    },
  };
}
