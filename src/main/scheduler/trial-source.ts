// Draws new trials for a running study, one at a time: at once, or when the sampler has thought.
import { toAppError } from '#shared/errors.ts';
import { type Drawn, draw } from './drawing.ts';
import type { PreparedStudy } from './prepared.ts';
import { createRegretJudge, type RegretJudge } from './regret-rule.ts';
import type { Roster } from './roster.ts';
import type { TrialRecord } from './trial-record.ts';

export interface TrialSourceOptions {
  readonly prepared: PreparedStudy;
  readonly roster: Roster;
  /** Whether a trial is still to be drawn. */
  wanted(): boolean;
  /** The sampler has thought: a new trial, queued, or null when there is none or it must be asked again. */
  thought(record: TrialRecord | null): void;
  failed(message: string): void;
}

export class TrialSource {
  readonly #options: TrialSourceOptions;
  readonly #regret: RegretJudge;
  #thinking: Promise<void> | null = null;
  #exhausted: string | null = null;

  constructor(options: TrialSourceOptions) {
    this.#options = options;
    this.#regret = createRegretJudge(options.prepared, options.roster);
  }

  /** Why no trial is left; null as long as that is not known. */
  get exhausted(): string | null {
    return this.#exhausted;
  }

  /** Resolves when the sampler has thought; null while it does not. */
  get thinking(): Promise<void> | null {
    return this.#thinking;
  }

  /** A new trial, queued; null when there is none, or none yet: `thought` tells. */
  next(): TrialRecord | null {
    if (this.#thinking !== null) return null;
    const { roster, failed } = this.#options;
    try {
      const drawn = this.#draw();
      if (!(drawn instanceof Promise)) return this.#take(drawn);
      this.#thinking = this.#wait(drawn, roster.nextNumber);
    } catch (thrown) {
      failed(toAppError(thrown).message);
    }
    return null;
  }

  /** The thread forgets the study. */
  close(): void {
    const { search, regret } = this.#options.prepared;
    search?.close();
    if (search === null) regret?.bounds.close();
  }

  #draw(): Drawn | Promise<Drawn> {
    const { prepared, roster } = this.#options;
    const { history, nextNumber, startingPointsUsed } = roster;
    // Starting points of the file are tried whatever a model says.
    const judged = roster.startingPointsLeft > 0 ? null : this.#regret.judge();
    const next = () => draw(prepared, history, nextNumber, startingPointsUsed);
    return judged === null
      ? next()
      : judged.then((reason) => (reason === null ? next() : { kind: 'exhausted', reason }));
  }

  async #wait(drawing: Promise<Drawn>, number: number): Promise<void> {
    const { roster, wanted, thought, failed } = this.#options;
    let record: TrialRecord | null = null;
    try {
      const drawn = await drawing;
      // A trial put in by hand may have taken the number meanwhile: the sampler is asked again, for the next one.
      if (wanted() && roster.nextNumber === number) record = this.#take(drawn);
    } catch (thrown) {
      failed(toAppError(thrown).message);
    }
    this.#thinking = null;
    thought(record);
  }

  #take(drawn: Drawn): TrialRecord | null {
    if (drawn.kind === 'params')
      return this.#options.roster.create(drawn.params, drawn.source, drawn.why, { recipe: drawn.recipe ?? null });
    this.#exhausted = drawn.reason;
    return null;
  }
}
