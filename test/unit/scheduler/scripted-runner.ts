// A Runner that replays curves instead of training, for what only the scheduler decides: order, states, retries, many lanes.
import { setImmediate } from 'node:timers/promises';
import type { Runner, RunningTrial, TrialEnd, TrialJob, TrialObserver } from '#main/runners/runner.ts';

export type Metrics = Readonly<Record<string, number>>;

export interface Script {
  /** Metrics of an epoch. */
  curve(job: TrialJob, epoch: number): Metrics;
  /** How this run of the trial ends after `epoch` when it does not end by itself. `run` counts the starts of this trial from 1. */
  endAfter?(job: TrialJob, epoch: number, run: number): TrialEnd | null;
  /** A checkpoint after this epoch; default: every epoch. */
  saves?(epoch: number): boolean;
  /** Epoch whose weights are written before the checkpoint after this epoch; default: none. */
  weights?(job: TrialJob, epoch: number): number | null;
  /** Awaited before each epoch: lets a test hold a trial. */
  gate?(job: TrialJob, epoch: number): Promise<void>;
}

export interface ScriptedRunner extends Runner {
  /** Trials in the order in which they were started, repeated starts included. */
  readonly started: TrialJob[];
  /** Most trials that ran at once. */
  readonly mostAtOnce: number;
}

const epochsOf = (job: TrialJob) => Number(job.settings['training.epochs']);

export function createScriptedRunner(script: Script): ScriptedRunner {
  const started: TrialJob[] = [];
  const runs = new Map<number, number>();
  const busy = new Set<number>();
  let mostAtOnce = 0;

  async function play(job: TrialJob, observer: TrialObserver, run: number, wish: Wish): Promise<TrialEnd> {
    observer.onPhase('starting');
    await setImmediate();
    observer.onStarted({ pid: 1000 + job.trial, engine: { name: job.engine, version: '0' } });
    observer.onPhase('training');
    let epoch = job.resumeFrom === null ? 0 : Number(job.resumeFrom.split('.').at(-1));
    while (epoch < epochsOf(job)) {
      await Promise.race([Promise.resolve(script.gate?.(job, epoch + 1)), wish.killed]);
      await setImmediate();
      if (wish.isKilled) return { kind: 'killed' };
      epoch++;
      const decision = await observer.onEpoch(epoch, Date.now(), script.curve(job, epoch));
      const end = script.endAfter?.(job, epoch, run) ?? null;
      if (end !== null) return end;
      const asked = decision === 'stop' || wish.asked === 'stop' ? 'stop' : decision === 'pause' ? 'pause' : wish.asked;
      if (asked !== null || (script.saves?.(epoch) ?? true)) {
        const weights = script.weights?.(job, epoch) ?? null;
        if (weights !== null) observer.onWeights(weights, `${job.weights?.path}.${weights}`);
        observer.onCheckpoint(epoch, `${job.checkpointPath}.${epoch}`);
      }
      if (epoch === epochsOf(job)) break;
      if (asked !== null) return { kind: asked === 'stop' ? 'stopped' : 'paused', epoch };
    }
    return { kind: 'complete', epoch };
  }

  return {
    kind: 'scripted',
    started,
    get mostAtOnce() {
      return mostAtOnce;
    },
    load: async () => ({ version: '0', reason: null }),
    start(slot, job, observer): RunningTrial {
      if (busy.has(slot)) throw new Error(`Slot ${slot} is busy.`);
      busy.add(slot);
      mostAtOnce = Math.max(mostAtOnce, busy.size);
      started.push(job);
      const run = (runs.get(job.trial) ?? 0) + 1;
      runs.set(job.trial, run);
      const wish = createWish();
      const ended = play(job, observer, run, wish).finally(() => busy.delete(slot));
      return {
        pid: 1000 + job.trial,
        pause: () => wish.ask('pause'),
        stop: () => wish.ask('stop'),
        kill: wish.kill,
        ended,
      };
    },
    close: async () => undefined,
  };
}

interface Wish {
  asked: 'pause' | 'stop' | null;
  isKilled: boolean;
  readonly killed: Promise<void>;
  ask(what: 'pause' | 'stop'): void;
  kill(): void;
}

function createWish(): Wish {
  let release: () => void = () => undefined;
  const wish: Wish = {
    asked: null,
    isKilled: false,
    killed: new Promise((resolve) => {
      release = resolve;
    }),
    ask(what) {
      if (wish.asked !== 'stop') wish.asked = what;
    },
    kill() {
      wish.isKilled = true;
      release();
    },
  };
  return wish;
}
