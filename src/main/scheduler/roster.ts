// The trials of a running study: their rows, the history search sees, who leads. Every change of a row goes through here, so that
// memory, store and events agree.
import type { History } from '#main/search/search.ts';
import type { TrialRow } from '#main/store/store.ts';
import { AppError } from '#shared/errors.ts';
import { deriveSeed } from '#shared/num/random.ts';
import { isRated } from '#shared/study/ranking.ts';
import { isTerminal, transition } from '#shared/study/trial-state.ts';
import type { Params, ResolvedSettings } from '#shared/study/values.ts';
import { completed } from './drawing.ts';
import type { Journal } from './journal.ts';
import { epochsOf, isOpenEnded, type PreparedStudy } from './prepared.ts';
import { headPlace, inPlace } from './queue.ts';
import { waitsAtRung } from './rung-reason.ts';
import { reportRungs } from './rungs.ts';
import { plannedRunsOf, runMoved } from './runs.ts';
import { createStandings, type Standings } from './standings.ts';
import type { EndedTrial } from './stop-rules.ts';
import { createRecord, standingOf, type TrialRecord } from './trial-record.ts';

export interface RosterOptions {
  readonly studyId: string;
  readonly prepared: PreparedStudy;
  /** In order of their numbers. */
  readonly records: readonly TrialRecord[];
  /** The highest number of the trials of other stages. */
  readonly lastOther?: number;
  readonly journal: Journal;
  now(): number;
}

export class Roster {
  #options: RosterOptions;
  readonly #records: TrialRecord[];
  readonly #byNumber: Map<number, TrialRecord>;
  readonly #observed: TrialRecord['observed'][];
  readonly #ended: TrialRow[];
  readonly #rested: TrialRecord[];
  readonly #withFiles: Set<TrialRecord>;
  #startingPointsUsed: number;
  readonly standings: Standings;
  /** Live: it grows and changes with the trials. */
  readonly history: History;

  constructor(options: RosterOptions) {
    this.#options = options;
    this.#records = [...options.records];
    this.#byNumber = new Map(this.#records.map((record) => [record.row.number, record]));
    this.#observed = this.#records.map((record) => record.observed);
    const { objective, objectives = [] } = options.prepared;
    const { direction } = objective;
    const directions = objectives.length > 1 ? objectives.map((one) => one.direction) : undefined;
    this.history = { direction, directions, trials: this.#observed };
    this.standings = createStandings(direction, () => this.#records.map(({ row }) => row));
    const ended = this.#records.map(({ row }) => row).filter(hasEnded);
    this.#rested = this.#records.filter(({ row }) => rests(row)).sort((a, b) => restedAt(a.row) - restedAt(b.row));
    this.#withFiles = new Set(this.#records.filter(({ row }) => hasFiles(row)));
    const points = this.#records.filter(({ row }) => row.source === 'enqueued').length;
    this.#startingPointsUsed = points - (options.prepared.edited?.pointsTried ?? 0);
    this.#ended = ended.sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0) || a.number - b.number);
  }

  get records(): readonly TrialRecord[] {
    return this.#records;
  }

  /** Ended trials in the order of their ends. */
  get ended(): readonly TrialRow[] {
    return this.#ended;
  }

  /**
   * Trials that have ended or come to wait at a rung, in that order, with what they had come to; one that is promoted keeps its place until
   * it ends or waits again.
   */
  get rested(): readonly EndedTrial[] {
    const { from = 1 } = this.#options.prepared.edited ?? {};
    return this.#rested.map(({ row: { number, state, value } }) => {
      return { state: isTerminal(state) ? state : 'stopped', value, before: number < from };
    });
  }

  /** Numbers of those that are paused and do not wait at a rung. */
  get pausedByHand(): readonly number[] {
    const paused = this.#records.filter(({ row }) => row.state === 'paused' && !waitsAtRung(row));
    return paused.map(({ row }) => row.number);
  }

  /** With a checkpoint or weights on disk. Few of the many: most have ended and freed theirs. */
  get withFiles(): ReadonlySet<TrialRecord> {
    return this.#withFiles;
  }

  /** Starting points of the study file that have become trials. */
  get startingPointsUsed(): number {
    return this.#startingPointsUsed;
  }

  /** Recipes and starting points that are still to become trials. */
  get startingPointsLeft(): number {
    const { baselines, enqueue } = this.#options.prepared;
    return Math.max(0, baselines.length + enqueue.length - this.#startingPointsUsed);
  }

  get nextNumber(): number {
    return Math.max(this.#records.at(-1)?.row.number ?? 0, this.#options.lastOther ?? 0) + 1;
  }

  /** Its space was changed: the next trials are of the new one. Those of its starting points that were tried are not in its lists. */
  revise(prepared: PreparedStudy): void {
    this.#options = { ...this.#options, prepared };
    this.#startingPointsUsed = 0;
  }

  /** Other values for a trial that was drawn and never begun. Throws AppError('invalid') when they are not legal. */
  redraw(record: TrialRecord, params: Params, why: string | null): void {
    const { prepared, journal } = this.#options;
    const settings = prepared.resolve(params);
    this.#replace(record, { params, settings, why, epochs: this.#plannedEpochs(settings) });
    Object.assign(record.observed, { params, plannedEpochs: record.row.epochs });
    journal.redrawn(record.row);
  }

  get(number: number): TrialRecord | undefined {
    return this.#byNumber.get(number);
  }

  known(number: number): TrialRecord {
    const record = this.#byNumber.get(number);
    if (record === undefined) throw new AppError('not_found', `This study has no trial ${number}.`, { number });
    return record;
  }

  /** A trial with a configuration given by hand, which may leave settings out; `first`: before all that wait. */
  createByHand(point: Params, first = false): TrialRecord {
    const record = this.create(completed(this.#options.prepared, point, this.nextNumber), 'user', null);
    if (first) this.touch(record, { place: headPlace(this.waiting.filter((one) => one !== record)) }, true);
    return record;
  }

  /** Those put in by hand or by the study file that wait and never began, next first. */
  get waiting(): readonly TrialRecord[] {
    return inPlace(this.#records.filter(({ row }) => row.state === 'queued' && row.startedAt === null));
  }

  /** A trial that is complete goes on for more epochs; the caller queues it. */
  extend(record: TrialRecord, change: Pick<TrialRow, 'epochs' | 'settings' | 'continued'>): void {
    this.touch(record, change, true);
    this.#options.journal.settings(record.row);
  }

  /** Trials asked for: those that train another one's configuration again do not count, nor do those taken out of the queue. */
  get counted(): number {
    return this.#records.filter(({ row }) => isCounted(row)).length;
  }

  /**
   * The configuration of a trial once more, trained `repeats` times (on every fold) on seeds that it has not had. Of one that trains
   * another's again it is that one's. Throws AppError('not_found').
   */
  createAgain(number: number, repeats: number): TrialRecord {
    const { row } = this.known(number);
    const original = row.rerunOf === null ? row : (this.get(row.rerunOf)?.row ?? row);
    const { folds } = this.#options.prepared;
    const why = `Trial ${original.number} again on ${repeats} fresh ${repeats === 1 ? 'seed' : 'seeds'}`;
    return this.create(original.params, 'user', why, {
      rerunOf: original.number,
      plannedRuns: plannedRunsOf({ repeats, folds, pruner: null }, number),
    });
  }

  /** A new trial, queued. Throws AppError('invalid') when the params are not legal. */
  create(
    params: Params,
    source: TrialRow['source'],
    why: string | null,
    origin: Partial<Pick<TrialRow, 'rerunOf' | 'plannedRuns' | 'recipe'>> = {},
  ): TrialRecord {
    const { studyId, prepared, journal, now } = this.#options;
    const settings = prepared.resolve(params);
    const isAgain = origin.rerunOf != null;
    const number = this.nextNumber;
    const record = createRecord({
      ...{ studyId, number, stage: prepared.stage?.name ?? null },
      ...{ state: 'queued', reason: null, params, settings, source, why, recipe: null },
      // A study that repeats a configuration trains it on one seed, but not where fresh ones are asked for.
      seed: (isAgain ? null : prepared.trialSeed) ?? deriveSeed(prepared.seed, number, 'trial'),
      ...{ plannedRuns: plannedRunsOf(prepared, number), runs: [], rerunOf: null, ...origin },
      ...{ continued: [], place: null },
      ...{
        value: null,
        bestEpoch: null,
        lastEpoch: 0,
        epochs: this.#plannedEpochs(settings),
        attempts: 0,
        worker: null,
      },
      ...{ checkpoint: null, weights: null, durationMs: 0, createdAt: now(), startedAt: null, endedAt: null },
      ...{ note: null, tags: [] },
    });
    reportRungs(record, prepared.pruner);
    this.#records.push(record);
    this.#byNumber.set(number, record);
    this.#observed.push(record.observed);
    if (source === 'enqueued') this.#startingPointsUsed++;
    this.standings.moved(null, record.row);
    journal.insert(record.row);
    return record;
  }

  /** Of a program that alone knows how many epochs it has: as many as the trial that was complete last. */
  #plannedEpochs(settings: ResolvedSettings): number {
    if (!isOpenEnded(this.#options.prepared, settings)) return epochsOf(settings);
    return this.#ended.findLast(({ state }) => state === 'complete')?.epochs ?? 1;
  }

  /** A change of state, with whatever else changes with it. Throws `conflict` when the state may not follow. */
  move(record: TrialRecord, change: Partial<TrialRow> & Pick<TrialRow, 'state'>): void {
    const before = record.row;
    transition(before.state, change.state);
    this.#replace(record, { ...change, ...runMoved(before, change.state) });
    if (hasEnded(before)) this.#ended.splice(this.#ended.indexOf(before), 1);
    if (hasEnded(record.row)) this.#ended.push(record.row);
    const isGivenUp = waitsAtRung(before) && isTerminal(record.row.state);
    if (isTerminal(before.state) || (rests(record.row) && !isGivenUp)) this.#rest(record);
    this.standings.moved(before, record.row);
    this.#options.journal.trial(record.row);
  }

  /** A change without one of state; `tell` when the page must hear of it. */
  touch(record: TrialRecord, change: Partial<Omit<TrialRow, 'state'>>, tell: boolean): void {
    const before = record.row;
    this.#replace(record, change);
    // Of one that was complete and trains on.
    if (change.value !== undefined && isRated(record.row)) this.standings.moved(before, record.row);
    const at = this.#ended.lastIndexOf(before);
    if (at !== -1) this.#ended[at] = record.row;
    this.#options.journal.touch(record.row, tell);
  }

  /** The newest to rest, if it does. */
  #rest(record: TrialRecord): void {
    const at = this.#rested.lastIndexOf(record);
    if (at !== -1) this.#rested.splice(at, 1);
    if (rests(record.row)) this.#rested.push(record);
  }

  #replace(record: TrialRecord, change: Partial<TrialRow>): void {
    record.row = { ...record.row, ...change };
    if (hasFiles(record.row)) this.#withFiles.add(record);
    else this.#withFiles.delete(record);
    Object.assign(record.observed, standingOf(record.row));
  }
}

/** Whether a trial is one of those that a study was asked for. */
export function isCounted(row: Pick<TrialRow, 'rerunOf' | 'state' | 'startedAt' | 'endedAt'>): boolean {
  return row.rerunOf === null && !isTakenOut(row);
}

/** Out of the queue by hand: it never began, so it never ended. */
export function isTakenOut({ state, startedAt, endedAt }: Pick<TrialRow, 'state' | 'startedAt' | 'endedAt'>): boolean {
  return state === 'stopped' && startedAt === null && endedAt === null;
}

function hasEnded(row: TrialRow): boolean {
  return isTerminal(row.state) && !isTakenOut(row);
}

function rests(row: TrialRow): boolean {
  return hasEnded(row) || waitsAtRung(row);
}

/** Of one that waits the time is not kept: as if it had trained without a break. */
function restedAt({ endedAt, startedAt, durationMs }: TrialRow): number {
  return endedAt ?? (startedAt ?? 0) + durationMs;
}

function hasFiles({ checkpoint, weights }: TrialRow): boolean {
  return checkpoint !== null || weights !== null;
}
