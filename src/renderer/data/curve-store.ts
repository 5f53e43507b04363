// The curves of one study, outside of React: charts subscribe and draw once per animation frame.
import type { MetricColumns } from '#shared/contract/metrics.ts';
import { Series } from './series.ts';

export type Schedule = (run: () => void) => void;

/** Told at most once per frame, with the trials whose curves changed since the last time. */
export type CurveListener = (changed: ReadonlySet<number>) => void;

export class CurveStore {
  readonly #series = new Map<number, Map<string, Series>>();
  /** Of each trial the run that its curves are of. */
  readonly #runs = new Map<number, number>();
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

  /**
   * Takes in columns of a history or of an event; what is known already changes nothing. A trial's curves are those of its first run; while
   * it has none of that, for it is trained on shares of the rows, those of its latest.
   */
  merge(columns: readonly MetricColumns[]): void {
    for (const column of columns) {
      if (!this.#isShown(column)) continue;
      const byKey = this.#series.get(column.trial) ?? new Map<string, Series>();
      this.#series.set(column.trial, byKey);
      const series = byKey.get(column.key) ?? new Series();
      byKey.set(column.key, series);
      if (!this.#keys.has(column.key)) {
        this.#keys.add(column.key);
        this.#snapshotKeys = [...this.#keys];
      }
      if (series.merge(column.steps, column.values, column.wallMs)) this.#touch(column.trial);
    }
  }

  #isShown({ trial, run = 1 }: MetricColumns): boolean {
    const shown = this.#runs.get(trial) ?? run;
    if (shown !== run) {
      if (shown === 1 || (run !== 1 && run < shown)) return false;
      this.#series.delete(trial);
    }
    this.#runs.set(trial, run);
    return true;
  }

  /** The curves as they are now; it stays so. */
  copy(): CurveStore {
    const copy = new CurveStore(() => undefined);
    copy.#version = this.#version;
    copy.#keys = new Set(this.#keys);
    copy.#snapshotKeys = this.#snapshotKeys;
    for (const [trial, run] of this.#runs) copy.#runs.set(trial, run);
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
