// The host's side of the thread of the analyses: a forest takes a second, and the host answers within milliseconds.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { entryPath } from '#main/entries.ts';
import { createQuestionThread } from '#main/question-thread/client.ts';
import { type AnalysisCall, analysis } from '#shared/contract/analysis.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import { type AnalysedStudy, type FromThread, fromThread, type ToThread } from './protocol.ts';

type Calls = typeof analysis;

export interface AnalysisThread {
  /**
   * The answer of a call of the contract. `studies`: those that the input names, in its order. Throws what the analysis throws, and
   * AppError('internal') when the thread ends unexpectedly; the next question starts it anew.
   */
  ask<C extends AnalysisCall>(
    call: C,
    input: ParsedInputOf<Calls, C>,
    studies: readonly AnalysedStudy[],
  ): Promise<OutputOf<Calls, C>>;
  /** Ends the thread, whatever it thinks about; open questions and later ones are refused as cancelled. The store is closed when it resolves. */
  close(): Promise<void>;
}

/** How long a question that runs may keep the host from closing. */
const patienceMs = 300;

/** `entry`: tests give their own program. */
export function createAnalysisThread(dataDir: string, entry: string = entryPath('analysis-thread')): AnalysisThread {
  const thread = createQuestionThread<ToThread, Exclude<FromThread, { type: 'failed' }>>({
    entry,
    worker: { name: 'analysis', workerData: { dataDir } },
    parse: (raw) => fromThread.parse(raw),
    ended: (why) => `The analysis ended unexpectedly: ${why}. Ask again.`,
  });
  let closed = false;

  return {
    async ask(call, input, studies) {
      if (closed) throw new AppError('cancelled', 'The analysis was closed.');
      const { result } = await thread.ask((question) => ({
        type: 'ask',
        question,
        call,
        input,
        studies: [...studies],
      }));
      return analysis[call].output.parse(result) as OutputOf<Calls, typeof call>;
    },
    async close() {
      closed = true;
      const ending = thread.release(new AppError('cancelled', 'The analysis was closed.'));
      if (ending === null) return;
      const ended = once(ending, 'exit').then(() => 'ended' as const);
      ending.ref();
      ending.postMessage({ type: 'close' } satisfies ToThread);
      // A question that it thinks about keeps it from hearing; SQLite's connection is closed with its thread then.
      const first = await Promise.race([ended, delay(patienceMs, 'late' as const, { ref: false })]);
      if (first === 'late') await ending.terminate();
    },
  };
}
