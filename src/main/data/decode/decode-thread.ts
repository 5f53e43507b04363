// A thread that decodes, so that the host goes on meanwhile. Started by threads.ts.
import { parentPort } from 'node:worker_threads';
import { AppError } from '#shared/errors.ts';
import { answerOf, type Job, type Reply } from './jobs.ts';

if (!parentPort) throw new Error('decode-thread.ts is started by threads.ts, not by hand.');
const host = parentPort;

host.on('message', async (job: Job) => {
  try {
    const { answer, transfer } = await answerOf(job);
    host.postMessage({ ok: true, answer } satisfies Reply, transfer);
  } catch (thrown) {
    const error = thrown instanceof AppError ? thrown : new AppError('internal', String(thrown));
    host.postMessage({ ok: false, code: error.code, message: error.message } satisfies Reply);
  }
});
