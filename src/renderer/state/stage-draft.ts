// A stage that is about to be added to a study: proposed by a verdict or by advice on the study, begun only when somebody says so.
import { create } from 'zustand';
import type { SettingEntry } from '#shared/study/ranges.ts';

/** What of a stage is to be other than in the stage before. */
export interface StageChange {
  /** Ranges and fixed values by setting. */
  readonly settings: Readonly<Record<string, SettingEntry>>;
  readonly epochs?: number;
  readonly repeats?: number;
  /** Share of the training rows. */
  readonly fraction?: number;
}

export interface StageDraft extends StageChange {
  readonly studyId: string;
}

interface StageDraftStore {
  readonly draft: StageDraft | null;
  open(draft: StageDraft): void;
  close(): void;
}

export const useStageDraft = create<StageDraftStore>((set) => ({
  draft: null,
  open: (draft) => set({ draft }),
  close: () => set({ draft: null }),
}));
