// Draws new trials for a running study, one at a time: at once, or when the sampler has thought.
import { toAppError } from '#shared/errors.ts';
import { type Drawn, draw, drawBySampler } from './drawing.ts';
import { isOutdated, isUnbegun, ownHistory } from './edited/own-history.ts';
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
  /** A trial was to be drawn anew, and there is no point left for it. */
  nothingFor(record: TrialRecord): void;
  failed(message: string): void;
}

export class TrialSource {
  readonly #options: TrialSourceOptions;
  #prepared: PreparedStudy;
  #regret: RegretJudge;
  #thinking: Promise<void> | null = null;
  #exhausted: string | null = null;
  /** Trials with a number whose values the sampler is asked for again, next first. */
  #owed: TrialRecord[] = [];

  constructor(options: TrialSourceOptions) {
    this.#options = options;
    this.#prepared = options.prepared;
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

  /** Numbers of trials that are to be drawn anew. */
  get owed(): readonly number[] {
    return this.#owed.map(({ row }) => row.number);
  }

  /** Takes a trial that waits, when the sampler drew it from a space that is no longer the study's. */
  drawsAnew(record: TrialRecord): boolean {
    if (!isUnbegun(record.row) || !isOutdated(this.#prepared, record.row)) return false;
    this.#owed.push(record);
    return true;
  }

  /** One that is not to be trained any more. */
  forget(record: TrialRecord): void {
    this.#owed = this.#owed.filter((one) => one !== record);
  }

  /** The study's space was changed; what the sampler thinks of now is for nothing. */
  revise(prepared: PreparedStudy): void {
    this.close();
    this.#prepared = prepared;
    this.#regret = createRegretJudge(prepared, this.#options.roster);
    this.#thinking = null;
    this.#exhausted = null;
  }

  /** A new trial, queued; null when there is none, or none yet: `thought` tells. */
  next(): TrialRecord | null {
    if (this.#thinking !== null) return null;
    const { roster, failed } = this.#options;
    const anew = this.#owed[0] ?? null;
    try {
      const drawn = this.#draw(anew);
      if (!(drawn instanceof Promise)) return this.#take(drawn, anew);
      this.#thinking = this.#wait(drawn, { anew, number: roster.nextNumber, prepared: this.#prepared });
    } catch (thrown) {
      failed(toAppError(thrown).message);
    }
    return null;
  }

  /** The thread forgets the study. */
  close(): void {
    const { search, regret } = this.#prepared;
    search?.close();
    if (search === null) regret?.bounds.close();
  }

  #draw(anew: TrialRecord | null): Drawn | Promise<Drawn> {
    const { roster } = this.#options;
    const { prepared, history } = ownHistory(this.#prepared, {
      ...{ records: roster.records, history: roster.history, but: anew },
    });
    if (anew !== null) return drawBySampler(prepared, history, anew.row.number);
    const { nextNumber, startingPointsUsed } = roster;
    // Starting points of the file are tried whatever a model says.
    const judged = roster.startingPointsLeft > 0 ? null : this.#regret.judge();
    const next = () => draw(prepared, history, nextNumber, startingPointsUsed);
    return judged === null
      ? next()
      : judged.then((reason) => (reason === null ? next() : { kind: 'exhausted', reason }));
  }

  async #wait(drawing: Promise<Drawn>, asked: Asked): Promise<void> {
    const { roster, wanted, thought, failed } = this.#options;
    let record: TrialRecord | null = null;
    const isDue = () => asked.prepared === this.#prepared;
    try {
      const drawn = await drawing;
      // A trial put in by hand may have taken the number meanwhile: the sampler is asked again, for the next one.
      const { anew, number } = asked;
      const isWanted = anew === null ? wanted() && roster.nextNumber === number : this.#owed.includes(anew);
      if (isDue() && isWanted) record = this.#take(drawn, anew);
    } catch (thrown) {
      if (isDue()) failed(toAppError(thrown).message);
    }
    if (!isDue()) return;
    this.#thinking = null;
    thought(record);
  }

  #take(drawn: Drawn, anew: TrialRecord | null): TrialRecord | null {
    const { roster } = this.#options;
    if (anew !== null) this.forget(anew);
    if (drawn.kind === 'params' && anew !== null) {
      roster.redraw(anew, drawn.params, drawn.why);
      return anew;
    }
    if (drawn.kind === 'params')
      return roster.create(drawn.params, drawn.source, drawn.why, { recipe: drawn.recipe ?? null });
    this.#exhausted = drawn.reason;
    if (anew !== null) this.#options.nothingFor(anew);
    return null;
  }
}

/** What the sampler thinks of: values for a trial that is there, or for the one of the next number. */
interface Asked {
  readonly anew: TrialRecord | null;
  readonly number: number;
  readonly prepared: PreparedStudy;
}
