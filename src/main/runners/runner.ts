// What runs a trial somewhere else and tells how it goes. `builtin` forks a worker process; `command` runs the user's program.

import type { EpochDecision, Goal, KeepWeights } from '#main/training/loop/train.ts';
import type { GpuInfo } from '#shared/contract/engine.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';

/** Where a worker trains. A process sees one card, or none. */
export type Device = { readonly kind: 'cpu' } | { readonly kind: 'gpu'; readonly gpu: GpuInfo };

export const cpu: Device = { kind: 'cpu' };

/** The same for the same device: workers are shared within it. */
export function deviceKey(device: Device): string {
  return device.kind === 'cpu' ? 'cpu' : device.gpu.uuid;
}

/** The program of a study with the runner "command" (interfaces.md "Runner"). */
export interface Command {
  /** Program and arguments, with placeholders for settings. */
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** Put over everything else that the program finds in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Of time awake; null: it may be silent for ever. */
  readonly silenceMinutes: number | null;
}

export interface TrialJob {
  readonly studyId: string;
  readonly trial: number;
  /** Run of the trial, from 1. */
  readonly run: number;
  /** Fold that it validates on, from 1; null without folds. */
  readonly fold: number | null;
  /** The run's. */
  readonly seed: number;
  readonly settings: ResolvedSettings;
  readonly engine: string;
  readonly threads: number;
  readonly device: Device;
  /** Trials that train at the same time, this one included. */
  readonly workers: number;
  /** Path of the encoded cache; null for a command, whose program reads its own data. */
  readonly dataset: string | null;
  /** Of the training rows that it trains on; absent: all. */
  readonly share?: number;
  /** The user's program; absent: the built-in training. */
  readonly command?: Command;
  /** The study's objective: what early stopping goes by. */
  readonly goal: Goal | null;
  readonly resumeFrom: string | null;
  readonly checkpointPath: string;
  /** Weights of the epoch that counts are left as `<path>.<epoch>`; null: none are kept. */
  readonly weights: KeepWeights | null;
}

export interface TrialObserver {
  onStarted(info: { pid: number; engine: { name: string; version: string } }): void;
  onPhase(phase: 'starting' | 'compiling' | 'training'): void;
  onProgress(epoch: number, fraction: number): void;
  /** Lossless and in order; the trial waits for the decision. */
  onEpoch(epoch: number, at: number, metrics: Readonly<Record<string, number>>): Promise<EpochDecision>;
  onCheckpoint(epoch: number, path: string): void;
  /** The weights of the epoch that counts so far lie there; told before a checkpoint of that epoch or a later one. */
  onWeights(epoch: number, path: string): void;
  onLog(level: 'info' | 'warning' | 'error', message: string): void;
}

export type TrialEnd =
  | { readonly kind: 'complete' | 'paused' | 'stopped'; readonly epoch: number }
  | { readonly kind: 'diverged'; readonly epoch: number; readonly message: string }
  /** The trial's own error (bad setting, model too large): retrying would not help. */
  | { readonly kind: 'failed'; readonly message: string }
  /** Nothing is wrong with the trial: the disk is full, or its data are gone. It can go on once that is mended. */
  | { readonly kind: 'blocked'; readonly message: string }
  /** The device had no memory left for it; `message` is what the engine said. */
  | { readonly kind: 'exhausted'; readonly message: string }
  /** The process died, stopped answering or was killed by somebody else: retry from the last checkpoint. */
  | { readonly kind: 'crashed'; readonly message: string }
  /** Killed on our request. */
  | { readonly kind: 'killed' };

export interface RunningTrial {
  readonly pid: number | null;
  /** Save at the end of the running epoch and end as paused. */
  pause(): void;
  /** End at the end of the running epoch; killed after graceMs. */
  stop(graceMs: number): void;
  kill(): void;
  /** Never rejects. */
  readonly ended: Promise<TrialEnd>;
}

/** How an engine is there in a worker process: its version, or one sentence why it cannot be used. */
export type LoadedEngine =
  | { readonly version: string; readonly reason: null }
  | { readonly version: null; readonly reason: string };

export interface Runner {
  readonly kind: string;
  /**
   * Starts up to `processes` idle workers of the lowest free slots and has them load the engine, for trials that start soon; tells what
   * the first of them found. A library that crashes ends a worker, not the host.
   */
  load(
    engine: string,
    setup: Pick<TrialJob, 'threads' | 'device'> & { readonly processes: number },
  ): Promise<LoadedEngine>;
  /** `slot` names the worker lane; a lane's idle process is reused where it fits. */
  start(slot: number, job: TrialJob, observer: TrialObserver): RunningTrial;
  /** Ends idle processes now and running ones as killed. */
  close(): Promise<void>;
}

export interface Plan {
  /** Trials at once. */
  readonly processes: number;
  /** Of each trial. */
  readonly threads: number;
  /** The processes take turns with these; absent: the processor. */
  readonly devices?: readonly Device[];
}

/** Measures plans side by side: rounds in which each plan trains for a moment, one after the other. */
export interface PlanProbe {
  /** Steps a second of each plan, a number a round. Throws AppError when a process of it cannot train. */
  measure(plans: readonly Plan[], rounds: number): Promise<number[][]>;
}
