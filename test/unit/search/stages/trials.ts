// Stages with made-up trials, for tests of what is proposed from them.
import type { ObservedTrial } from '#main/search/search.ts';
import { type NarrowOptions, proposeRanges } from '#main/search/stages/proposal.ts';
import type { ProposedSetting, StageProposal } from '#shared/contract/stages.ts';
import { buildSpace } from '#shared/study/build-space.ts';
import { searchedEntries } from '#shared/study/stage-file.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { Params } from '#shared/study/values.ts';
import { parsed } from '../../shared/study/study.fixture.ts';

export function trial(
  number: number,
  params: Params,
  value: number | null,
  state: ObservedTrial['state'] = 'complete',
) {
  return { number, state, params, value, steps: [], values: [] } satisfies ObservedTrial;
}

/** A study of any program's settings, so that ranges may be anything. */
export function studyOf(settings: Record<string, unknown>): StudyFile {
  const runner = { kind: 'command', argv: ['train'] };
  return parsed({ version: 1, settings, runner, objective: { metric: 'score', direction: 'maximize' } });
}

export interface Proposed {
  readonly settings: Record<string, unknown>;
  readonly trials: readonly ObservedTrial[];
  readonly noise?: number;
  readonly direction?: 'maximize' | 'minimize';
  readonly options?: Partial<NarrowOptions>;
}

export function proposalOf({ settings, trials, noise = 0, direction = 'maximize', options }: Proposed): StageProposal {
  const file = studyOf(settings);
  return proposeRanges(
    { from: 'coarse', space: buildSpace(file, null), entries: searchedEntries(file), trials, direction, noise },
    { keepBest: 6, margin: 0.15, vary: null, given: {}, ...options },
  );
}

/** The proposal for one setting. */
export function proposed(stage: Proposed, setting = 'x'): ProposedSetting {
  const found = proposalOf(stage).settings.find((one) => one.setting === setting);
  if (found === undefined) throw new Error(`Nothing is proposed for ${setting}.`);
  return found;
}

/** Trials of one setting, the first the best. */
export function ranking(values: readonly Params['x'][], setting = 'x'): ObservedTrial[] {
  return values.map((value, i) => trial(i + 1, { [setting]: value ?? null }, 1 - i / 100));
}
