// The host's side: starts a program for one job, which would block the host, and waits for its answer.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { z } from 'zod';
import { type EntryName, entryPath } from '#main/entries.ts';
import { AppError } from '#shared/errors.ts';
import { nodeBinary } from '../places.ts';
import { programMessage } from './protocol.ts';

export interface ProgramOrder<R> {
  /** Hears answers that come before the result; a throw ends the program. */
  readonly onPart?: ((part: unknown) => void) | undefined;
  readonly entry: EntryName;
  /** What it does, for sentences: "exports the model". */
  readonly what: string;
  readonly job: object;
  readonly result: z.ZodType<R>;
  readonly environment: Readonly<Record<string, string>>;
  /** Aborting kills the program. */
  readonly signal?: AbortSignal | undefined;
  /** Share of the job that is done, 0..1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Throws the program's AppError, `unavailable` when it dies, and `cancelled` when the signal says so. */
export async function askProgram<R>(order: ProgramOrder<R>): Promise<R> {
  const { entry, what, signal } = order;
  const cancelled = () => new AppError('cancelled', `The program that ${what} was cancelled.`);
  if (signal?.aborted) throw cancelled();
  const child = fork(entryPath(entry), [], {
    execPath: nodeBinary(process.platform, process.env),
    execArgv: [],
    env: order.environment,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = `${lastWords}${text}`.slice(-2000);
  });
  const over = new AbortController();
  const cancel = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const died = once(child, 'exit', { signal: over.signal }).then(() => {
      if (signal?.aborted) throw cancelled();
      const why = lastWords.trim().split('\n').at(-1) ?? '';
      throw new AppError('unavailable', `The program that ${what} ended${why === '' ? '' : `: ${why}`}.`);
    });
    const answered = new Promise<R>((resolve, reject) => {
      child.on('message', (raw) => {
        // What it had said before it was killed comes after; whoever cancelled wants none of it.
        if (signal?.aborted) return;
        try {
          const message = programMessage.parse(raw);
          if (message.kind === 'ready') child.send(order.job);
          else if (message.kind === 'progress') order.onProgress?.(message.done);
          else if (message.kind === 'part') order.onPart?.(message.part);
          else if (message.kind === 'result') resolve(order.result.parse(message.result));
          else reject(new AppError(message.code, message.message));
        } catch (thrown) {
          reject(thrown);
        }
      });
    });
    died.catch(() => undefined);
    return await Promise.race([answered, died]);
  } finally {
    over.abort();
    signal?.removeEventListener('abort', cancel);
    child.kill('SIGKILL');
  }
}
