// The training program: a typed graph of primitive operations, built once per trial and lowered by each engine. Knows no engine.

/** Filled in by the program builder; see build.ts. */
export interface TrainingProgram {
  readonly inputShape: readonly number[];
  readonly outputs: number;
}
