// Starts the program that builds and checks a model, and waits for its answer.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { entryPath } from '#main/entries.ts';
import { workerEnvironment } from '#main/runners/platform.ts';
import { AppError } from '#shared/errors.ts';
import { nodeBinary } from '../places.ts';
import { type ExportAnswer, type ExportJob, exportAnswer } from './job.ts';

/** Throws the program's AppError, or `unavailable` when it dies, and `cancelled` when the signal says so. */
export async function runExportProgram(
  job: ExportJob,
  signal?: AbortSignal,
): Promise<Extract<ExportAnswer, { ok: true }>> {
  if (signal?.aborted) throw cancelled();
  const child = fork(entryPath('model-export'), [], {
    execPath: nodeBinary(process.platform, process.env),
    execArgv: [],
    env: workerEnvironment(process.platform, process.env, 1),
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
      throw new AppError('unavailable', `The program that exports the model ended${why === '' ? '' : `: ${why}`}.`);
    });
    const message = async () => (await once(child, 'message', { signal: over.signal }))[0] as unknown;
    const answered = message().then(() => {
      const answer = message();
      child.send(job);
      return answer;
    });
    const answer = exportAnswer.parse(await Promise.race([answered, died]));
    died.catch(() => undefined);
    if (!answer.ok) throw new AppError(answer.code, answer.message);
    return answer;
  } finally {
    over.abort();
    signal?.removeEventListener('abort', cancel);
    child.kill('SIGKILL');
  }
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The export was cancelled.');
}
