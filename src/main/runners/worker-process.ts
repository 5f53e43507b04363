// One worker process: forked once, trains one trial after another, tells how each ended.
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import {
  type HostMessage,
  heartbeatFd,
  heartbeatLine,
  outOfMemoryCode,
  type WorkerMessage,
  workerMessage,
} from '#main/training/protocol.ts';
import { createOutputReader, createTail, maxLinesPerRun } from './output.ts';
import { describeExit } from './platform.ts';
import { isWornOut, type RecyclingLimits } from './recycling.ts';
import type { LoadedEngine, RunningTrial, TrialEnd, TrialJob, TrialObserver } from './runner.ts';
import { createWatchdog, type Watchdog, type WatchdogLimits } from './watchdog.ts';

export interface WorkerProcessOptions {
  readonly platform: NodeJS.Platform;
  readonly limits: WatchdogLimits;
  readonly recycling: RecyclingLimits;
  /** Monotonic, ms. */
  now(): number;
  /** Called when the process is gone. */
  onGone(): void;
  /** Called when a run has ended and the process waits for the next one. */
  onIdle(): void;
}

interface Run {
  readonly id: number;
  readonly job: TrialJob;
  readonly observer: TrialObserver;
  readonly watchdog: Watchdog;
  readonly resolve: (end: TrialEnd) => void;
  lines: number;
  killed: boolean;
  /** Set when the watchdog gave the process up. */
  givenUp: string | null;
  graceTimer: NodeJS.Timeout | null;
}

/** After the process has exited, how long its last messages and lines are waited for (a grandchild may hold the pipes open). */
const lastWordsMs = 500;
/** CUDA's libraries come from a slow disk in tens of seconds. */
const loadMs = 120_000;

export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #options: WorkerProcessOptions;
  readonly #tail = createTail();
  readonly #loads = new Map<string, ((loaded: LoadedEngine) => void)[]>();
  #run: Run | null = null;
  #runs = 0;
  #ready = false;
  #outbox: HostMessage[] = [];
  #firstRssBytes: number | null = null;
  #rssBytes: number | null = null;
  #gone = false;
  #spoiled = false;
  #resolveGone: () => void = () => undefined;
  /** Resolves when the process has exited. */
  readonly gone: Promise<void>;

  constructor(child: ChildProcess, options: WorkerProcessOptions) {
    this.#child = child;
    this.#options = options;
    this.gone = new Promise((resolve) => {
      this.#resolveGone = resolve;
    });
    child.on('message', (message) => this.#receive(message));
    child.on('error', (error) => {
      this.#tail.push(error.message);
      if (child.pid === undefined) this.#finish(`it could not be started (${error.message})`);
    });
    child.on('exit', (code, signal) => this.#exited(code, signal));
    this.#read(child.stdout, 'info');
    this.#read(child.stderr, 'warning');
    const beats = createOutputReader((line) => this.#beat(line));
    const pipe = child.stdio[heartbeatFd] as Readable | null | undefined;
    pipe?.setEncoding('utf8').on('data', (chunk: string) => beats.push(chunk));
    pipe?.on('error', () => undefined);
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  get busy(): boolean {
    return this.#run !== null;
  }

  /** No trial was given to it yet. */
  get unused(): boolean {
    return this.#runs === 0;
  }

  /** Whether another trial may be given to it. */
  get reusable(): boolean {
    const use = { runs: this.#runs, firstRssBytes: this.#firstRssBytes, rssBytes: this.#rssBytes };
    return !this.#gone && !this.#spoiled && !this.busy && !isWornOut(use, this.#options.recycling);
  }

  /** Never rejects. */
  load(engine: string): Promise<LoadedEngine> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        answer({ version: null, reason: `The engine ${engine} does not load within ${loadMs / 60_000} minutes.` });
        this.#strike();
      }, loadMs);
      const answer = (loaded: LoadedEngine) => {
        clearTimeout(timer);
        resolve(loaded);
      };
      this.#loads.set(engine, [...(this.#loads.get(engine) ?? []), answer]);
      this.#send({ type: 'load', engine });
    });
  }

  start(id: number, job: TrialJob, observer: TrialObserver): RunningTrial {
    let resolve: (end: TrialEnd) => void = () => undefined;
    const ended = new Promise<TrialEnd>((done) => {
      resolve = done;
    });
    const watchdog = createWatchdog(this.#options.limits, this.#options.now());
    const run: Run = { id, job, observer, watchdog, resolve, lines: 0, killed: false, givenUp: null, graceTimer: null };
    this.#run = run;
    this.#runs++;
    this.#tail.clear();
    observer.onPhase('starting');
    if (job.dataset === null) throw new Error('A worker trains on an encoded data set; this job names none.');
    const { trial, seed, settings, engine, threads, workers, dataset, goal, resumeFrom, checkpointPath, weights } = job;
    const { share = 1 } = job;
    this.#send({
      ...{ type: 'start', run: id, trial, seed, settings, engine, threads, workers, dataset, share, goal },
      ...{ resumeFrom, checkpointPath, weights },
    });
    const current = () => this.#run === run;
    return {
      pid: this.pid,
      ended,
      pause: () => {
        if (current()) this.#send({ type: 'pause', run: id });
      },
      stop: (graceMs) => {
        if (!current()) return;
        this.#send({ type: 'stop', run: id, graceMs });
        run.graceTimer ??= setTimeout(() => this.#killRun(run), graceMs);
      },
      kill: () => this.#killRun(run),
    };
  }

  /** Call about once a second while busy. */
  watch(): void {
    const run = this.#run;
    if (run === null || run.givenUp !== null || run.killed) return;
    run.givenUp = run.watchdog.check(this.#options.now());
    if (run.givenUp !== null) this.#strike();
  }

  /** Ends an idle process; kills it when it does not go within `graceMs`. */
  async end(graceMs: number): Promise<void> {
    if (this.#gone) return;
    this.#spoiled = true;
    this.#send({ type: 'exit' });
    const timer = setTimeout(() => this.#strike(), graceMs);
    await this.gone;
    clearTimeout(timer);
  }

  async kill(): Promise<void> {
    if (this.#run !== null) this.#run.killed = true;
    if (!this.#gone) this.#strike();
    await this.gone;
  }

  /** From here on no trial may be given to it, even if a last `done` is still in the pipe. */
  #strike(): void {
    this.#spoiled = true;
    this.#child.kill('SIGKILL');
  }

  #killRun(run: Run): void {
    if (this.#run !== run) return;
    run.killed = true;
    this.#strike();
  }

  #send(message: HostMessage): void {
    if (!this.#ready) {
      this.#outbox.push(message);
      return;
    }
    // A channel that is closed by now means the process is going: its exit says the rest.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #receive(raw: unknown): void {
    const parsed = workerMessage.safeParse(raw);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      this.#tail.push(`The worker sent a message that is not in the protocol (${issue?.path.join('.')}).`);
      this.#strike();
      return;
    }
    const message = parsed.data;
    if (message.type === 'ready') {
      this.#ready = true;
      for (const held of this.#outbox.splice(0)) this.#send(held);
      return;
    }
    if (message.type === 'loaded') {
      const { engine, version, reason } = message;
      const why = reason ?? `The engine ${engine} does not tell its version.`;
      // What it found stays with the process: an engine that is installed meanwhile needs another one.
      if (version === null) this.#spoiled = true;
      this.#loaded(engine, version === null ? { version, reason: why } : { version, reason: null });
      if (this.#spoiled && !this.busy) this.#options.onIdle();
      return;
    }
    const run = this.#run;
    if (run !== null && message.run === run.id) this.#told(run, message);
  }

  #loaded(engine: string, loaded: LoadedEngine): void {
    for (const answer of this.#loads.get(engine) ?? []) answer(loaded);
    this.#loads.delete(engine);
  }

  #told(run: Run, message: Exclude<WorkerMessage, { type: 'ready' | 'loaded' }>): void {
    const { observer, watchdog } = run;
    watchdog.progress();
    switch (message.type) {
      case 'started':
        observer.onStarted({ pid: this.#child.pid ?? 0, engine: message.engine });
        return;
      case 'phase':
        watchdog.enter(message.phase);
        observer.onPhase(message.phase);
        return;
      case 'progress':
        observer.onProgress(message.epoch, message.fraction);
        return;
      case 'epoch':
        void this.#decide(run, message.epoch, message.at, message.metrics);
        return;
      case 'checkpoint':
        observer.onCheckpoint(message.epoch, message.path);
        return;
      case 'weights':
        observer.onWeights(message.epoch, message.path);
        return;
      case 'log':
        observer.onLog(message.level, message.message);
        return;
      case 'done':
        this.#endRun(
          message.outcome === 'diverged'
            ? { kind: 'diverged', epoch: message.epoch, message: message.message ?? 'The loss is not a finite number.' }
            : { kind: message.outcome, epoch: message.epoch },
        );
        return;
      case 'failed':
        // What a failed trial left behind in the process is unknown: the next one gets a fresh process.
        this.#spoiled = true;
        this.#endRun({ kind: failureKind(message.code), message: message.message });
        return;
      default:
        message satisfies never;
    }
  }

  async #decide(run: Run, epoch: number, at: number, metrics: Readonly<Record<string, number>>): Promise<void> {
    run.watchdog.enter('waiting');
    const decision = await run.observer.onEpoch(epoch, at, metrics).catch((thrown: unknown) => {
      run.observer.onLog('error', `Epoch ${epoch} could not be taken in, the trial is paused: ${String(thrown)}`);
      return 'pause' as const;
    });
    if (this.#run !== run) return;
    run.watchdog.enter('training');
    this.#send({ type: 'decision', run: run.id, epoch, decision });
  }

  #beat(line: string): void {
    try {
      const beat = heartbeatLine.parse(JSON.parse(line));
      this.#rssBytes = beat.rssBytes;
      this.#run?.watchdog.beat();
    } catch {
      this.#tail.push(`The worker's heartbeat is not readable: ${line}`);
    }
  }

  #read(stream: Readable | null, level: 'info' | 'warning'): void {
    if (stream === null) return;
    const reader = createOutputReader((line) => {
      if (level === 'warning') this.#tail.push(line);
      const run = this.#run;
      if (run === null) return;
      run.lines++;
      if (run.lines <= maxLinesPerRun) run.observer.onLog(level, line);
      else if (run.lines === maxLinesPerRun + 1) {
        run.observer.onLog('warning', `The worker wrote more than ${maxLinesPerRun} lines; the rest is not kept.`);
      }
    });
    stream.setEncoding('utf8').on('data', (chunk: string) => reader.push(chunk));
    stream.on('end', () => reader.end());
    stream.on('error', () => undefined);
  }

  /** The last messages and lines may still be in the pipes when the process has exited. */
  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    const how = describeExit(this.#options.platform, code, signal);
    const finish = () => this.#finish(how);
    const timer = setTimeout(finish, lastWordsMs);
    const ends = [this.#child.stdout, this.#child.stderr].map((stream) => over(stream, 'close'));
    if (this.#child.connected) ends.push(new Promise((resolve) => this.#child.once('disconnect', () => resolve())));
    void Promise.all(ends).then(() => {
      clearTimeout(timer);
      finish();
    });
  }

  #finish(how: string): void {
    if (this.#gone) return;
    this.#gone = true;
    const quoted = this.#tail.telling();
    const said = quoted === null ? '' : ` – ${quoted}`;
    for (const engine of this.#loads.keys()) {
      this.#loaded(engine, {
        version: null,
        reason: `The engine ${engine} ends the process that loads it: ${how}${said}.`,
      });
    }
    const run = this.#run;
    if (run !== null) {
      const message = run.givenUp ?? `The worker ended unexpectedly: ${how}${said}.`;
      this.#endRun(run.killed ? { kind: 'killed' } : { kind: 'crashed', message });
    }
    this.#resolveGone();
    this.#options.onGone();
  }

  #endRun(end: TrialEnd): void {
    const run = this.#run;
    if (run === null) return;
    this.#run = null;
    if (run.graceTimer !== null) clearTimeout(run.graceTimer);
    this.#firstRssBytes ??= this.#rssBytes;
    run.resolve(end);
    if (!this.#gone) this.#options.onIdle();
  }
}

function failureKind(code: string): 'blocked' | 'exhausted' | 'failed' {
  if (code === outOfMemoryCode) return 'exhausted';
  return code === 'unavailable' ? 'blocked' : 'failed';
}

function over(stream: Readable | null, event: 'close'): Promise<void> {
  if (stream === null || stream.closed) return Promise.resolve();
  return new Promise((resolve) => stream.once(event, () => resolve()));
}
