// What the heads of the stages show of their trials. Pure.
import type { Direction } from '#shared/contract/common.ts';
import type { StageHead } from '#shared/contract/stages.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { isTerminal } from '#shared/study/trial-state.ts';

export interface HeadView {
  readonly head: StageHead;
  /** Ended trials, those trained again left out. */
  readonly done: number;
  /** Of them, with a value. */
  readonly complete: number;
  /** From the first trial's start to the last one's end; null as long as it is not over. */
  readonly tookMs: number | null;
  readonly best: { readonly trial: number; readonly value: number } | null;
}

export function headsOf(stages: readonly StageHead[], trials: readonly Trial[], direction: Direction): HeadView[] {
  return stages.map((head) => {
    const own = trialsOf(head.name, trials).filter(({ rerunOf }) => rerunOf === undefined);
    const complete = own.filter(({ state, value }) => state === 'complete' && value !== null);
    const sign = direction === 'maximize' ? 1 : -1;
    const best = complete.reduce<HeadView['best']>((found, { number, value }) => {
      if (value === null || (found !== null && sign * (value - found.value) <= 0)) return found;
      return { trial: number, value };
    }, null);
    const done = own.filter(({ state }) => isTerminal(state)).length;
    return { head, done, complete: complete.length, best, tookMs: head.state === 'complete' ? spanOf(own) : null };
  });
}

function spanOf(trials: readonly Trial[]): number | null {
  const starts = trials.flatMap(({ startedAt }) => (startedAt === null ? [] : [startedAt]));
  const ends = trials.flatMap(({ endedAt }) => (endedAt === null ? [] : [endedAt]));
  return starts.length === 0 || ends.length === 0 ? null : Math.max(0, Math.max(...ends) - Math.min(...starts));
}

/** `stage` null: all of a study without stages. */
export function trialsOf(stage: string | null, trials: readonly Trial[]): readonly Trial[] {
  return stage === null ? trials : trials.filter((trial) => trial.stage === stage);
}
