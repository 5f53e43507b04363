// What a free worker of a study does next.
import { ordered, type Queued, type QueueSource } from './queue.ts';
import type { TrialRecord } from './trial-record.ts';
import type { TrialSource } from './trial-source.ts';

export interface UpcomingOptions {
  readonly source: TrialSource;
  /** A trial that goes on from its rung; null where none is to. `last`: nothing runs, and nothing new will come. */
  promote(last: boolean): TrialRecord | null;
  /** Trials that may still be drawn. */
  remaining(): number;
}

export class Upcoming {
  readonly #options: UpcomingOptions;
  #queue: Queued[] = [];

  constructor(options: UpcomingOptions) {
    this.#options = options;
  }

  /** Trials that wait with a number, next first. */
  get queue(): readonly Queued[] {
    return ordered(this.#queue);
  }

  /** With those that the sampler draws anew. */
  get length(): number {
    return this.#queue.length + this.#options.source.owed.length;
  }

  push(record: TrialRecord, source: QueueSource): void {
    if (!this.#options.source.drawsAnew(record)) this.#queue.push({ record, source });
  }

  /** The study's space was changed: what the sampler had drawn from the old one, and nobody has begun, is drawn anew. */
  revise(): void {
    for (const { record, source } of this.#queue.splice(0)) this.push(record, source);
  }

  remove(record: TrialRecord): void {
    this.#options.source.forget(record);
    this.#queue = this.#queue.filter((queued) => queued.record !== record);
  }

  /**
   * What was begun or put in by hand, in the queue's order; then a trial that is promoted, from the highest rung; then a new one. When
   * nothing runs (`idle`) and there is no new one either, the best of those that wait together. null: nothing to do, or the sampler thinks.
   */
  next(idle: boolean): TrialRecord | null {
    const { source, promote, remaining } = this.#options;
    const [first] = ordered(this.#queue);
    const promoted = first === undefined || first.source === 'sampler' ? promote(false) : null;
    if (promoted !== null) return promoted;
    if (first !== undefined) {
      this.remove(first.record);
      return first.record;
    }
    const drawn = remaining() === 0 && source.owed.length === 0 ? null : source.next();
    return drawn === null && idle && remaining() === 0 ? promote(true) : drawn;
  }
}
