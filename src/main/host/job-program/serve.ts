// The program's side: takes one job, does it, answers.
import type { z } from 'zod';
import { createPace } from '#main/training/worker/pace.ts';
import { toAppError } from '#shared/errors.ts';
import type { ProgramMessage } from './protocol.ts';

const progressMs = 100;

/** `work` gets the job, a function that tells the share that is done, and one that tells a part of the answer; what it throws is told as its sentence. */
export function serveJob<J>(
  schema: z.ZodType<J>,
  work: (job: J, tell: (done: number) => void, part: (part: object) => void) => Promise<object>,
): void {
  const say = (message: ProgramMessage) => process.send?.(message);
  const pace = createPace(Date.now, progressMs);
  const tell = (done: number) => {
    if (pace.due()) say({ kind: 'progress', done: Math.min(1, Math.max(0, done)) });
  };
  process.on('disconnect', () => process.exit(0));
  process.on('message', async (message) => {
    try {
      const part = (one: object) => say({ kind: 'part', part: one });
      say({ kind: 'result', result: await work(schema.parse(message), tell, part) });
    } catch (thrown) {
      const { code, message: sentence } = toAppError(thrown);
      say({ kind: 'failed', code, message: sentence });
    }
  });
  say({ kind: 'ready' });
}
