// The advice on the trials that are looked at, outside of React: asked for together, and again when a trial goes on.
import type { Advice, TrialAdvice } from '#shared/contract/advice.ts';

/** Calls `run` once, later; returns how to take that back. */
export type Later = (run: () => void, ms: number) => () => void;

export interface AdviceSource {
  ask(trials: number[]): Promise<readonly TrialAdvice[]>;
  readonly later: Later;
}

/** Trials that scroll into view within this time are asked for together. */
const gatherMs = 60;
/** Of a trial that is training, at most so often. */
const againMs = 1000;
/** After an answer that could not be had. */
const retryMs = 5000;

export class AdviceStore {
  readonly #source: AdviceSource;
  readonly #advice = new Map<number, Advice>();
  /** How many places look at a trial. */
  readonly #wanted = new Map<number, number>();
  readonly #stale = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #waiting: (() => void) | null = null;
  #closed = false;

  constructor(source: AdviceSource) {
    this.#source = source;
  }

  /** Undefined until it is here; afterwards the last one, also while a new one is asked for. */
  get(trial: number): Advice | undefined {
    return this.#advice.get(trial);
  }

  /** From now on the trial is looked at; returns how to look away. */
  want(trial: number): () => void {
    this.#wanted.set(trial, (this.#wanted.get(trial) ?? 0) + 1);
    if (!this.#advice.has(trial)) this.#mark(trial, gatherMs);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (this.#wanted.get(trial) ?? 1) - 1;
      if (left > 0) this.#wanted.set(trial, left);
      else this.#wanted.delete(trial);
    };
  }

  /** The trial has gone on, or ended. One that nobody looks at is asked for when somebody does. */
  changed(trial: number): void {
    if (this.#wanted.has(trial)) this.#mark(trial, againMs);
    else this.#advice.delete(trial);
  }

  /** Changes may have been missed: what is looked at is asked for anew, the rest when it is. */
  missed(): void {
    for (const trial of new Set([...this.#advice.keys(), ...this.#wanted.keys()])) this.changed(trial);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    this.#waiting?.();
    this.#waiting = null;
  }

  #mark(trial: number, ms: number): void {
    this.#stale.add(trial);
    if (this.#closed) return;
    this.#waiting ??= this.#source.later(() => void this.#ask(), ms);
  }

  async #ask(): Promise<void> {
    const trials = [...this.#stale].filter((trial) => this.#wanted.has(trial));
    // Nobody looks any more: what was known of them is not true any more either.
    for (const trial of this.#stale) if (!this.#wanted.has(trial)) this.#advice.delete(trial);
    this.#stale.clear();
    const failed = trials.length > 0 && !(await this.#take(trials));
    this.#waiting = null;
    if (failed) for (const trial of trials) this.#stale.add(trial);
    if (this.#stale.size === 0 || this.#closed) return;
    this.#waiting = this.#source.later(() => void this.#ask(), failed ? retryMs : againMs);
  }

  /** False when there was no answer; what was known stays. */
  async #take(trials: number[]): Promise<boolean> {
    const advised = await this.#source.ask(trials).catch((): null => null);
    if (advised === null) return false;
    for (const { trial, advice } of advised) this.#advice.set(trial, advice);
    if (advised.length > 0) for (const listener of this.#listeners) listener();
    return true;
  }
}
