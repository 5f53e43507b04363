// The host's side of a thread that answers questions, each by its number.
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { AppError } from '#shared/errors.ts';
import type { FailedAnswer } from './protocol.ts';

interface Answer {
  readonly type: string;
  readonly question: number;
}

export interface QuestionThreadOptions<From extends Answer> {
  /** Path of the thread's program. */
  readonly entry: string;
  readonly worker: Pick<WorkerOptions, 'name' | 'workerData'>;
  parse(raw: unknown): From | FailedAnswer;
  /** The sentence for questions that are open when the thread ends by itself; `why` has no full stop. */
  ended(why: string): string;
}

/** Runs from the first question on; while it waits for one it keeps no process alive. */
export interface QuestionThread<To, From extends Answer> {
  /** Starts the thread where none runs. Another number means another thread, which knows nothing of what was sent before. */
  generation(): number;
  /** To the thread that runs, if one does. */
  send(message: To): void;
  /**
   * The answer; throws what the thread says failed, and AppError('internal') when it ends unexpectedly. The next question starts it anew.
   * `message`: of the question's number.
   */
  ask(message: (question: number) => To): Promise<From>;
  /** Refuses open questions and gives the thread away, to be ended; null when none runs. */
  release(error: AppError): Worker | null;
}

interface Question<From> {
  readonly resolve: (answer: From) => void;
  readonly reject: (error: AppError) => void;
}

export function createQuestionThread<To, From extends Answer>(
  options: QuestionThreadOptions<From>,
): QuestionThread<To, From> {
  let worker: Worker | null = null;
  let generation = 0;
  let lastQuestion = 0;
  const questions = new Map<number, Question<From>>();

  function start(): Worker {
    const started = new Worker(options.entry, { ...options.worker, execArgv: [] });
    generation++;
    started.unref();
    started.on('message', (raw) => settle(options.parse(raw)));
    const fail = (why: string) => {
      if (worker !== started) return;
      worker = null;
      refuse(new AppError('internal', options.ended(why)));
    };
    started.on('error', (error) => fail(error.message.split('\n', 1)[0] ?? ''));
    started.on('exit', (code) => fail(`exit code ${code}`));
    return started;
  }

  function refuse(error: AppError): void {
    for (const { reject } of questions.values()) reject(error);
    questions.clear();
  }

  function settle(answer: From | FailedAnswer): void {
    const question = questions.get(answer.question);
    questions.delete(answer.question);
    if (questions.size === 0) worker?.unref();
    if (isFailed(answer)) question?.reject(new AppError(answer.code, answer.message, answer.details));
    else question?.resolve(answer);
  }

  return {
    generation() {
      worker ??= start();
      return generation;
    },
    send: (message) => worker?.postMessage(message),
    ask: (message) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        worker.ref();
        const question = ++lastQuestion;
        questions.set(question, { resolve, reject });
        worker.postMessage(message(question));
      }),
    release(error) {
      const released = worker;
      worker = null;
      refuse(error);
      return released;
    },
  };
}

function isFailed(answer: Answer): answer is FailedAnswer {
  return answer.type === 'failed';
}
