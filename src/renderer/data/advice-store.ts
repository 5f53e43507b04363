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
    this.#stale.clear();
    if (trials.length > 0) {
      // A verdict that cannot be had now is had with the trial's next epoch.
      const advised = await this.#source.ask(trials).catch((): readonly TrialAdvice[] => []);
      for (const { trial, advice } of advised) this.#advice.set(trial, advice);
      if (advised.length > 0) for (const listener of this.#listeners) listener();
    }
    this.#waiting = null;
    if (this.#stale.size > 0 && !this.#closed) this.#waiting = this.#source.later(() => void this.#ask(), againMs);
  }
}
