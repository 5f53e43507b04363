// What a warm start would come to, before the study is started.
import { prepareApart } from '#main/data/prepare-apart.ts';
import { measureKey, type WarmTarget } from '#main/scheduler/index.ts';
import type { Store } from '#main/store/store.ts';
import { unsupportedSettings } from '#main/training/loop/index.ts';
import type { WarmStartSource } from '#shared/contract/warm-start.ts';
import { AppError } from '#shared/errors.ts';
import { buildSpace, objectivesOf, resolveSettings } from '#shared/study/build-space.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import { factsToStore, type StoredFacts, toDataFacts } from '../data-facts.ts';
import { studyOfStage } from '../stages/stage-study.ts';
import type { Wanting } from './find-sources.ts';
import { freshWarmStart } from './prepare.ts';

/** One for each study that the file's `warmStart` names. Throws as the start of the study would. `store` null: there is none yet. */
export async function previewWarmStart(
  file: StudyFile,
  store: Store | null,
  { self, cacheDir }: { readonly self: Wanting; readonly cacheDir: string },
): Promise<WarmStartSource[]> {
  if (file.search.warmStart.length === 0) return [];
  const first = studyOfStage(file, { stages: null }).file;
  const stored = await storedFacts(first, { baseDir: self.baseDir, cacheDir });
  const objectives = objectivesOf(first, stored?.task ?? 'classification');
  const target = targetOf(first, stored);
  const { sources } = await freshWarmStart(file, store, { self, objectives, target });
  return sources.map(({ engine: _, grounds: __, ...source }) => source);
}

async function storedFacts(
  { data, runner }: StudyFile,
  folders: { readonly baseDir: string; readonly cacheDir: string },
): Promise<StoredFacts | null> {
  if (runner.kind !== 'builtin' || !data) return null;
  return factsToStore(await prepareApart(data, folders));
}

function targetOf(file: StudyFile, stored: StoredFacts | null): WarmTarget {
  const facts = stored && toDataFacts(stored);
  const objectives = objectivesOf(file, stored?.task ?? 'classification');
  const [{ direction, pick } = { direction: 'maximize', pick: 'best' } as const] = objectives;
  const program = file.runner.kind === 'command' ? file.runner.argv : null;
  return {
    space: buildSpace(file, facts),
    measure: measureKey({ facts: stored, program }, { pick }),
    ...{ direction, several: objectives.length > 1 },
    resolve(params) {
      const settings = resolveSettings(file, params, facts);
      const [refusal] = program === null ? unsupportedSettings(settings) : [];
      if (refusal !== undefined) throw new AppError('invalid', refusal);
      return settings;
    },
  };
}
