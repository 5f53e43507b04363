// Measures how many training steps a second the processes of a plan do side by side, in processes of their own.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { entryPath } from '#main/entries.ts';
import { type ProbeJob, probeAnswer } from '#main/training/protocol.ts';
import { AppError } from '#shared/errors.ts';
import { workerEnvironment } from './platform.ts';
import type { Plan, PlanProbe } from './runner.ts';

export interface PlanProbeOptions {
  readonly execPath: string;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What each process trains. */
  readonly job: Omit<ProbeJob, 'threads'>;
}

/** How long a plan trains in a round. */
const roundMs = 250;
/** Start of the processes and the first step; a study that is so slow to start is not measured. */
const startMs = 15_000;
/** Of processes that open a card first. */
const startOnCardMs = 90_000;

export function createPlanProbe(options: PlanProbeOptions): PlanProbe {
  return {
    async measure(plans, rounds) {
      const groups = plans.map((plan) => startGroup(plan, options));
      try {
        const patience = plans.some(({ devices }) => devices !== undefined) ? startOnCardMs : startMs;
        await within(patience, Promise.all(groups.flat().map(ready)));
        const rates = plans.map((): number[] => []);
        for (let round = 0; round < rounds; round++) {
          // Plans take turns, so that what else the machine does disturbs all alike.
          for (const [index, group] of groups.entries()) rates[index]?.push(await rateOf(group));
        }
        return rates;
      } finally {
        for (const child of groups.flat()) child.kill('SIGKILL');
      }
    },
  };
}

function startGroup(
  { processes, threads, devices = [] }: Plan,
  { execPath, platform, environment, job }: PlanProbeOptions,
) {
  const argument = JSON.stringify({ ...job, threads } satisfies ProbeJob);
  return Array.from({ length: processes }, (_, i) => {
    const env = workerEnvironment(platform, environment, threads, devices[i % devices.length]);
    return fork(entryPath('plan-probe'), [argument], { execPath, execArgv: [], env, stdio: 'ignore' });
  });
}

/** Rejects when the process ends instead. */
async function ready(child: ChildProcess): Promise<void> {
  await answer(child);
}

async function answer(child: ChildProcess): Promise<unknown> {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(child, 'exit', { signal }).then(([code, by]) => {
    throw new AppError('unavailable', `A process that measures steps ended (${by ?? `code ${code}`}).`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
    return message;
  } finally {
    ended.catch(() => undefined);
    settled.abort();
  }
}

async function rateOf(group: readonly ChildProcess[]): Promise<number> {
  const answers = group.map(answer);
  for (const child of group) child.send({ forMs: roundMs });
  const done = await within(startMs, Promise.all(answers));
  return done.reduce<number>((sum, message) => {
    const { steps, ms } = probeAnswer.parse(message);
    return sum + (1000 * steps) / ms;
  }, 0);
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new AppError('limit', `Measuring took longer than ${ms / 1000} s.`)), ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
