// The trial worker's behaviour: one run at a time, driven by messages. Knows neither `process` nor an engine; worker.ts
// gives it both.
import { rename } from 'node:fs/promises';
import type { EncodedDataset } from '#main/data/dataset.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { Engine } from '../engines/engine.ts';
import { outOfMemory } from '../engines/out-of-memory.ts';
import { shareOf } from '../loop/share.ts';
import type { EpochDecision, TrainOutcome, TrainRequest, TrainTrial } from '../loop/train.ts';
import { type HostMessage, outOfMemoryCode, type StartMessage, type WorkerMessage } from '../protocol.ts';
import { createPace } from './pace.ts';

export interface SessionDeps {
  readonly pid: number;
  send(message: WorkerMessage): void;
  openDataset(path: string): Promise<EncodedDataset>;
  /** Throws AppError('not_found' | 'unavailable') with a sentence. */
  engine(name: string): Promise<Engine>;
  trainTrial: TrainTrial;
  /** False when a file is gone. */
  exists(path: string): boolean;
  now(): number;
}

export interface Session {
  receive(message: HostMessage): void;
  /**
   * The host is gone: ends the running epoch, saves, and resolves. After `deadlineMs` the epoch is given up instead; the
   * checkpoint of an earlier one stands.
   */
  loseHost(deadlineMs: number): Promise<void>;
}

interface Run {
  readonly start: StartMessage;
  readonly abort: AbortController;
  /** Asked for by the host between decisions; acts at the end of the running epoch. */
  wanted: EpochDecision;
  decide: ((decision: EpochDecision) => void) | null;
  finished: Promise<void>;
}

const strength: Readonly<Record<EpochDecision, number>> = { continue: 0, pause: 1, stop: 2 };
const stronger = (a: EpochDecision, b: EpochDecision): EpochDecision => (strength[a] >= strength[b] ? a : b);

export function createSession(deps: SessionDeps, exit: () => void): Session {
  let current: Run | null = null;
  let hostGone = false;
  // Kept open between runs: trials of a study share their data, and opening it again costs more than a small epoch.
  let cached: { path: string; dataset: EncodedDataset } | null = null;
  /** What is kept of a data set for a share of its rows is kept as long as the last share. */
  let shared: { of: EncodedDataset; share: number; dataset: EncodedDataset } | null = null;

  async function openShare({ dataset: path, share }: StartMessage): Promise<EncodedDataset> {
    const of = await openDataset(path);
    if (shared?.of !== of || shared.share !== share) shared = { of, share, dataset: shareOf(of, share) };
    return shared.dataset;
  }

  async function openDataset(path: string): Promise<EncodedDataset> {
    if (cached?.path === path) return cached.dataset;
    cached = null;
    const dataset = await deps.openDataset(path).catch((thrown: unknown) => {
      // Every trial of the study would end the same way.
      throw new AppError('unavailable', toAppError(thrown).message, { path });
    });
    cached = { path, dataset };
    return dataset;
  }

  async function load(name: string): Promise<void> {
    const answer = await deps.engine(name).then(
      async (engine) => ({ version: await engine.version(), reason: null }),
      (thrown: unknown) => ({ version: null, reason: toAppError(thrown).message }),
    );
    deps.send({ type: 'loaded', engine: name, ...answer });
  }

  function begin(start: StartMessage): void {
    if (current !== null) {
      deps.send({
        type: 'failed',
        run: start.run,
        code: 'busy',
        message: 'The worker is still training another trial.',
      });
      return;
    }
    const run: Run = {
      start,
      abort: new AbortController(),
      wanted: 'continue',
      decide: null,
      finished: Promise.resolve(),
    };
    current = run;
    run.finished = perform(run).finally(() => {
      current = null;
    });
  }

  async function perform(run: Run): Promise<void> {
    const id = run.start.run;
    try {
      const outcome = await train(run);
      deps.send({
        type: 'done',
        run: id,
        outcome: outcome.kind,
        epoch: outcome.epoch,
        message: outcome.kind === 'diverged' ? outcome.message : null,
      });
    } catch (thrown) {
      // Given up because the host is gone: nobody is there to be told.
      if (run.abort.signal.aborted) return;
      const error = toAppError(thrown);
      const exhausted = outOfMemory(thrown);
      if (exhausted !== null) {
        deps.send({ type: 'failed', run: id, code: outOfMemoryCode, message: exhausted });
        return;
      }
      deps.send({ type: 'failed', run: id, code: error.code, message: error.message.split('\n', 1)[0] ?? '' });
    }
  }

  async function train(run: Run): Promise<TrainOutcome> {
    const { start } = run;
    const engine = await deps.engine(start.engine);
    const dataset = await openShare(start);
    deps.send({ type: 'started', run: start.run, engine: { name: engine.name, version: await engine.version() } });
    const resumeFrom = usableCheckpoint(start);
    const pace = createPace(deps.now, 100);
    // Of this process alone: a worker that lost its host may still be saving while its successor trains the same trial.
    const part = (path: string) => `${path}.part-${deps.pid}`;
    const checkpointPath = part(start.checkpointPath);
    const weights = start.weights && { ...start.weights, path: part(start.weights.path) };
    let saved = Promise.resolve();
    const request: TrainRequest = {
      settings: start.settings,
      dataset,
      engine,
      threads: start.threads,
      workers: start.workers,
      seed: start.seed,
      goal: start.goal,
      resumeFrom,
      checkpointPath,
      weights,
      signal: run.abort.signal,
      onPhase: (phase) => deps.send({ type: 'phase', run: start.run, phase }),
      onProgress: (epoch, fraction) => {
        if (pace.due()) deps.send({ type: 'progress', run: start.run, epoch, fraction });
      },
      onEpoch: async (epoch, metrics) => {
        await saved;
        return report(run, epoch, metrics);
      },
      onCheckpoint: (epoch) => {
        saved = saved.then(() => announce(start, 'checkpoint', checkpointPath, epoch));
      },
      onWeights: (epoch) => {
        saved = saved.then(() => announce(start, 'weights', weights?.path ?? '', epoch));
      },
    };
    try {
      return await deps.trainTrial(request).catch((thrown: unknown) => {
        // A checkpoint cut short by a power failure: the trial is the same without it, only longer.
        const error = toAppError(thrown);
        if (resumeFrom === null || error.details.path !== resumeFrom) throw thrown;
        warn(start, `${error.message} The trial starts again from its first epoch.`);
        return deps.trainTrial({ ...request, resumeFrom: null });
      });
    } finally {
      // What is told after the end is not heard.
      await saved;
    }
  }

  async function report(run: Run, epoch: number, metrics: Readonly<Record<string, number>>): Promise<EpochDecision> {
    if (hostGone) return 'pause';
    const decided = new Promise<EpochDecision>((resolve) => {
      run.decide = resolve;
    });
    deps.send({ type: 'epoch', run: run.start.run, epoch, at: deps.now(), metrics: { ...metrics } });
    const decision = await decided;
    run.decide = null;
    return stronger(decision, run.wanted);
  }

  /** Gives a file its lasting name. A name holds one epoch for ever, so the host's record of it cannot be wrong. */
  async function announce(
    start: StartMessage,
    type: 'checkpoint' | 'weights',
    partPath: string,
    epoch: number,
  ): Promise<void> {
    const base = type === 'checkpoint' ? start.checkpointPath : (start.weights?.path ?? '');
    const path = `${base}.${epoch}`;
    try {
      await rename(partPath, path);
      deps.send({ type, run: start.run, epoch, path });
    } catch (thrown) {
      const name = type === 'checkpoint' ? 'checkpoint' : 'weights file';
      warn(start, `The ${name} of epoch ${epoch} is not kept (${toAppError(thrown).message}).`);
    }
  }

  function usableCheckpoint(start: StartMessage): string | null {
    if (start.resumeFrom === null || deps.exists(start.resumeFrom)) return start.resumeFrom;
    warn(start, `The checkpoint ${start.resumeFrom} is gone; the trial starts again from its first epoch.`);
    return null;
  }

  function warn(start: StartMessage, message: string): void {
    deps.send({ type: 'log', run: start.run, level: 'warning', message });
  }

  return {
    receive(message) {
      switch (message.type) {
        case 'load':
          void load(message.engine);
          return;
        case 'start':
          begin(message);
          return;
        case 'decision':
          if (current?.start.run === message.run) current.decide?.(message.decision);
          return;
        case 'pause':
        case 'stop':
          if (current?.start.run === message.run) current.wanted = stronger(current.wanted, message.type);
          return;
        case 'exit':
          if (current === null) exit();
          return;
        default:
          message satisfies never;
      }
    },
    async loseHost(deadlineMs) {
      hostGone = true;
      if (current === null) return;
      const run = current;
      run.wanted = stronger(run.wanted, 'pause');
      run.decide?.('pause');
      const timer = setTimeout(() => run.abort.abort(), deadlineMs);
      await run.finished;
      clearTimeout(timer);
    },
  };
}
