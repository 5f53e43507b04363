// The thread in which samplers think: a model of the trials may take a second, and the host answers within milliseconds.
import { parentPort } from 'node:worker_threads';
import { answered } from '#main/question-thread/protocol.ts';
import { createSampler, type RegretBound, regretBound } from '#main/search/index.ts';
import type { ObservedTrial, Sampler, Suggestion } from '#main/search/search.ts';
import type { Direction } from '#shared/contract/common.ts';
import { AppError } from '#shared/errors.ts';
import { randomStream } from '#shared/num/random.ts';
import type { Space } from '#shared/study/space.ts';
import { type FromThread, type ToThread, toThread } from './protocol.ts';

if (!parentPort) throw new Error('The search thread is started by its client, not by hand.');
const host = parentPort;

interface OpenStudy {
  readonly space: Space;
  readonly sampler: Sampler;
  readonly direction: Direction;
  readonly directions: readonly Direction[] | undefined;
  /** The same list for as long as the study is open: what samplers derive from it is kept with it. */
  readonly trials: ObservedTrial[];
}
const studies = new Map<number, OpenStudy>();

host.on('message', (raw) => {
  const message = toThread.parse(raw);
  switch (message.type) {
    case 'open': {
      const { study, space, sampler, direction, directions } = message;
      studies.set(study, { space, sampler: createSampler(sampler), direction, directions, trials: [] });
      return;
    }
    case 'close':
      studies.delete(message.study);
      return;
    case 'ask':
    case 'bound':
      host.postMessage(answered(message.question, () => answer(message)));
  }
});

type Question = Extract<ToThread, { type: 'ask' | 'bound' }>;

function answer(message: Question): FromThread {
  const { question } = message;
  if (message.type === 'ask') return { type: 'answer', question, suggestion: suggest(message) };
  return { type: 'bounded', question, bound: bounded(message) };
}

function suggest(message: Question): Suggestion {
  const { space, sampler, direction, directions, trials } = updated(message);
  return sampler.suggest(space, { direction, directions, trials }, randomStream(message.seed));
}

function bounded(message: Extract<ToThread, { type: 'bound' }>): RegretBound | null {
  const { minTrials, seed } = message;
  const { space, direction, trials } = updated(message);
  return regretBound(space, { direction, trials }, { minTrials, random: randomStream(seed) });
}

/** The study with its history as the question tells it. */
function updated({ study, changed, trials: length }: Question): OpenStudy {
  const open = studies.get(study);
  if (open === undefined) throw new AppError('internal', 'The search of this study is not open.');
  const { trials } = open;
  for (const [place, trial] of changed) trials[place] = trial;
  trials.length = length;
  return open;
}
