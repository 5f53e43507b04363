// Decoding in threads: what would block the host for longer than a slice (a picture, a block of a Parquet file) is done beside it.
import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { entryPath } from '#main/entries.ts';
import { AppError } from '#shared/errors.ts';
import type { Pause } from '../pause.ts';
import type { Answers, Job, Reply } from './jobs.ts';

const mostThreads = 4;
/** A damaged file can send a decoder round in circles; no sound one takes so long for a job. */
const mostMs = 300_000;
/** How often a cancelled preparation is noticed while a job runs. */
const lookMs = 100;
const resourceLimits = { maxOldGenerationSizeMb: 3072 };

export interface JobOptions {
  readonly pause: Pause;
  /** Longest that a job may take; default: five minutes. */
  readonly limitMs?: number;
}

/**
 * Does the jobs in up to four threads, which end with them; `take` gets each answer with its job's place, in any order. The first
 * failure ends all, as does a cancelled pause.
 */
export async function runJobs<One extends Job>(
  jobs: readonly One[],
  take: (answer: Answers[One['kind']], place: number) => void,
  { pause, limitMs = mostMs }: JobOptions,
): Promise<void> {
  const count = Math.min(jobs.length, mostThreads, Math.max(1, availableParallelism() - 1));
  const threads = Array.from(
    { length: count },
    () => new Worker(entryPath('decode-thread'), { execArgv: [], resourceLimits }),
  );
  let next = 0;
  try {
    await Promise.all(
      threads.map(async (thread) => {
        for (let place = next++; place < jobs.length; place = next++) {
          const job = jobs[place];
          if (job === undefined) return;
          const reply = await inTime(ask(thread, job), job, { pause, limitMs });
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

/** The reply, unless the preparation is cancelled or the job takes too long before it is there. */
async function inTime(reply: Promise<Reply>, job: Job, { pause, limitMs }: Required<JobOptions>): Promise<Reply> {
  const replied = new AbortController();
  try {
    return await Promise.race([reply, overdue(job, { pause, limitMs }, replied.signal)]);
  } finally {
    replied.abort();
  }
}

async function overdue(job: Job, { pause, limitMs }: Required<JobOptions>, replied: AbortSignal): Promise<never> {
  for (let waitedMs = 0; waitedMs < limitMs && !replied.aborted; waitedMs += lookMs) {
    await setTimeout(lookMs, undefined, { ref: false });
    await pause();
  }
  const path = job.kind === 'images' ? (job.paths[0] ?? '') : job.path;
  throw new AppError(
    'invalid',
    `${path} could not be decoded within ${Math.round(limitMs / 1000)} seconds; it is likely damaged, so write or fetch it again.`,
    { path },
  );
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
export async function runJob<One extends Job>(job: One, options: JobOptions): Promise<Answers[One['kind']]> {
  let found: Answers[One['kind']] | null = null;
  await runJobs(
    [job],
    (answer) => {
      found = answer;
    },
    options,
  );
  if (found === null) throw new AppError('internal', 'A decoding thread gave no answer.');
  return found;
}
