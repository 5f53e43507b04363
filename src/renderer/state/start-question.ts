// A study whose start waits for an answer, because a check failed.
import { create } from 'zustand';
import type { CheckResult } from '#shared/contract/checks.ts';

export interface StartQuestion {
  readonly studyId: string;
  /** At least one. */
  readonly failed: readonly CheckResult[];
}

export const useStartQuestion = create<{
  readonly question: StartQuestion | null;
  ask(question: StartQuestion | null): void;
}>((set) => ({
  question: null,
  ask: (question) => set({ question }),
}));
