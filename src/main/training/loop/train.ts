// Trains one trial, epoch by epoch. Knows no engine's inside, no process, no store.
import type { EncodedDataset } from '#main/data/dataset.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';
import type { Engine } from '../engines/engine.ts';

/** What the caller wants after an epoch: go on, save and end as paused, or save and end as stopped. */
export type EpochDecision = 'continue' | 'pause' | 'stop';

/** What a trial is to get better in. */
export interface Goal {
  /** A metric of the epoch: "validation.accuracy". */
  readonly metric: string;
  readonly direction: 'minimize' | 'maximize';
}

/** Where the weights of the epoch that counts are left, and which epoch that is. */
export interface KeepWeights {
  /** Written to a temporary name and renamed; always before a checkpoint of that epoch or a later one. */
  readonly path: string;
  /** The best epoch by the goal (earliest on ties), or the last one with a finite value. */
  readonly pick: 'best' | 'last';
}

export interface TrainRequest {
  /** Every setting resolved (shared/settings); keys of the registry. */
  readonly settings: ResolvedSettings;
  readonly dataset: EncodedDataset;
  readonly engine: Engine;
  readonly threads: number;
  /** Trials that train on this machine at the same time, this one included; they share its memory. */
  readonly workers: number;
  /** The trial's seed; every stream (init, shuffle, dropout) derives from it. */
  readonly seed: number;
  /** What early stopping and the plateau schedule go by; null: the validation loss. */
  readonly goal: Goal | null;
  /** A checkpoint written by an earlier attempt: training goes on after its epoch, bit-equal to one never interrupted. */
  readonly resumeFrom: string | null;
  /** Where to save; written to a temporary name and renamed, so it is whole or absent. */
  readonly checkpointPath: string;
  /** null: no weights are kept. */
  readonly weights: KeepWeights | null;
  /** Lossless, once per finished epoch: metric key → value (train.loss, validation.accuracy ...). Resolves with the decision. */
  onEpoch(epoch: number, metrics: Readonly<Record<string, number>>): Promise<EpochDecision>;
  /** At most ten times a second: share of the running epoch, 0..1. */
  onProgress(epoch: number, fraction: number): void;
  onPhase(phase: 'compiling' | 'training'): void;
  onCheckpoint(epoch: number): void;
  /** The weights of this epoch lie at `weights.path`, in place of those of an earlier one. */
  onWeights(epoch: number): void;
  /** Set while running: the epoch in progress is given up at the next batch (kill-like stop without a checkpoint of it). */
  readonly signal: AbortSignal;
}

export type TrainOutcome =
  | { readonly kind: 'complete'; readonly epoch: number }
  | { readonly kind: 'paused'; readonly epoch: number }
  | { readonly kind: 'stopped'; readonly epoch: number }
  /** NaN or infinite loss: ends at once; `message` names the epoch, the step and the last finite loss. */
  | { readonly kind: 'diverged'; readonly epoch: number; readonly step: number; readonly message: string };

export type TrainTrial = (request: TrainRequest) => Promise<TrainOutcome>;
