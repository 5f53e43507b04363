// A run of a curve file or a training log, as the advisor takes it.
import type { RunInput } from '#main/advisor/index.ts';

export interface CurveRun {
  readonly id: string;
  readonly input: RunInput;
}

/** What a file held, and what was noticed while reading it. */
export interface CurveFile {
  readonly runs: readonly CurveRun[];
  readonly notes: readonly string[];
}
