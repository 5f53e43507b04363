// The thread in which samplers think: a model of the trials may take a second, and the host answers within milliseconds.
import { parentPort } from 'node:worker_threads';
import { createSampler } from '#main/search/index.ts';
import type { ObservedTrial, Sampler, Suggestion } from '#main/search/search.ts';
import type { Direction } from '#shared/contract/common.ts';
import { AppError, toAppError } from '#shared/errors.ts';
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
      host.postMessage(answer(message));
  }
});

function answer(message: Extract<ToThread, { type: 'ask' }>): FromThread {
  const { question } = message;
  try {
    return { type: 'answer', question, suggestion: suggest(message) };
  } catch (thrown) {
    const { code, message: text, details } = toAppError(thrown);
    return { type: 'failed', question, code, message: text, details: { ...details } };
  }
}

function suggest({ study, changed, trials: length, seed }: Extract<ToThread, { type: 'ask' }>): Suggestion {
  const open = studies.get(study);
  if (open === undefined) throw new AppError('internal', 'The search of this study is not open.');
  const { space, sampler, direction, directions, trials } = open;
  for (const [place, trial] of changed) trials[place] = trial;
  trials.length = length;
  return sampler.suggest(space, { direction, directions, trials }, randomStream(seed));
}
