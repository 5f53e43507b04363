// The host's side of the thread of the samplers: studies tell it what changed in their histories and wait for suggestions.
import { entryPath } from '#main/entries.ts';
import { createQuestionThread } from '#main/question-thread/client.ts';
import type { RegretBound } from '#main/search/index.ts';
import type { History, ObservedTrial, Suggestion } from '#main/search/search.ts';
import { AppError } from '#shared/errors.ts';
import type { SamplerSpec } from '#shared/study/search-schema.ts';
import type { Space } from '#shared/study/space.ts';
import { type FromThread, fromThread, type ToThread } from './protocol.ts';

export interface SearchedStudy {
  readonly space: Space;
  readonly sampler: SamplerSpec;
}

/** The search of one study. Questions are answered one after the other. */
export interface StudySearch {
  /**
   * As the sampler's `suggest` with the stream of `seed`, which see for what it throws. Throws AppError('internal') when the thread
   * ends unexpectedly; the next question starts it anew.
   */
  suggest(history: History, seed: number): Promise<Suggestion>;
  /** The thread forgets the study; a question that is open is still answered. */
  close(): void;
}

/** How much a study can still gain. */
export interface RegretBounds {
  /** As search's `regretBound` with the stream of `seed`. Throws as `StudySearch.suggest` does. */
  regretBound(history: History, minTrials: number, seed: number): Promise<RegretBound | null>;
  close(): void;
}

export interface SearchThread {
  open(study: SearchedStudy): StudySearch & RegretBounds;
  /** Ends the thread; open questions are refused as cancelled. */
  close(): Promise<void>;
}

type Answer = Exclude<FromThread, { type: 'failed' }>;

/** What is asked, without what every question carries. */
type AskedOf =
  | Pick<Extract<ToThread, { type: 'ask' }>, 'type' | 'seed'>
  | Pick<Extract<ToThread, { type: 'bound' }>, 'type' | 'seed' | 'minTrials'>;

/** `entry`: tests give their own program. */
export function createSearchThread(entry: string = entryPath('search-thread')): SearchThread {
  const thread = createQuestionThread<ToThread, Answer>({
    entry,
    worker: { name: 'search' },
    parse: (raw) => fromThread.parse(raw),
    ended: (why) => `The search ended unexpectedly: ${why}. Start the study again.`,
  });
  let lastStudy = 0;

  return {
    open({ space, sampler }) {
      const study = ++lastStudy;
      let known: Known | null = null;
      function ask({ direction, directions, trials }: History, what: AskedOf): Promise<Answer> {
        const generation = thread.generation();
        if (known?.generation !== generation) {
          known = { generation, trials: [] };
          thread.send({ type: 'open', study, space, sampler, direction, directions: directions && [...directions] });
        }
        const changed = changedSince(known.trials, trials);
        return thread.ask((question) => ({ ...what, study, question, changed, trials: trials.length }));
      }
      return {
        async suggest(history, seed) {
          const answer = await ask(history, { type: 'ask', seed });
          if (answer.type === 'answer') return answer.suggestion;
          throw new AppError('internal', 'The search gave another answer than was asked for.');
        },
        async regretBound(history, minTrials, seed) {
          const answer = await ask(history, { type: 'bound', minTrials, seed });
          if (answer.type === 'bounded') return answer.bound;
          throw new AppError('internal', 'The search gave another answer than was asked for.');
        },
        close: () => thread.send({ type: 'close', study }),
      };
    },
    async close() {
      await thread.release(new AppError('cancelled', 'The search was closed.'))?.terminate();
    },
  };
}

interface Known {
  readonly generation: number;
  /** What the thread was told of each trial, by its place. */
  readonly trials: string[];
}

/** A trial's params never change; its state, its value, its runs and the length of its curve tell whether anything else has. */
function changedSince(known: string[], trials: readonly ObservedTrial[]): [number, ChangedTrial][] {
  const changed: [number, ChangedTrial][] = [];
  for (const [place, trial] of trials.entries()) {
    const { number, from, state, params, value, objectives, runs, spread, steps, values } = trial;
    const version = `${number} ${state} ${value} ${steps.length} ${runs}`;
    if (known[place] === version) continue;
    known[place] = version;
    const copied = { steps: [...steps], values: [...values], objectives: objectives && [...objectives] };
    changed.push([
      place,
      { number, ...(from && { from: { ...from } }), state, params, value, runs, spread, ...copied },
    ]);
  }
  known.length = trials.length;
  return changed;
}

type ChangedTrial = Extract<ToThread, { type: 'ask' }>['changed'][number][1];
