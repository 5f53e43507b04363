// The host's side of the thread of the analyses: a forest takes a second, and the host answers within milliseconds.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { entryPath } from '#main/entries.ts';
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

interface Question {
  resolve(result: unknown): void;
  reject(error: AppError): void;
}

/** Started with the first question; while it waits for one it keeps no process alive. `entry`: tests give their own program. */
export function createAnalysisThread(dataDir: string, entry: string = entryPath('analysis-thread')): AnalysisThread {
  let worker: Worker | null = null;
  let closed = false;
  let lastNumber = 0;
  const questions = new Map<number, Question>();

  function start(): Worker {
    const started = new Worker(entry, { name: 'analysis', workerData: { dataDir }, execArgv: [] });
    started.on('message', (raw) => settle(fromThread.parse(raw)));
    const fail = (why: string) => {
      if (worker !== started) return;
      worker = null;
      refuse(new AppError('internal', `The analysis ended unexpectedly: ${why} Ask again.`));
    };
    started.on('error', (error) => fail(`${error.message.split('\n', 1)[0]}.`));
    started.on('exit', (code) => fail(`exit code ${code}.`));
    return started;
  }

  function refuse(error: AppError): void {
    for (const { reject } of questions.values()) reject(error);
    questions.clear();
  }

  function settle(message: FromThread): void {
    const question = questions.get(message.question);
    questions.delete(message.question);
    if (questions.size === 0) worker?.unref();
    if (message.type === 'answer') question?.resolve(message.result);
    else question?.reject(new AppError(message.code, message.message, message.details));
  }

  return {
    async ask(call, input, studies) {
      if (closed) throw new AppError('cancelled', 'The analysis was closed.');
      worker ??= start();
      worker.ref();
      const question = ++lastNumber;
      const message: ToThread = { type: 'ask', question, call, input, studies: [...studies] };
      const answer = new Promise<unknown>((resolve, reject) => questions.set(question, { resolve, reject }));
      worker.postMessage(message);
      return analysis[call].output.parse(await answer) as OutputOf<Calls, typeof call>;
    },
    async close() {
      closed = true;
      const ending = worker;
      worker = null;
      refuse(new AppError('cancelled', 'The analysis was closed.'));
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
