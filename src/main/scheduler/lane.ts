// One trial on a worker lane, run by run: takes in its epochs, answers its questions, measures its pace.
import type { Device, Runner, RunningTrial, TrialEnd, TrialObserver } from '#main/runners/runner.ts';
import type { DataRung } from '#main/search/search.ts';
import type { EpochDecision } from '#main/training/loop/train.ts';
import type { StudyProgress } from '#shared/contract/studies.ts';
import { currentRun, epochsAhead } from '#shared/study/training-run.ts';
import type { CheckpointFiles } from './checkpoints.ts';
import type { Journal } from './journal.ts';
import { divergedKey, valuesOf } from './objective.ts';
import { isOpenEnded, type PreparedStudy } from './prepared.ts';
import type { Roster } from './roster.ts';
import { reportRung, rungReached } from './rungs.ts';
import { epochTaken } from './runs.ts';
import type { Wanted } from './trial-end.ts';
import type { TrialRecord } from './trial-record.ts';
import { TrialRuns } from './trial-runs.ts';

export type WireLane = StudyProgress['lanes'][number];

export interface LaneOptions {
  /** Lane of the study, from 1. */
  readonly worker: number;
  /** Process of the runner. */
  readonly slot: number;
  readonly device: Device;
  /** Lanes of the study that may be busy at once. */
  readonly workers: number;
  readonly record: TrialRecord;
  readonly prepared: PreparedStudy;
  readonly runner: Runner;
  readonly roster: Roster;
  readonly journal: Journal;
  readonly checkpoints: CheckpointFiles;
  now(): number;
  /** A stored epoch of the first run that is not its last: what to do with the trial, null to go on. */
  judge(record: TrialRecord, epoch: number): Wanted | null;
  /** The same after a run on a share of the rows. */
  judgeRung(record: TrialRecord, rung: DataRung): Wanted | null;
  /** After every new epoch of a trial of one run, the last one too. */
  onEpoch(record: TrialRecord): void;
}

/** A trial that is to wait at a rung does so whatever becomes of the study: let go, it would have passed the rung. */
const rank: Readonly<Record<Wanted['kind'], number>> = { pause: 1, requeue: 2, wait: 3, stop: 4, diverge: 5 };

export class Lane {
  readonly #options: LaneOptions;
  readonly #runs: TrialRuns;
  readonly #startedAt: number;
  readonly #durationBeforeMs: number;
  #running: RunningTrial | null = null;
  #pid: number | null = null;
  #phase: WireLane['phase'] = 'starting';
  #fraction = 0;
  #epoch: number;
  #wanted: Wanted | null = null;
  /** Start of the epoch in training; null while nothing trains. */
  #epochStartedAt: number | null = null;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#runs = new TrialRuns({ ...options, plan: options.prepared });
    this.#startedAt = options.now();
    this.#durationBeforeMs = options.record.row.durationMs;
    this.#epoch = options.record.row.checkpoint?.epoch ?? 0;
  }

  get worker(): number {
    return this.#options.worker;
  }

  get slot(): number {
    return this.#options.slot;
  }

  get device(): Device {
    return this.#options.device;
  }

  get record(): TrialRecord {
    return this.#options.record;
  }

  get wanted(): Wanted | null {
    return this.#wanted;
  }

  get durationMs(): number {
    return this.#durationBeforeMs + Math.max(0, this.#options.now() - this.#startedAt);
  }

  /** Epochs still to train, of all runs to come too, the share of the running one taken off; retrained ones count. */
  get epochsLeft(): number {
    return Math.max(0, epochsAhead(this.record.row, this.#epoch) - this.#fraction * this.#runs.now.share);
  }

  /** One run after the other, until the trial is complete or is to end. */
  async run(): Promise<TrialEnd> {
    for (;;) {
      // What was decided after a run on a share of the rows may not have been carried out.
      const epoch = this.record.row.lastEpoch;
      this.#askAtRung();
      if (this.#wanted !== null && this.#runs.overData) return { kind: this.#wantedEnd(this.#wanted), epoch };
      this.#runs.begin();
      const end = await this.#train();
      if (end.kind !== 'complete') return 'message' in end ? { ...end, message: this.#runs.told(end.message) } : end;
      const another = this.#runs.completed();
      this.#askAtRung();
      if (!another) return end;
      if (this.#wanted !== null) return { kind: this.#wantedEnd(this.#wanted), epoch: end.epoch };
      this.#phase = 'starting';
      this.#epoch = 0;
      this.#epochStartedAt = null;
    }
  }

  async #train(): Promise<TrialEnd> {
    const { runner, slot, device, prepared, record, checkpoints, workers } = this.#options;
    const { studyId, number, settings, checkpoint, lastEpoch: epoch, epochs } = record.row;
    const { run, seed, fold, share } = this.#runs.now;
    // All its epochs are in the store; only its end is not.
    if (epoch >= epochs) return { kind: 'complete', epoch };
    if (checkpoint?.epoch === epoch) {
      this.#askPruner(epoch);
      if (this.#wanted !== null) return { kind: this.#wanted.kind === 'stop' ? 'stopped' : 'paused', epoch };
    }
    const { engine, datasets, objective, command } = prepared;
    const weights = { path: checkpoints.weightsBase(studyId, number), pick: objective.pick };
    try {
      this.#running = runner.start(
        slot,
        {
          ...{ studyId, trial: number, run, fold, seed, settings, engine: engine.name, threads: engine.threads },
          ...{
            dataset: datasets[(fold ?? 1) - 1] ?? null,
            share,
            device,
            workers,
            ...(command !== undefined && { command }),
          },
          goal: { metric: objective.metric, direction: objective.direction },
          resumeFrom: checkpoint?.path ?? null,
          checkpointPath: checkpoints.base(studyId, number, run),
          weights: this.#runs.keepsWeights ? weights : null,
        },
        this.#observer(),
      );
      this.#pid ??= this.#running.pid;
      const end = await this.#running.ended;
      if (end.kind === 'complete') this.#measured();
      return end;
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      return { kind: 'crashed', message: `The worker could not be started: ${message}.` };
    }
  }

  /** Takes effect at the end of the running epoch; the stronger of two wishes counts. */
  want(wanted: Wanted): void {
    if (this.#wanted === null || rank[wanted.kind] > rank[this.#wanted.kind]) this.#wanted = wanted;
  }

  /** Asks the worker itself, for the case that it is not about to report. */
  tell(graceMs: number): void {
    if (this.#wanted?.kind === 'stop') this.#running?.stop(graceMs);
    else if (this.#wanted !== null) this.#running?.pause();
  }

  kill(): void {
    this.#running?.kill();
  }

  toWire(): WireLane {
    const { row } = this.record;
    return {
      worker: this.worker,
      pid: this.#pid,
      trial: row.number,
      phase: this.#wanted === null ? this.#phase : 'stopping',
      epoch: row.lastEpoch,
      epochs: row.epochs,
      ...(this.#runs.several && { run: currentRun(row.runs), runs: row.plannedRuns }),
      fraction: this.#fraction,
      startedAt: this.#startedAt,
      ...(this.device.kind === 'gpu' && { gpu: this.device.gpu.id }),
    };
  }

  #observer(): TrialObserver {
    const { journal, record, now } = this.#options;
    return {
      onStarted: ({ pid }) => {
        this.#pid = pid;
      },
      onPhase: (phase) => {
        this.#phase = phase;
        if (phase === 'training') this.#epochStartedAt = now();
      },
      onProgress: (epoch, fraction) => {
        // Epochs that are trained again after a crash are not shown as progress.
        this.#fraction = epoch > record.row.lastEpoch ? Math.min(1, Math.max(0, fraction)) : 0;
      },
      onEpoch: (epoch, at, metrics) => this.#epochEnded(epoch, at, metrics),
      onCheckpoint: (epoch, path) => this.#saved('checkpoint', epoch, path),
      onWeights: (epoch, path) => this.#saved('weights', epoch, path),
      onLog: (level, message) => journal.log({ at: now(), trial: record.row.number, level, message }),
    };
  }

  async #epochEnded(epoch: number, at: number, metrics: Readonly<Record<string, number>>): Promise<EpochDecision> {
    const { journal, record, now, onEpoch } = this.#options;
    this.#measure();
    this.#epoch = epoch;
    this.#fraction = 0;
    const isNew = epoch > record.row.lastEpoch;
    this.#planFor(epoch);
    const isLast = epoch >= record.row.epochs;
    if (isNew) this.#takeIn(epoch, at, metrics);
    const lossKey = divergedKey(metrics);
    if (lossKey !== null) {
      const message = `Diverged in epoch ${epoch}: ${lossKey} is ${metrics[lossKey]}.`;
      this.want({ kind: 'diverge', message: this.#runs.told(message) });
    } else {
      if (isNew && !this.#runs.several) onEpoch(record);
      if (!isLast) this.#askPruner(epoch);
    }
    if (journal.congested) {
      this.#phase = 'waiting';
      await journal.flush();
      this.#phase = 'training';
    }
    this.#epochStartedAt = now();
    if (this.#wanted === null || (isLast && this.#wanted.kind !== 'diverge')) return 'continue';
    return this.#wanted.kind === 'stop' || this.#wanted.kind === 'diverge' ? 'stop' : 'pause';
  }

  #askPruner(epoch: number): void {
    const { record, judge } = this.#options;
    if (!this.#runs.isJudged || epoch <= record.judgedTo) return;
    record.judgedTo = epoch;
    const wanted = judge(record, epoch);
    if (wanted !== null) this.want(wanted);
  }

  /** A complete run on a share of the rows is a report of the trial, and the pruner has its say; the last one ends it. */
  #askAtRung(): void {
    const { record, prepared, judgeRung } = this.#options;
    const rung = rungReached(prepared.pruner, record.row);
    if (rung === null) return;
    reportRung(record, rung);
    if (rung.step <= record.judgedTo) return;
    record.judgedTo = rung.step;
    const wanted = rung.share === 1 ? null : judgeRung(record, rung);
    if (wanted !== null) this.want(wanted);
  }

  #wantedEnd({ kind }: Wanted): 'stopped' | 'paused' {
    return kind === 'stop' ? 'stopped' : 'paused';
  }

  #takeIn(epoch: number, at: number, metrics: Readonly<Record<string, number>>): void {
    const { journal, roster, record, prepared } = this.#options;
    const { row, observed } = record;
    journal.epoch(row.number, this.#runs.now.run, epoch, at, metrics);
    const value = metrics[prepared.objective.metric];
    if (value !== undefined && this.#runs.isJudged) {
      observed.steps.push(epoch);
      observed.values.push(value);
    }
    const { change, isPicked } = epochTaken(row, epoch, metrics, prepared);
    if (isPicked && !this.#runs.several) observed.objectives = valuesOf(metrics, prepared.objectives ?? []);
    roster.touch(record, { ...change, durationMs: this.durationMs }, isPicked);
  }

  /** A user's program may train more epochs than planned; of one that is open-ended there is always another one to come. */
  #planFor(epoch: number): void {
    const { roster, record, prepared } = this.#options;
    const epochs = isOpenEnded(prepared, record.row.settings) ? epoch + 1 : epoch;
    if (epochs > record.row.epochs) roster.touch(record, { epochs }, true);
  }

  /** A complete trial has as many epochs as it trained, when nobody said how many it would be. */
  #measured(): void {
    const { roster, record, prepared } = this.#options;
    const { settings, lastEpoch } = record.row;
    if (isOpenEnded(prepared, settings)) roster.touch(record, { epochs: Math.max(1, lastEpoch) }, false);
  }

  #measure(): void {
    if (this.#epochStartedAt === null) return;
    // In epochs on all rows, so that trials on shares of them tell of others too.
    this.record.pace.epochs += this.#runs.now.share;
    this.record.pace.ms += Math.max(0, this.#options.now() - this.#epochStartedAt);
    this.#epochStartedAt = null;
  }

  /** The old file goes once the store names the new one. */
  #saved(file: 'checkpoint' | 'weights', epoch: number, path: string): void {
    const { journal, roster, record, checkpoints } = this.#options;
    const old = record.row[file];
    // After a retry: the file that the store names may lie beside this one under the same name.
    roster.touch(record, { [file]: { epoch, path } }, false);
    if (old !== null && old.path !== path) journal.afterWrite(() => void checkpoints.remove(old.path));
  }
}
