// A run of one stage, as its study sees it: the trials of the other stages beside its own, and what follows when it has ended.
import type { StageRow, StudyRow, TrialRow } from '#main/store/store.ts';
import type { Direction } from '#shared/contract/common.ts';
import { toAppError } from '#shared/errors.ts';
import { type TrialState, trialStates } from '#shared/study/trial-state.ts';
import type { Counts, Standing, Standings } from '../standings.ts';
import type { TrialRecord } from '../trial-record.ts';
import type { PreparedStage } from './prepared-stage.ts';
import { askedInAll, bestTrial } from './standing.ts';

interface Final {
  readonly state: StudyRow['state'];
  readonly reason: string | null;
}

export class StageRun {
  readonly #stage: PreparedStage;
  #rows: readonly StageRow[];
  readonly #others: readonly TrialRecord[];
  readonly #direction: Direction;
  readonly #names: readonly string[];
  readonly #earlierBest: TrialRow | null;
  readonly #otherCounts: Counts;

  constructor(stage: PreparedStage, others: readonly TrialRecord[], direction: Direction) {
    this.#stage = stage;
    this.#rows = stage.rows;
    this.#others = others;
    this.#direction = direction;
    this.#otherCounts = Object.fromEntries(trialStates.map((state) => [state, 0])) as Counts;
    for (const { row } of others) this.#otherCounts[row.state]++;
    this.#names = stage.rows.map(({ name }) => name);
    const place = (name: string | null) => this.#names.indexOf(name ?? '');
    const earlier = others.map(({ row }) => row).filter((row) => place(row.stage) < place(stage.name));
    this.#earlierBest = bestTrial(this.#names, earlier, direction);
  }

  /** What follows this stage by itself. */
  get later(): PreparedStage['later'] {
    return this.#stage.later;
  }

  /** The change of the study's row with which the stage begins. */
  begun(at: number): { stages: readonly StageRow[] } {
    this.#rows = this.#stage.begun(at);
    return { stages: this.#rows };
  }

  /** What becomes of the study, which would end in this way had it no other stages. Only a stage that came to its end has a next one. */
  settled(
    final: Final,
    own: readonly TrialRecord[],
    { stopped, at }: { stopped: boolean; at: number },
  ): Final & { readonly stages?: readonly StageRow[] } {
    if (final.state !== 'finished' || stopped) return final;
    const trials = [...this.#others, ...own].map(({ row, observed }) => ({ stage: row.stage, observed }));
    try {
      return this.#stage.ended(this.#rows, trials, { reason: final.reason, at });
    } catch (thrown) {
      return { state: 'failed', reason: toAppError(thrown).message };
    }
  }

  /** Counts, best trial and asked trials of the whole study. `asked`: what this stage is asked for now. */
  standing(own: Standings, asked: number | null): [Counts, Standing | null, number] {
    return [this.#counts(own.counts), this.#best(own.best), this.#asked(asked)];
  }

  #counts(own: Readonly<Counts>): Counts {
    const sum = (state: TrialState) => own[state] + this.#otherCounts[state];
    return Object.fromEntries(trialStates.map((state) => [state, sum(state)])) as Counts;
  }

  #best(own: Standing | null): Standing | null {
    const rows = [this.#earlierBest, own].filter((row) => row !== null);
    return bestTrial(this.#names, rows, this.#direction);
  }

  #asked(own: number | null): number {
    const { name, rows } = this.#stage;
    return askedInAll(rows.map((row) => (row.name === name ? { trials: own ?? row.trials } : row)));
  }
}
