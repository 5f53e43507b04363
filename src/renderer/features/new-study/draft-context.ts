// What every step of the page reads: the draft, what is known of its data, its problems, and how to change it.
import { createContext, use } from 'react';
import type { Problem } from '#shared/contract/common.ts';
import type { DataProfile } from '#shared/contract/datasets.ts';
import { AppError } from '#shared/errors.ts';
import type { DataFacts } from '#shared/settings/index.ts';
import type { StudyFile } from '#shared/study/study-file.ts';
import type { SniffState } from '../../data-view/use-sniff.ts';
import { useHostText } from '../../i18n/index.ts';
import type { Draft, SampleFiles } from './model/draft.ts';
import type { JsonPath } from './model/json.ts';
import { problemAt } from './model/problems.ts';
import type { SettingRow } from './model/setting-rows.ts';
import type { DraftSpace } from './model/space-draws.ts';
import type { ClassRows } from './model/subset.ts';

export interface DraftView {
  readonly draft: Draft;
  readonly rows: readonly SettingRow[];
  readonly facts: DataFacts | null;
  readonly profile: DataProfile | null;
  readonly profileBusy: boolean;
  /** All classes of the data, also those that the draft leaves out. */
  readonly classes: readonly ClassRows[];
  readonly sniff: SniffState;
  readonly sampleFiles: SampleFiles;
  readonly problems: readonly Problem[];
  readonly spaceSize: number | null;
  readonly parsed: StudyFile | null;
  /** The space without its constraints; null while a setting is wrong. */
  readonly draftSpace: DraftSpace | null;
  /** `field` names what is edited, for undo. */
  edit(field: string, change: (draft: Draft) => Draft): void;
}

const DraftContext = createContext<DraftView | null>(null);
export const DraftProvider = DraftContext.Provider;

export function useDraft(): DraftView {
  const view = use(DraftContext);
  if (!view) throw new AppError('internal', 'useDraft was called outside of the New-study page.');
  return view;
}

/** The error sentence that belongs beside the field at `path`; `deep` takes those below it, too. */
export function useErrorAt(path: JsonPath, options: { deep?: boolean } = {}): string | null {
  const say = useHostText();
  const problem = problemAt(useDraft().problems, path, options);
  return problem?.severity === 'error' ? say(problem.message) : null;
}
