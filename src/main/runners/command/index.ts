// The command runner: runs the user's own program, one process a trial. Any language; docs/command-runner.md is what it is told.
import type { Runner, TrialJob } from '../runner.ts';
import { createOrphanWatch } from './orphan-watch.ts';
import { CommandRun } from './run.ts';

export interface CommandRunnerOptions {
  readonly platform?: NodeJS.Platform;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How long a program that is asked to end may take before it is killed. Default 10 s. */
  readonly graceMs?: number;
  /** How often silence is looked at. */
  readonly watchIntervalMs?: number;
}

/** Contract: runner.ts. Jobs without a command are refused. After `close` nothing can be started. */
export type CommandRunner = Pick<Runner, 'kind' | 'start' | 'close'>;

export function createCommandRunner(options: CommandRunnerOptions = {}): CommandRunner {
  const { graceMs = 10_000, watchIntervalMs = 1000 } = options;
  const living = new Set<CommandRun>();
  const orphans = createOrphanWatch(graceMs);
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  const around = {
    platform: options.platform ?? process.platform,
    environment: options.environment ?? process.env,
    graceMs,
    now: () => performance.now(),
    onGroup: (group: number, isRunning: boolean) => (isRunning ? orphans.add(group) : orphans.remove(group)),
  };

  function gone(run: CommandRun): void {
    living.delete(run);
    if (living.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  }

  return {
    kind: 'command',
    start(_slot: number, job: TrialJob, observer) {
      if (closed) throw new Error('The runner is closed.');
      if (job.command === undefined) throw new Error('This job names no program.');
      const run = new CommandRun(job, job.command, observer, around);
      living.add(run);
      void run.ended.then(() => gone(run));
      timer ??= setInterval(() => {
        for (const one of living) one.watch();
      }, watchIntervalMs).unref();
      return run;
    },
    async close() {
      closed = true;
      const ending = [...living];
      for (const run of ending) run.kill();
      await Promise.all(ending.map((run) => run.ended));
      orphans.close();
    },
  };
}
