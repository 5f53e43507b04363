// The host's side of the thread that reads training logs.
import { setImmediate as turn } from 'node:timers/promises';
import { entryPath } from '#main/entries.ts';
import { createQuestionThread } from '#main/question-thread/client.ts';
import { type CurveAdvice, type LogFile, logLimits } from '#shared/contract/curve-advice.ts';
import { AppError } from '#shared/errors.ts';
import { type FromThread, fromThread, type ToThread } from './protocol.ts';

export interface CurveThread {
  /**
   * Advice on every run in the files, in their order. What is wrong with a file is in the answer; throws AppError('limit') for more than
   * `logLimits`, and AppError('internal') when the thread ends unexpectedly; the next question starts it anew.
   */
  advise(files: readonly LogFile[]): Promise<CurveAdvice>;
  /** Ends the thread; open questions and later ones are refused as cancelled. */
  close(): Promise<void>;
}

const cancelled = () => new AppError('cancelled', 'The reading of training logs was closed.');

export function createCurveThread(entry: string = entryPath('curve-thread')): CurveThread {
  const thread = createQuestionThread<ToThread, Exclude<FromThread, { type: 'failed' }>>({
    entry,
    worker: { name: 'curves' },
    parse: (raw) => fromThread.parse(raw),
    ended: (why) => `The reading of training logs ended unexpectedly: ${why}. Give them again, fewer at once.`,
  });
  let closed = false;
  return {
    async advise(files) {
      if (closed) throw cancelled();
      refuseTooMuch(files);
      const { result } = await thread.ask((question) => ({ type: 'ask', question, files: [...files] }));
      // The answer was taken in in this turn of the event loop; it goes out to the page in another.
      await turn();
      return result;
    },
    async close() {
      closed = true;
      await thread.release(cancelled())?.terminate();
    },
  };
}

function refuseTooMuch(files: readonly LogFile[]): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (files.length <= logLimits.files && bytes <= logLimits.bytes) return;
  const megabytes = (size: number) => (size / 2 ** 20).toFixed(0);
  throw new AppError(
    'limit',
    `${files.length} files with ${megabytes(bytes)} MB are more than ${logLimits.files} files or ${megabytes(logLimits.bytes)} MB at once; give fewer, or use "vernier advise --curves", which has no limit.`,
  );
}
