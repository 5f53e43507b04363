// What the scheduler needs to know of the stage that a study is in; the host makes it from the study file.
import type { ObservedTrial } from '#main/search/search.ts';
import type { StageRow, StudyRow } from '#main/store/store.ts';

/** A trial, and the stage that it belongs to. */
export interface StageTrial {
  readonly stage: string | null;
  readonly observed: ObservedTrial;
}

/** What becomes of a study when one of its stages has ended. */
export interface StageEnd {
  readonly stages: readonly StageRow[];
  /** `running`: the next stage follows at once; `paused`: it waits to be accepted, as the reason says. */
  readonly state: Extract<StudyRow['state'], 'running' | 'paused' | 'finished'>;
  readonly reason: string | null;
}

export interface PreparedStage {
  readonly name: string;
  /** All stages in their order, with the facts of their data where these are known. */
  readonly rows: readonly StageRow[];
  /** Why it cannot run: its ranges wait to be accepted, or the stage that it narrows has no value. Null: it can. */
  readonly held: { readonly kind: 'waits' | 'nothing'; readonly reason: string } | null;
  /** The stage whose best trials are trained again first, and at most how many; null: none are. */
  readonly startsFrom: { readonly stage: string; readonly count: number } | null;
  /** The later stages up to the first that waits to be accepted: their trials, and what these train in epochs of this stage's data. */
  readonly later: { readonly trials: number; readonly epochs: number };
  /** All stages once this one runs. */
  begun(at: number): readonly StageRow[];
  /** `stages`: as they were when this one began. `trials`: of all stages. */
  ended(
    stages: readonly StageRow[],
    trials: readonly StageTrial[],
    end: { reason: string | null; at: number },
  ): StageEnd;
}
