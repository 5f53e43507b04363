// Decoding in threads: what would block the host for longer than a slice (a picture, a block of a Parquet file) is done beside it.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { entryPath } from '#main/entries.ts';
import { AppError } from '#shared/errors.ts';
import type { Pause } from '../pause.ts';
import type { Answers, Job, Reply } from './jobs.ts';

const mostThreads = 4;

/**
 * Does the jobs in up to four threads, which end with them; `take` gets each answer with its job's place, in any order. The first
 * failure ends all, as does a cancelled pause.
 */
export async function runJobs<One extends Job>(
  jobs: readonly One[],
  take: (answer: Answers[One['kind']], place: number) => void,
  pause: Pause,
): Promise<void> {
  const count = Math.min(jobs.length, mostThreads, Math.max(1, availableParallelism() - 1));
  const threads = Array.from({ length: count }, () => new Worker(entryPath('decode-thread'), { execArgv: [] }));
  let next = 0;
  try {
    await Promise.all(
      threads.map(async (thread) => {
        for (let place = next++; place < jobs.length; place = next++) {
          const job = jobs[place];
          if (job === undefined) return;
          const reply = await ask(thread, job);
          if (!reply.ok) throw new AppError(reply.code, reply.message);
          take(reply.answer as Answers[One['kind']], place);
          await pause();
        }
      }),
    );
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

function ask(thread: Worker, job: Job): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const done = () => {
      thread.off('message', onMessage);
      thread.off('error', onError);
      thread.off('exit', onExit);
    };
    const onMessage = (reply: Reply) => {
      done();
      resolve(reply);
    };
    const onError = (error: unknown) => {
      done();
      const why = error instanceof Error ? error.message : String(error);
      reject(new AppError('unavailable', `The thread that decodes the data failed: ${why}.`));
    };
    const onExit = () => onError(new Error('it ended'));
    thread.on('message', onMessage);
    thread.on('error', onError);
    thread.on('exit', onExit);
    thread.postMessage(job);
  });
}

/** One job alone. */
export async function runJob<One extends Job>(job: One, pause: Pause): Promise<Answers[One['kind']]> {
  let found: Answers[One['kind']] | null = null;
  await runJobs(
    [job],
    (answer) => {
      found = answer;
    },
    pause,
  );
  if (found === null) throw new AppError('internal', 'A decoding thread gave no answer.');
  return found;
}
