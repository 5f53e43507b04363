// The verdict of every trial that ends, as an event of `vernier run --json`.
import type { VernierContract } from '#shared/contract/index.ts';
import type { Trial } from '#shared/contract/trials.ts';
import type { Client } from '#shared/rpc/index.ts';
import { adviceFields } from '#shared/study/advice-fields.ts';
import { isTerminal } from '#shared/study/trial-state.ts';

export interface VerdictEvents {
  /** Has the verdict told of a trial that has ended and was trained at all. */
  of(trial: Trial): void;
  /** Everything asked for is told. */
  told(): Promise<void>;
}

/** One call at a time: trials that end meanwhile wait for the next together. */
export function createVerdictEvents(
  client: Pick<Client<VernierContract>, 'call'>,
  studyId: string,
  emit: (event: object) => void,
): VerdictEvents {
  let waiting: number[] = [];
  let asked = Promise.resolve();

  async function ask(): Promise<void> {
    const trials = waiting;
    waiting = [];
    if (trials.length === 0) return;
    const advised = await client.call('advice.trials', { studyId, trials });
    for (const { trial, advice } of advised) emit({ event: 'verdict', trial, ...adviceFields(advice) });
  }

  return {
    of({ number, state, lastEpoch, runs = [] }) {
      if (!isTerminal(state) || (lastEpoch === 0 && runs.length === 0)) return;
      waiting.push(number);
      // A verdict that cannot be had is no reason to end the run: `vernier advise` gives it later.
      asked = asked.then(ask).catch(() => {});
    },
    told: () => asked,
  };
}
