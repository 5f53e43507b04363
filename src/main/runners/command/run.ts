// The user's program for one run of a trial: started with its settings, its lines taken in, ended when the trial is.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { fillWords } from '#shared/study/command-line.ts';
import { createTail, maxLinesPerRun } from '../output.ts';
import { commandEnvironment, describeExit } from '../platform.ts';
import type { Command, RunningTrial, TrialEnd, TrialJob, TrialObserver } from '../runner.ts';
import { createWatchdog, type Watchdog } from '../watchdog.ts';
import { createCheckpointFolder } from './checkpoint-folder.ts';
import { createIntake } from './intake.ts';
import { type Report, readLateEpochs, writeLateEpochs } from './late-epochs.ts';
import { createLineCutter } from './lines.ts';
import { askToEnd, killTree, outlivesHost, treeOptions } from './process-tree.ts';
import { startProblem } from './start-problem.ts';

export interface CommandSurroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How long a program that is asked to end may take to save. */
  readonly graceMs: number;
  /** Monotonic, ms. */
  now(): number;
  /** The process group runs, or has ended. */
  onGroup(group: number, isRunning: boolean): void;
}

/** After the program has exited, how long its pipes may be silent before they are given up: on Windows a grandchild may hold them. */
const lastWordsMs = 500;
/** Lines of one piece of output that are taken in before others get their turn in the host. */
const linesPerTurn = 50;
/** As in the trial's log. */
const maxLogLine = 2000;
/** Epochs that are kept of a program that goes on after its trial was to end. */
const maxLate = 10_000;

export class CommandRun implements RunningTrial {
  readonly #job: TrialJob;
  readonly #command: Command;
  readonly #observer: TrialObserver;
  readonly #around: CommandSurroundings;
  readonly #intake: ReturnType<typeof createIntake>;
  readonly #watchdog: Watchdog;
  readonly #errors = createTail();
  readonly #output = createTail();
  /** For files of this run only; the checkpoint's folder stays for the next. */
  readonly #folder: string;
  readonly #checkpoints: ReturnType<typeof createCheckpointFolder>;
  #child: ChildProcess | null = null;
  #wish: 'pause' | 'stop' | null = null;
  /** The last epoch that was told; 0 before the first. */
  #epoch = 0;
  /** An epoch's answer ended the trial: what the program still tells counts when the trial goes on. */
  #isDecided = false;
  #late: Report[] = [];
  #isStruck = false;
  #silentFor: string | null = null;
  #graceTimer: NodeJS.Timeout | null = null;
  #hasExited = false;
  /** Streams whose lines are being taken in. */
  #taking = 0;
  #loggedLines = 0;
  readonly ended: Promise<TrialEnd>;

  constructor(job: TrialJob, command: Command, observer: TrialObserver, around: CommandSurroundings) {
    this.#job = job;
    this.#command = command;
    this.#observer = observer;
    this.#around = around;
    this.#folder = `${job.checkpointPath}.run`;
    this.#checkpoints = createCheckpointFolder(job.checkpointPath);
    this.#intake = createIntake(job.goal?.metric ?? null);
    const silenceMs = command.silenceMinutes === null ? Number.POSITIVE_INFINITY : command.silenceMinutes * 60_000;
    const limits = { heartbeatMs: Number.POSITIVE_INFINITY, startingMs: silenceMs, compilingMs: silenceMs };
    this.#watchdog = createWatchdog({ ...limits, trainingMs: silenceMs }, around.now());
    this.ended = this.#run();
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  pause(): void {
    this.#ask('pause', this.#around.graceMs);
  }

  stop(graceMs: number): void {
    this.#ask('stop', graceMs);
  }

  kill(): void {
    this.#isStruck = true;
    if (this.pid !== null && !this.#hasExited) killTree(this.#around.platform, this.pid);
  }

  /** Call about once a second. */
  watch(): void {
    if (this.#silentFor !== null || this.#isStruck || this.#child === null || this.#taking > 0) return;
    if (this.#watchdog.check(this.#around.now()) === null) return;
    this.#silentFor = `${this.#command.silenceMinutes} min`;
    if (this.pid !== null && !this.#hasExited) killTree(this.#around.platform, this.pid);
  }

  async #run(): Promise<TrialEnd> {
    this.#observer.onPhase('starting');
    try {
      return await this.#follow();
    } catch (thrown) {
      this.kill();
      const problem = startProblem(thrown, this.#command);
      return problem ?? { kind: 'crashed', message: `The program could not be followed: ${messageOf(thrown)}` };
    } finally {
      if (this.#graceTimer !== null) clearTimeout(this.#graceTimer);
      await rm(this.#folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  async #follow(): Promise<TrialEnd> {
    const variables = await this.#layOut();
    await this.#replay();
    const asked = this.#asked();
    if (asked !== null) return asked;
    const child = await this.#spawn(variables);
    const { pid = 0 } = child;
    const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    const read = Promise.all([
      this.#read(child.stdout, (line) => this.#takeLine(line)),
      this.#read(child.stderr, async (line) => {
        this.#errors.push(line);
        this.#log(line);
      }),
    ]);
    if (outlivesHost(this.#around.platform)) this.#around.onGroup(pid, true);
    this.#observer.onStarted({ pid, engine: { name: 'command', version: '' } });
    this.#observer.onPhase('training');
    // It was asked to end, or killed, while it was being started.
    if (this.#isStruck) this.kill();
    else if (this.#wish !== null) askToEnd(this.#around.platform, pid, this.#stopFile);
    const { code, signal } = await exited;
    this.#hasExited = true;
    // A trial has ended with its program: nothing that it started runs on.
    if (outlivesHost(this.#around.platform)) {
      killTree(this.#around.platform, pid);
      this.#around.onGroup(pid, false);
    }
    await this.#lastWords(child, read);
    await this.#noteCheckpoint();
    // One that saved nothing trains them again.
    if (this.#late.length > 0 && (await this.#checkpoints.hasFiles())) {
      await writeLateEpochs(this.#job.checkpointPath, this.#late);
    }
    return this.#asked() ?? this.#ownEnd(code, signal);
  }

  /** Folders and files that the program is told of; returns its own variables. */
  async #layOut(): Promise<Record<string, string>> {
    const { checkpointPath, settings, seed, trial, run, fold, share = 1, threads, device } = this.#job;
    const params = join(this.#folder, 'params.json');
    await mkdir(checkpointPath, { recursive: true });
    await mkdir(this.#folder, { recursive: true });
    await rm(this.#stopFile, { force: true });
    await writeFile(params, JSON.stringify(settings));
    // What an earlier run saved is known.
    await this.#checkpoints.hasNews();
    return {
      VERNIER_PARAMS: params,
      VERNIER_SEED: String(seed),
      VERNIER_TRIAL: String(trial),
      VERNIER_RUN: String(run),
      ...(share < 1 && { VERNIER_SHARE: String(share) }),
      ...(fold !== null && { VERNIER_FOLD: String(fold) }),
      VERNIER_CHECKPOINT_DIR: checkpointPath,
      VERNIER_DEVICE: device.kind === 'gpu' ? 'cuda' : 'cpu',
      VERNIER_THREADS: String(threads),
      ...(!outlivesHost(this.#around.platform) && { VERNIER_STOP_FILE: this.#stopFile }),
    };
  }

  /** Tells what an earlier run of the program trained after its trial was to wait; it may have to wait again among them. */
  async #replay(): Promise<void> {
    const { checkpointPath } = this.#job;
    const late = await readLateEpochs(checkpointPath);
    if (late.length === 0) return;
    while (this.#asked() === null) {
      const next = late.shift();
      if (next === undefined) break;
      await this.#tell(next);
    }
    await writeLateEpochs(checkpointPath, late);
  }

  get #stopFile(): string {
    return join(this.#folder, 'stop');
  }

  async #spawn(variables: Readonly<Record<string, string>>): Promise<ChildProcess> {
    const { argv, cwd, env } = this.#command;
    const { settings, threads, device } = this.#job;
    const [program = '', ...words] = fillWords(argv, settings);
    const child = spawn(program, words, {
      cwd,
      env: { ...commandEnvironment(this.#around.environment, threads, device), ...env, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...treeOptions(this.#around.platform),
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve).once('error', reject);
    });
    child.on('error', () => undefined);
    this.#child = child;
    return child;
  }

  #ask(wish: 'pause' | 'stop', graceMs: number): void {
    if (this.#wish === 'stop' || this.#wish === wish) return;
    this.#wish = wish;
    if (this.pid !== null && !this.#hasExited) askToEnd(this.#around.platform, this.pid, this.#stopFile);
    if (this.#graceTimer !== null) clearTimeout(this.#graceTimer);
    this.#graceTimer = setTimeout(() => this.kill(), graceMs);
  }

  async #read(stream: Readable | null, take: (line: string) => Promise<void>): Promise<void> {
    if (stream === null) return;
    const cutter = createLineCutter();
    stream.setEncoding('utf8');
    try {
      // The stream waits while lines are taken in: a program that writes faster than the host can store is slowed down.
      for await (const chunk of stream) {
        this.#watchdog.progress();
        await this.#takeAll(cutter.push(String(chunk)), take);
      }
    } catch {
      // The pipe was given up.
    }
    await this.#takeAll(cutter.end(), take);
  }

  async #takeAll(lines: readonly string[], take: (line: string) => Promise<void>): Promise<void> {
    this.#taking++;
    for (const [i, line] of lines.entries()) {
      await take(line);
      if (i % linesPerTurn === linesPerTurn - 1) await turn();
    }
    this.#taking--;
  }

  async #takeLine(line: string): Promise<void> {
    const { report, isLog, notes } = this.#intake.take(line);
    if (isLog) {
      this.#output.push(line);
      this.#log(line);
    }
    for (const { level, message } of notes) this.#observer.onLog(level, message);
    if (report === null) return;
    if (!this.#isDecided) await this.#tell(report);
    else if (this.#late.length < maxLate) this.#late.push(report);
  }

  async #tell({ epoch, metrics }: Report): Promise<void> {
    this.#epoch = epoch;
    const decision = await this.#observer.onEpoch(epoch, Date.now(), metrics).catch((thrown: unknown) => {
      this.#observer.onLog('error', `Epoch ${epoch} could not be taken in, the trial is paused: ${messageOf(thrown)}`);
      return 'pause' as const;
    });
    await this.#noteCheckpoint();
    this.#watchdog.progress();
    if (decision === 'continue') return;
    this.#isDecided = true;
    this.#ask(decision, this.#around.graceMs);
  }

  async #noteCheckpoint(): Promise<void> {
    if (this.#epoch > 0 && (await this.#checkpoints.hasNews())) {
      this.#observer.onCheckpoint(this.#epoch, this.#job.checkpointPath);
    }
  }

  #log(line: string): void {
    this.#loggedLines++;
    if (this.#loggedLines <= maxLinesPerRun) {
      this.#observer.onLog('info', line.length > maxLogLine ? `${line.slice(0, maxLogLine)} …` : line);
    } else if (this.#loggedLines === maxLinesPerRun + 1) {
      const message = `The program wrote more than ${maxLinesPerRun} lines; the rest is not kept.`;
      this.#observer.onLog('warning', message);
    }
  }

  /** All that it wrote is taken in, unless a process that it left behind holds the pipes open and says nothing. */
  async #lastWords(child: ChildProcess, read: Promise<unknown>): Promise<void> {
    let quiet = 0;
    const timer = setInterval(() => {
      quiet = this.#taking > 0 ? 0 : quiet + 1;
      if (quiet < 2) return;
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, lastWordsMs);
    await read;
    clearInterval(timer);
  }

  /** How a run ends that was to end; null for one that ended by itself. */
  #asked(): TrialEnd | null {
    if (this.#isStruck) return { kind: 'killed' };
    if (this.#wish === null) return null;
    return { kind: this.#wish === 'pause' ? 'paused' : 'stopped', epoch: this.#epoch };
  }

  #ownEnd(code: number | null, signal: NodeJS.Signals | null): TrialEnd {
    if (this.#silentFor !== null) {
      const message = `The program printed nothing for ${this.#silentFor} and was killed; a longer silence is allowed by "runner.silenceMinutes".`;
      return { kind: 'crashed', message };
    }
    const quoted = this.#errors.telling() ?? this.#output.telling();
    const said = quoted === null ? ' and said nothing' : `: ${quoted}`;
    if (code === null || signal !== null) {
      const how = describeExit(this.#around.platform, code, signal);
      return { kind: 'crashed', message: `The program ended unexpectedly, ${how}${said}` };
    }
    if (code !== 0) return { kind: 'failed', message: `The program ended with exit code ${code}${said}` };
    // One that goes on after its last epoch has nothing to add.
    const hasNothingToAdd = this.#intake.lastEpoch === 0 && (this.#job.resumeFrom !== null || this.#epoch > 0);
    const missing = hasNothingToAdd ? null : this.#intake.missing();
    if (missing === null) return { kind: 'complete', epoch: this.#epoch };
    return missing.kind === 'failed'
      ? { kind: 'failed', message: missing.message }
      : { kind: 'diverged', epoch: this.#epoch, message: missing.message };
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
