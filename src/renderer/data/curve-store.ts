// The curves of one study, outside of React: charts subscribe and draw once per animation frame.
import type { MetricColumns } from '#shared/contract/metrics.ts';
import { Series } from './series.ts';

export type Schedule = (run: () => void) => void;

/** Told at most once per frame, with the trials whose curves changed since the last time. */
export type CurveListener = (changed: ReadonlySet<number>) => void;

export class CurveStore {
  readonly #series = new Map<number, Map<string, Series>>();
  readonly #listeners = new Set<CurveListener>();
  readonly #schedule: Schedule;
  #changed = new Set<number>();
  #version = 0;
  #keys = new Set<string>();
  #snapshotKeys: readonly string[] = [];

  /** `schedule` runs a function before the next frame (requestAnimationFrame); an argument, so that tests own the time. */
  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  /** Every metric key seen so far, in order of appearance; the same array until a new one appears. */
  get keys(): readonly string[] {
    return this.#snapshotKeys;
  }

  get trials(): readonly number[] {
    return [...this.#series.keys()];
  }

  series(trial: number, key: string): Series | undefined {
    return this.#series.get(trial)?.get(key);
  }

  /** Takes in columns of a history or of an event, of first runs only; what is known already changes nothing. */
  merge(columns: readonly MetricColumns[]): void {
    for (const column of columns) {
      if (column.run !== undefined) continue;
      const byKey = this.#series.get(column.trial) ?? new Map<string, Series>();
      this.#series.set(column.trial, byKey);
      const series = byKey.get(column.key) ?? new Series();
      byKey.set(column.key, series);
      if (!this.#keys.has(column.key)) {
        this.#keys.add(column.key);
        this.#snapshotKeys = [...this.#keys];
      }
      if (series.merge(column.steps, column.values)) this.#touch(column.trial);
    }
  }

  /** The curves as they are now; it stays so. */
  copy(): CurveStore {
    const copy = new CurveStore(() => undefined);
    copy.#version = this.#version;
    copy.#keys = new Set(this.#keys);
    copy.#snapshotKeys = this.#snapshotKeys;
    for (const [trial, byKey] of this.#series) {
      copy.#series.set(trial, new Map([...byKey].map(([key, series]) => [key, series.copy()])));
    }
    return copy;
  }

  subscribe(listener: CurveListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #touch(trial: number): void {
    this.#version++;
    this.#changed.add(trial);
    if (this.#changed.size > 1) return;
    this.#schedule(() => {
      const changed = this.#changed;
      this.#changed = new Set();
      for (const listener of this.#listeners) listener(changed);
    });
  }
}
