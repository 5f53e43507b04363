// The built-in runner: trains each trial in a forked worker process of the application's own Node.
import { fork } from 'node:child_process';
import { entryPath } from '#main/entries.ts';
import { workerEnvironment } from './platform.ts';
import { defaultRecycling, type RecyclingLimits } from './recycling.ts';
import { deviceKey, type Runner, type TrialJob } from './runner.ts';
import { defaultLimits, type WatchdogLimits } from './watchdog.ts';
import { WorkerProcess } from './worker-process.ts';

export interface BuiltinRunnerOptions {
  /** Node binary to fork; Electron passes the one it ships (its own allocator aborts on blocks ≥ 2 GB). Default: this process's. */
  readonly execPath?: string;
  readonly platform?: NodeJS.Platform;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly limits?: Partial<WatchdogLimits>;
  readonly recycling?: Partial<RecyclingLimits>;
  /** An idle worker holds 100–300 MB; it is ended after this long. Default one minute. */
  readonly idleMs?: number;
  /** The worker program; tests pass their own. */
  readonly entry?: string;
}

const keyOf = ({ engine, threads, device }: Pick<TrialJob, 'engine' | 'threads' | 'device'>) =>
  `${engine} ${threads} ${deviceKey(device)}`;

const exitGraceMs = 2000;
const watchIntervalMs = 1000;

interface LaneProcess {
  readonly worker: WorkerProcess;
  /** What is fixed in a process's environment or held in its memory: another engine, thread count or device needs a new one. */
  readonly key: string;
  idleTimer: NodeJS.Timeout | null;
}

/** Contract: runner.ts. After `close` nothing can be started. */
export function createBuiltinRunner(options: BuiltinRunnerOptions = {}): Runner {
  const platform = options.platform ?? process.platform;
  const limits = { ...defaultLimits, ...options.limits };
  const recycling = { ...defaultRecycling, ...options.recycling };
  const idleMs = options.idleMs ?? 60_000;
  const lanes = new Map<number, LaneProcess>();
  const living = new Set<WorkerProcess>();
  let lastRun = 0;
  let closed = false;
  let timer: NodeJS.Timeout | null = null;

  function watch(): void {
    timer ??= setInterval(() => {
      for (const worker of living) worker.watch();
    }, watchIntervalMs).unref();
  }

  function spawn(slot: number, key: string, { threads, device }: Pick<TrialJob, 'threads' | 'device'>): LaneProcess {
    const child = fork(options.entry ?? entryPath('worker'), [], {
      execPath: options.execPath ?? process.execPath,
      // Not the host's: a debugger's port or a test runner's loader would follow into every worker.
      execArgv: [],
      env: workerEnvironment(platform, options.environment ?? process.env, threads, device),
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    });
    const worker: WorkerProcess = new WorkerProcess(child, {
      platform,
      limits,
      recycling,
      now: () => performance.now(),
      onGone: () => {
        living.delete(worker);
        if (lanes.get(slot)?.worker === worker) lanes.delete(slot);
        if (living.size === 0 && timer !== null) {
          clearInterval(timer);
          timer = null;
        }
      },
      onIdle: () => {
        if (lanes.get(slot) === lane) rest(slot, lane);
      },
    });
    const lane: LaneProcess = { worker, key, idleTimer: null };
    lanes.set(slot, lane);
    living.add(worker);
    watch();
    return lane;
  }

  /** It waits for the next trial, for a while. */
  function rest(slot: number, lane: LaneProcess): void {
    if (lane.idleTimer !== null) clearTimeout(lane.idleTimer);
    if (lane.worker.reusable) lane.idleTimer = setTimeout(() => retire(slot), idleMs).unref();
    else retire(slot);
  }

  function retire(slot: number): void {
    const lane = lanes.get(slot);
    if (lane === undefined) return;
    lanes.delete(slot);
    if (lane.idleTimer !== null) clearTimeout(lane.idleTimer);
    void lane.worker.end(exitGraceMs);
  }

  function processFor(slot: number, job: TrialJob): LaneProcess {
    const key = keyOf(job);
    const lane = lanes.get(slot);
    if (lane?.worker.busy) throw new Error(`Worker lane ${slot} is still training; a lane trains one trial at a time.`);
    if (lane !== undefined && lane.key === key && lane.worker.reusable) {
      if (lane.idleTimer !== null) clearTimeout(lane.idleTimer);
      lane.idleTimer = null;
      return lane;
    }
    retire(slot);
    return spawn(slot, key, job);
  }

  return {
    kind: 'builtin',
    async load(engine, { threads, device, processes }) {
      if (closed) throw new Error('The runner is closed.');
      const key = keyOf({ engine, threads, device });
      const chosen: LaneProcess[] = [];
      for (let slot = 0; chosen.length < Math.max(1, processes); slot++) {
        let there = lanes.get(slot);
        if (there !== undefined && there.key !== key && there.worker.unused) {
          // It has loaded another engine, for nothing.
          retire(slot);
          there = undefined;
        }
        if (there !== undefined && (there.key !== key || !there.worker.reusable)) continue;
        const lane = there ?? spawn(slot, key, { threads, device });
        rest(slot, lane);
        chosen.push(lane);
      }
      const [first] = chosen.map(({ worker }) => worker.load(engine));
      return first ?? { version: null, reason: 'No worker could be started.' };
    },
    start(slot, job, observer) {
      if (closed) throw new Error('The runner is closed.');
      lastRun++;
      return processFor(slot, job).worker.start(lastRun, job, observer);
    },
    async close() {
      closed = true;
      for (const lane of lanes.values()) if (lane.idleTimer !== null) clearTimeout(lane.idleTimer);
      lanes.clear();
      await Promise.all([...living].map((worker) => worker.kill()));
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}
