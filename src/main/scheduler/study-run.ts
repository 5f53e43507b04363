// One study while it runs: gives trials to lanes, judges their epochs, ends. What could be pure is elsewhere; here is its state.
import { type Device, deviceKey, type TrialEnd } from '#main/runners/runner.ts';
import type { StudyRow, TrialRow } from '#main/store/store.ts';
import type { StudyProgress, StudySummary } from '#shared/contract/studies.ts';
import type { AppError } from '#shared/errors.ts';
import { canFollow, isTerminal } from '#shared/study/trial-state.ts';
import { dueEndings, targetEnding } from './due-endings.ts';
import { revisedStudy, type SpaceEdit } from './edited/revise.ts';
import { type Ending, finalState, startsQueued, stronger, wantedBy } from './ending.ts';
import { extended } from './extension.ts';
import { freeFiles } from './freeing.ts';
import { Journal } from './journal.ts';
import { judgeEpoch, judgeRung } from './judging.ts';
import { Lane } from './lane.ts';
import { freeWorker, launched } from './launching.ts';
import type { PreparedStudy } from './prepared.ts';
import { describeProgress, nothingLater } from './progress.ts';
import { abandon, type PromotionOptions, promote } from './promotion.ts';
import type { QueueSource } from './queue.ts';
import { changeQueue, type QueueChange } from './queue-change.ts';
import { assertResumable, cannotStop, notRunning, tellStoreFailed } from './refusals.ts';
import { Roster } from './roster.ts';
import { type Afterwards, afterwardsOf, isAtEnd } from './single-trials.ts';
import { StageRun } from './stages/stage-run.ts';
import { isTimeUp, sentences, timeLeft } from './stop-rules.ts';
import { StudyDevices } from './study-devices.ts';
import type { StudyRunDeps, StudyRunStart } from './study-run-start.ts';
import { toStage, toSummary } from './summary.ts';
import { outcomeOf, retrySentence } from './trial-end.ts';
import type { TrialRecord } from './trial-record.ts';
import { TrialSource } from './trial-source.ts';
import { Upcoming } from './upcoming.ts';

/** How often progress is told, and time limits are looked at. */
const tickMs = 250;
const elapsedSaveMs = 5000;

export class StudyRun {
  readonly #deps: StudyRunDeps;
  #prepared: PreparedStudy;
  readonly #journal: Journal;
  readonly #roster: Roster;
  readonly #lanes = new Map<number, Lane>();
  readonly #devices: StudyDevices;
  readonly #source: TrialSource;
  readonly #upcoming: Upcoming;
  /** What the pruner is asked with, and what comes of it told to. */
  readonly #pruning: PromotionOptions;
  #stage: StageRun | null;
  /** What it is when the single trials have ended that alone go on. */
  #afterwards: Afterwards | null;
  readonly #start: StudyRunStart;
  #row: StudyRow;
  #parallel: number;
  #asked: number | null;
  #drawing: boolean;
  #ending: Ending | null = null;
  #over = false;
  #filling = false;
  /** Since when `#row.elapsedMs` is not counted. */
  #countedAt: number;
  #ticker: NodeJS.Timeout | null = null;
  #summaryDue = false;
  #resolveDone: () => void = () => undefined;
  /** Resolves when the run is over and everything of it is written, or held because the store failed. */
  readonly done: Promise<void>;

  constructor(deps: StudyRunDeps, start: StudyRunStart) {
    this.#deps = deps;
    this.#prepared = start.prepared;
    this.#row = start.row;
    this.#parallel = start.parallel;
    this.#asked = start.prepared.trials;
    this.#drawing = start.mode === 'all';
    this.#afterwards = start.mode === 'all' ? null : (start.afterwards ?? afterwardsOf(start.row));
    this.#start = start;
    this.#countedAt = deps.now();
    this.#journal = new Journal({
      ...{ studyId: start.row.id, store: deps.store, events: deps.events },
      onFailure: (error) => this.#storeFailed(error),
    });
    const { prepared, records, others } = start;
    const { stage, objective } = prepared;
    this.#stage = stage && new StageRun(stage, others, objective.direction);
    this.#devices = new StudyDevices(deps.pool, prepared, () => this.#fill());
    const now = () => deps.now();
    const lastOther = others.at(-1)?.row.number ?? 0;
    this.#roster = new Roster({ studyId: start.row.id, prepared, records, lastOther, journal: this.#journal, now });
    this.#source = new TrialSource({
      ...{ prepared, roster: this.#roster },
      wanted: () => this.#remaining() > 0,
      thought: (record) => {
        if (record !== null) this.#upcoming.push(record, 'sampler');
        if (!this.#over) this.#fill();
      },
      nothingFor: (record) => this.#stopWaiting(record, 'user'),
      failed: (reason) => this.#end({ kind: 'fail', reason }),
    });
    this.#pruning = { pruner: prepared.pruner, roster: this.#roster, journal: this.#journal, now };
    this.#upcoming = new Upcoming({
      source: this.#source,
      promote: (last) => (this.#promotes ? promote(this.#pruning, last) : null),
      remaining: () => this.#remaining(),
    });
    this.done = new Promise((resolve) => {
      this.#resolveDone = resolve;
    });
  }

  /** No trial runs any more; `done` may still wait for the store. */
  get over(): boolean {
    return this.#over;
  }

  /** It takes no new commands for trials: it is being paused, stopped or closed. */
  get ending(): boolean {
    return !startsQueued(this.#ending);
  }

  get parallel(): number {
    return this.#parallel;
  }

  /** It is over, and the next stage follows at once. */
  get goesOn(): boolean {
    return this.#over && this.#row.state === 'running';
  }

  get journal(): Journal {
    return this.#journal;
  }

  get roster(): Roster {
    return this.#roster;
  }

  /** The one whose trials it trains; null: the study has none. */
  get stage(): string | null {
    return this.#prepared.stage?.name ?? null;
  }

  /** Resolves when the first trial is started, or there is none. */
  async begin(): Promise<void> {
    const { engine, facts } = this.#prepared;
    const afterwards = this.#afterwards;
    const begun = afterwards === null ? this.#stage?.begun(this.#deps.now()) : null;
    this.#changeStudy({ state: 'running', reason: null, afterwards, engine, facts, ...begun });
    const { mode, resume, paused: resumesPaused = mode === 'all', notices } = this.#start;
    for (const notice of notices) this.#journal.log({ at: this.#deps.now(), trial: null, ...notice });
    const paused = new Set(resumesPaused ? this.#roster.pausedByHand : []);
    for (const record of this.#roster.records) {
      const { state, number, startedAt } = record.row;
      if (state === 'running' || paused.has(number)) this.#enqueue(record, 'resumed', null);
      else if (state === 'queued') this.#upcoming.push(record, startedAt === null ? 'enqueued' : 'resumed');
      // What went on by hand before its host was killed is still not stopped for what it was stopped for before.
      if (startedAt !== null && afterwards !== null && isAtEnd(afterwards)) record.judgedTo = Number.POSITIVE_INFINITY;
    }
    this.#ticker = setInterval(() => this.#tick(), tickMs);
    this.#checkRules();
    if (resume === undefined) this.#fill();
    else this.resumeTrial(resume.number, resume.epochs);
    await this.#source.thinking;
  }

  pause(): void {
    this.#end({ kind: 'pause', reason: null });
  }

  stop(now: boolean): void {
    this.#end({ kind: 'stop', trials: 'user', reason: sentences.byHand(this.#roster.ended.length, this.#asked) });
    if (now) for (const lane of [...this.#lanes.values()]) lane.kill();
  }

  /** Trials that have not saved within `graceMs` are killed; their last checkpoint stands. */
  close(reason: string, graceMs: number): void {
    this.#end({ kind: 'close', reason });
    const timer = setTimeout(() => {
      for (const lane of [...this.#lanes.values()]) lane.kill();
    }, graceMs);
    void this.done.then(() => clearTimeout(timer));
  }

  /** Lanes above a smaller number finish the trial they have. */
  setParallel(parallel: number): void {
    this.#parallel = parallel;
    this.#touchSummary();
    this.#fill();
  }

  /** More or fewer trials are asked for; those begun are not touched. */
  setTrials(asked: number | null): void {
    this.#asked = asked;
    this.#drawing = true;
    if (this.#afterwards !== null) this.#changeStudy({ afterwards: null });
    this.#afterwards = null;
    this.#touchSummary();
    this.#fill();
  }

  describe(change: Partial<Pick<StudyRow, 'name' | 'note' | 'tags'>>): void {
    this.#changeStudy(change);
  }

  /** Another version of its space is in force from now on. Trials that train go on; null: it is of a stage that does not run. */
  revise(fresh: PreparedStudy | null, { change, message }: SpaceEdit): void {
    const { others } = this.#start;
    const from = this.#roster.nextNumber;
    if (fresh !== null) {
      const records = [...others, ...this.#roster.records];
      this.#prepared = revisedStudy(this.#prepared, fresh, { records, from });
      const { stage, objective } = this.#prepared;
      this.#stage = stage && new StageRun(stage, others, objective.direction);
      for (const part of [this.#roster, this.#source, this.#upcoming]) part.revise(this.#prepared);
    }
    this.#changeStudy(change(from, this.#source.owed));
    this.#journal.log({ at: this.#deps.now(), trial: null, level: 'info', message });
    this.#fill();
  }

  stopTrial(number: number, now: boolean): TrialRow {
    const record = this.#roster.known(number);
    const lane = this.#laneOf(record);
    if (lane !== undefined) {
      lane.want({ kind: 'stop', reason: 'user' });
      lane.tell(this.#deps.stopGraceMs);
      if (now) lane.kill();
      return record.row;
    }
    if (!canFollow(record.row.state, 'stopped')) throw cannotStop(record.row);
    this.#stopWaiting(record, 'user');
    this.#settle();
    return record.row;
  }

  pauseTrial(number: number): TrialRow {
    const record = this.#roster.known(number);
    const lane = this.#laneOf(record);
    if (lane === undefined) throw notRunning(record.row);
    lane.want({ kind: 'pause' });
    lane.tell(this.#deps.stopGraceMs);
    return record.row;
  }

  /** A paused, stopped or failed trial goes on; a complete one for `more` epochs. */
  resumeTrial(number: number, more: number | null = null): TrialRow {
    const record = this.#roster.known(number);
    const { state, startedAt } = record.row;
    const now = this.#deps.now();
    if (more !== null) this.#roster.extend(record, extended(record.row, more, { prepared: this.#prepared, now }));
    if (more !== null || (state !== 'running' && state !== 'queued')) {
      assertResumable(record.row, more !== null);
      this.#enqueue(record, startedAt === null ? 'enqueued' : 'resumed', null);
      record.judgedTo = Number.POSITIVE_INFINITY;
    }
    this.#fill();
    return record.row;
  }

  /** What waits by hand: taken out, put back, or in another order. */
  changeQueue(change: QueueChange): void {
    changeQueue(this.#roster, change, this.#upcoming);
    this.#touchSummary();
    this.#fill();
  }

  enqueue(create: (roster: Roster) => readonly TrialRecord[]): number[] {
    const records = create(this.#roster);
    for (const record of records) this.#upcoming.push(record, 'enqueued');
    this.#fill();
    return records.map(({ row }) => row.number);
  }

  summary(): StudySummary {
    const { standings } = this.#roster;
    const [counts, best, trials] = this.#stage?.standing(standings, this.#asked) ?? [
      standings.counts,
      standings.best,
      this.#asked,
    ];
    const facts = { objective: this.#prepared.objective, trials, parallel: this.#parallel };
    return toSummary({ ...this.#row, elapsedMs: this.#elapsedMs() }, counts, best, facts);
  }

  progress(): StudyProgress {
    const now = this.#deps.now();
    const remaining = this.#remaining();
    const leftMs = timeLeft(this.#prepared.stop, this.#elapsedMs());
    return describeProgress({
      ...{ studyId: this.#row.id, now, records: this.#roster.records, lanes: this.#lanes, parallel: this.#parallel },
      ...{ queue: this.#upcoming.queue, remaining, later: this.#stage?.later ?? nothingLater },
      startingPoints: Math.min(remaining, this.#roster.startingPointsLeft),
      limitAt: leftMs === null ? null : now + leftMs,
    });
  }

  #fill(): void {
    if (this.#filling) return;
    this.#filling = true;
    while (!this.#over && this.#lanes.size < this.#parallel && startsQueued(this.#ending)) {
      const device = this.#devices.take();
      if (device === null) break;
      const record = this.#upcoming.next(this.#lanes.size === 0);
      if (record !== null) this.#launch(record, device);
      else {
        this.#devices.release(device);
        break;
      }
    }
    this.#filling = false;
    this.#settle();
  }

  /** Lanes that have something to do, the one about to start included. */
  #lanesUsed(): number {
    const remaining = this.#asked === null ? this.#parallel : this.#remaining();
    return Math.max(1, Math.min(this.#parallel, this.#lanes.size + 1 + this.#upcoming.length + remaining));
  }

  /** Whether trials that wait at a rung may go on; not while single trials go on by hand. */
  get #promotes(): boolean {
    return this.#drawing && startsQueued(this.#ending);
  }

  /** Trials that may still be drawn, starting points of the file included; when the sampler decides, 1 stands for "more". */
  #remaining(): number {
    if (!this.#drawing || this.#ending !== null || this.#source.exhausted !== null) return 0;
    return this.#asked === null ? 1 : Math.max(0, this.#asked - this.#roster.counted);
  }

  #launch(record: TrialRecord, device: Device): void {
    const { runner, checkpoints, slots, now } = this.#deps;
    const worker = freeWorker(this.#lanes);
    this.#roster.move(record, launched(record.row, worker, now()));
    this.#touchSummary();
    const lane = new Lane({
      ...{
        ...{ worker, slot: slots.take(deviceKey(device)), device, workers: this.#lanesUsed(), record },
        ...{ prepared: this.#prepared, runner, checkpoints, roster: this.#roster, journal: this.#journal, now },
      },
      judge: (trial, epoch) => judgeEpoch(this.#pruning, trial, epoch),
      judgeRung: (trial, rung) => judgeRung(this.#pruning, trial, rung),
      onEpoch: (trial) => this.#checkTarget(trial.row),
    });
    this.#lanes.set(worker, lane);
    void lane.run().then((end) => this.#laneEnded(lane, end));
  }

  #checkTarget(row: Pick<TrialRow, 'number' | 'value'>): void {
    const ending = this.#drawing ? targetEnding(this.#prepared, row) : null;
    if (ending !== null) this.#end(ending);
  }

  #laneEnded(lane: Lane, end: TrialEnd): void {
    const { record } = lane;
    const { row } = record;
    this.#lanes.delete(lane.worker);
    this.#deps.slots.release(lane.slot);
    const exhaustion = end.kind === 'exhausted' ? this.#devices.exhausted(lane.device, end.message) : null;
    this.#devices.release(lane.device);
    const { state, reason, retry } = outcomeOf(end, lane.wanted, row, exhaustion);
    // The worker stays: the page shows on which lane a trial has run.
    const base = { durationMs: lane.durationMs };
    if (retry) {
      const message = retrySentence(row, reason);
      this.#journal.log({ at: this.#deps.now(), trial: row.number, level: 'warning', message });
      this.#enqueue(record, 'retry', null, { ...base, attempts: row.attempts + 1 });
    } else if (state === 'queued') {
      this.#enqueue(record, 'resumed', reason, base);
      // The next trial would meet the same.
      if (end.kind === 'blocked') this.#end({ kind: 'pause', reason: end.message });
    } else {
      const endedAt = isTerminal(state) ? this.#deps.now() : null;
      this.#roster.move(record, { ...base, state, reason, endedAt });
      if (endedAt !== null) this.#freeFiles([record]);
      this.#checkRules();
    }
    const coming = this.#asked === null && this.#ending === null ? Number.POSITIVE_INFINITY : this.#remaining();
    if (this.#promotes) this.#freeFiles(abandon(this.#pruning, coming));
    this.#touchSummary();
    this.#fill();
  }

  #enqueue(record: TrialRecord, source: QueueSource, reason: string | null, change: Partial<TrialRow> = {}): void {
    this.#roster.move(record, { ...change, state: 'queued', reason, worker: null, endedAt: null });
    this.#upcoming.push(record, source);
    this.#touchSummary();
  }

  #stopWaiting(record: TrialRecord, reason: string): void {
    this.#upcoming.remove(record);
    this.#roster.move(record, { state: 'stopped', reason, endedAt: this.#deps.now() });
    this.#freeFiles([record]);
    this.#touchSummary();
  }

  #laneOf(record: TrialRecord): Lane | undefined {
    return [...this.#lanes.values()].find((lane) => lane.record === record);
  }

  #freeFiles(ended: readonly TrialRecord[]): void {
    if (ended.length === 0) return;
    const { checkpoints } = this.#deps;
    freeFiles({ roster: this.#roster, journal: this.#journal, checkpoints, prepared: this.#prepared }, ended);
  }

  #checkRules(): void {
    // Single trials that go on by hand were asked for whatever the study has come to.
    if (!this.#drawing) return;
    const reached = { roster: this.#roster, elapsedMs: this.#elapsedMs(), asked: this.#asked };
    for (const ending of dueEndings(this.#prepared, reached)) this.#end(ending);
  }

  #end(ending: Ending): void {
    const effective = stronger(this.#ending, ending);
    if (effective === this.#ending) return;
    this.#ending = effective;
    const wanted = wantedBy(effective);
    for (const lane of wanted === null ? [] : this.#lanes.values()) {
      lane.want(wanted ?? { kind: 'pause' });
      lane.tell(this.#deps.stopGraceMs);
    }
    this.#touchSummary();
    // Before it settles: of those that wait at a rung the best may still go on.
    this.#fill();
  }

  #storeFailed(error: AppError): void {
    const { events, now } = this.#deps;
    this.#end({ kind: 'pause', reason: tellStoreFailed(error, { studyId: this.#row.id, events, at: now() }) });
  }

  /** Ends the run when nothing runs and nothing may be started. */
  #settle(): void {
    if (this.#over || this.#filling || this.#lanes.size > 0) return;
    if (startsQueued(this.#ending) && (this.#upcoming.length > 0 || this.#remaining() > 0)) return;
    const elapsedMs = this.#elapsedMs();
    this.#over = true;
    if (this.#ticker !== null) clearInterval(this.#ticker);
    this.#devices.close();
    this.#source.close();
    if (this.#ending?.kind === 'stop') {
      for (const record of this.#roster.records) {
        const { state } = record.row;
        if (state === 'queued' || state === 'paused') this.#stopWaiting(record, this.#ending.trials);
      }
    }
    const { records, standings } = this.#roster;
    const paused = this.#roster.pausedByHand;
    if (this.#promotes && paused.length === 0) this.#freeFiles(abandon(this.#pruning, null));
    const final = finalState({
      ...{ ending: this.#ending, exhausted: this.#source.exhausted, paused },
      afterwards: this.#start.more ? { state: 'running', reason: null } : this.#afterwards,
      ...{ trials: this.#roster.counted, asked: this.#asked, hasValue: standings.best !== null },
    });
    const stopped = this.#ending?.kind === 'stop' || this.#afterwards !== null;
    const settled = this.#stage?.settled(final, records, { stopped, at: this.#deps.now() }) ?? final;
    this.#deps.events.progressed(this.progress());
    // Until the single trials have ended a later start lets them alone go on, too.
    const single = this.#afterwards !== null && isAtEnd(this.#afterwards) && !isAtEnd(settled);
    this.#changeStudy({ ...settled, afterwards: single ? this.#afterwards : null, elapsedMs });
    void this.#journal.flush().then(() => {
      // The store could not take the pause in; the page hears of it all the same.
      if (this.#journal.failure !== null) this.#deps.events.studyChanged(this.summary());
      this.#resolveDone();
    });
  }

  #tick(): void {
    if (isTimeUp(this.#prepared.stop, this.#elapsedMs())) this.#checkRules();
    if (this.#over) return;
    this.#deps.events.progressed(this.progress());
    if (this.#deps.now() - this.#countedAt >= elapsedSaveMs) this.#changeStudy({ elapsedMs: this.#elapsedMs() });
  }

  #elapsedMs(): number {
    return this.#row.elapsedMs + (this.#over ? 0 : Math.max(0, this.#deps.now() - this.#countedAt));
  }

  #changeStudy(change: Partial<Omit<StudyRow, 'id' | 'createdAt'>>): void {
    const now = this.#deps.now();
    if (change.elapsedMs !== undefined) this.#countedAt = now;
    const dated = { ...change, changedAt: now };
    this.#row = { ...this.#row, ...dated };
    const { events } = this.#deps;
    this.#journal.study(dated, () => {
      events.studyChanged(this.summary());
      if (change.stages) events.stagesChanged(this.#row.id, change.stages.map(toStage));
    });
  }

  /** Counts or the best value changed: told once for all changes of a moment. */
  #touchSummary(): void {
    if (this.#summaryDue) return;
    this.#summaryDue = true;
    this.#journal.afterWrite(() => {
      this.#summaryDue = false;
      this.#deps.events.studyChanged(this.summary());
    });
  }
}
