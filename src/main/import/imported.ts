// What a file of another program comes to: a study whose trials have ended.
import type { Direction } from '#shared/contract/common.ts';
import type { TrialState } from '#shared/study/trial-state.ts';
import type { Params } from '#shared/study/values.ts';

export type EndedState = Extract<TrialState, 'complete' | 'stopped' | 'failed' | 'diverged'>;

export interface ImportedTrial {
  /** From 1, each once. */
  readonly number: number;
  readonly state: EndedState;
  readonly reason: string | null;
  /** Searched and fixed ones. */
  readonly params: Params;
  readonly value: number | null;
  /** Null where the file does not say. */
  readonly bestEpoch: number | null;
  readonly lastEpoch: number;
  /** That were planned; null where the file does not say. */
  readonly epochs: number | null;
  readonly seed: number | null;
  readonly why: string | null;
  readonly note: string | null;
  readonly tags: readonly string[];
  /** Milliseconds since 1970; null where the file does not say. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Steps are epochs from 1, rising. */
  readonly curves: readonly {
    readonly key: string;
    readonly steps: readonly number[];
    readonly values: readonly number[];
  }[];
}

export interface ImportedObjective {
  readonly metric: string;
  readonly direction: Direction;
  readonly pick: 'best' | 'last';
}

export interface ImportedStudy {
  readonly name: string;
  /** As a study file has them: ranges, and values that never changed. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly constraints: readonly string[];
  readonly objectives: readonly ImportedObjective[];
  readonly trials: readonly ImportedTrial[];
  /** Trials of the file that had not ended. */
  readonly leftOut: number;
}

/** What only the person who imports may know. */
export interface ImportOptions {
  /** Which way is better, where the file does not say. */
  readonly direction?: Direction | undefined;
}
