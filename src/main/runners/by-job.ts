// One runner for all studies of a host: a job with a program of the user's goes to `command`, any other to `builtin`.
import type { CommandRunner } from './command/index.ts';
import type { Runner } from './runner.ts';

export function createRunnerByJob(builtin: Runner, command: CommandRunner): Runner {
  return {
    kind: 'by-job',
    load: (engine, setup) => builtin.load(engine, setup),
    start: (slot, job, observer) => (job.command === undefined ? builtin : command).start(slot, job, observer),
    async close() {
      await Promise.all([builtin.close(), command.close()]);
    },
  };
}
