// Runs studies: the one door of the scheduler. Each study that runs is a StudyRun; this holds them, starts them, and serves
// commands on studies that do not run.
import type { Runner } from '#main/runners/runner.ts';
import type { Store, StudyRow } from '#main/store/store.ts';
import type { RunOverrides, StudyProgress, StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { AppError } from '#shared/errors.ts';
import { canFollow } from '#shared/study/trial-state.ts';
import type { Params } from '#shared/study/values.ts';
import type { CheckpointFiles } from './checkpoints.ts';
import type { SchedulerEvents } from './events.ts';
import { Journal } from './journal.ts';
import { defaultParallel, type PreparedStudy } from './prepared.ts';
import { interruptedReason, loadRecords, recoverStudies } from './recovery.ts';
import { assertResumable, cannotStop, notRunning } from './refusals.ts';
import { Roster } from './roster.ts';
import { createSerial } from './serial.ts';
import { createSlots } from './slots.ts';
import { sentences, wasStoppedByHand } from './stop-rules.ts';
import { StudyRun, type StudyRunStart } from './study-run.ts';
import { toSummary, toTrial } from './summary.ts';

export interface SchedulerDeps {
  readonly store: Store;
  readonly runner: Runner;
  readonly events: SchedulerEvents;
  readonly checkpoints: CheckpointFiles;
  /** Wall clock, ms since 1970. */
  now(): number;
  /** Everything the study file, its overrides and its data say. Throws AppError with the sentence when it cannot run. */
  prepare(study: StudyRow): Promise<PreparedStudy>;
  readonly physicalCores: number;
  /** How long a stopped trial may take to end its epoch before it is killed. Default 10 s. */
  readonly stopGraceMs?: number;
  /** How long running trials may take to save when the program ends. Default 10 s. */
  readonly closeGraceMs?: number;
}

/**
 * Commands on one study are taken one after the other. All throw AppError: `not_found` for an unknown study or trial, `conflict`
 * with a sentence when the state does not allow it, `unavailable` after `close`.
 */
export interface Scheduler {
  /**
   * Starts a study, goes on with a paused one, extends one whose `trials` have grown; resolves when the first trials are started.
   * On a running study only the overrides count. A finished study with nothing left to do stays as it is; one stopped by hand
   * takes new trials only when `overrides.trials` asks for more than it has.
   */
  start(studyId: string, overrides?: RunOverrides): Promise<void>;
  /** Running trials end their epoch and keep a checkpoint; resolves when they have been asked to. */
  pause(studyId: string): Promise<void>;
  /** Ends the study; running trials end their epoch (`now`: are killed), waiting ones are stopped too. */
  stop(studyId: string, now: boolean): Promise<void>;
  stopTrial(studyId: string, number: number, now?: boolean): Promise<Trial>;
  pauseTrial(studyId: string, number: number): Promise<Trial>;
  /** Goes on from the checkpoint. In a study that does not run, this trial alone goes on. */
  resumeTrial(studyId: string, number: number): Promise<Trial>;
  /** A configuration to be tried next; in a study that does not run it waits for the start. Returns the trial's number. */
  enqueue(studyId: string, params: Params): Promise<number>;
  setParallel(studyId: string, parallel: number): Promise<void>;
  rename(studyId: string, name: string): Promise<void>;
  /** Of a running study; null for any other. */
  progress(studyId: string): StudyProgress | null;
  /** Of a running study, as it is in memory; null for any other (summarise() the store's rows then). */
  summary(studyId: string): StudySummary | null;
  /** Resolves when the study does not run and all of it is stored. */
  idle(studyId: string): Promise<void>;
  /** Once, before anything is started: puts right what a killed host left. Returns the studies that were running then. */
  recover(): Promise<string[]>;
  /** Running trials save and wait for the next start. The runner and the store stay open. */
  close(): Promise<void>;
}

export function createScheduler(deps: SchedulerDeps): Scheduler {
  const runs = new Map<string, StudyRun>();
  const serial = createSerial();
  const runDeps = { ...deps, slots: createSlots(), stopGraceMs: deps.stopGraceMs ?? 10_000 };
  let closed = false;

  const running = (id: string): StudyRun | null => {
    const run = runs.get(id);
    return run === undefined || run.over ? null : run;
  };

  async function known(id: string): Promise<StudyRow> {
    const row = await deps.store.getStudy(id);
    if (row === null) throw new AppError('not_found', `There is no study ${JSON.stringify(id)}.`, { id });
    return row;
  }

  /** Waits for the end of a run that is ending, and writes what the store refused. */
  async function rested(id: string): Promise<StudyRow> {
    const run = runs.get(id);
    if (run !== undefined) {
      await run.done;
      await run.journal.retry((number) => run.row(number));
      runs.delete(id);
    }
    return known(id);
  }

  function parallelOf(prepared: PreparedStudy): number {
    return prepared.parallel ?? defaultParallel(deps.physicalCores, prepared.engine.threads);
  }

  async function begin(start: StudyRunStart): Promise<StudyRun> {
    const { id } = start.row;
    await deps.checkpoints.prepare(id);
    if (closed) throw closedError();
    const run = new StudyRun(runDeps, start);
    runs.set(id, run);
    void run.done.then(() => {
      if (run.journal.failure === null && runs.get(id) === run) runs.delete(id);
    });
    run.begin();
    return run;
  }

  async function changeOverrides(row: StudyRow, overrides: RunOverrides): Promise<StudyRow> {
    if (Object.keys(overrides).length === 0) return row;
    return deps.store.updateStudy(row.id, { overrides: { ...row.overrides, ...overrides } });
  }

  async function start(id: string, overrides: RunOverrides): Promise<void> {
    const active = running(id);
    if (active !== null && !active.ending) {
      await changeOverrides(await known(id), overrides);
      if (overrides.parallel !== undefined) active.setParallel(overrides.parallel);
      if (overrides.trials !== undefined) active.setTrials(overrides.trials);
      return;
    }
    const before = await rested(id);
    const prepared = await deps.prepare({ ...before, overrides: { ...before.overrides, ...overrides } });
    const row = await changeOverrides(before, overrides);
    const records = await loadRecords(deps.store, id, prepared.objective);
    const waits = records.some((record) => ['queued', 'running', 'paused'].includes(record.row.state));
    let mode: StudyRunStart['mode'] = 'all';
    if (row.state === 'finished') {
      const more = prepared.trials === null || prepared.trials > records.length;
      const byHand = wasStoppedByHand(row.reason) && (overrides.trials ?? 0) <= records.length;
      if (!waits && (!more || byHand)) return;
      if (byHand) mode = 'queued';
    }
    await begin({ row, prepared, records, parallel: parallelOf(prepared), mode });
  }

  /** For a command on a study that does not run: its trials in memory, and what was done to them written and told. */
  async function atRest<T>(id: string, act: (roster: Roster, journal: Journal, row: StudyRow) => T): Promise<T> {
    const row = await rested(id);
    const prepared = await deps.prepare(row);
    const { store, events, now } = deps;
    const journal = new Journal({ studyId: id, store, events, onFailure: () => undefined });
    const records = await loadRecords(store, id, prepared.objective);
    const roster = new Roster({ studyId: id, prepared, records, journal, now: () => now() });
    const result = act(roster, journal, row);
    await journal.flush();
    if (journal.failure !== null) throw journal.failure;
    const facts = { objective: prepared.objective, trials: prepared.trials, parallel: parallelOf(prepared) };
    events.studyChanged(toSummary(await known(id), roster.standings.counts, roster.standings.best, facts));
    return result;
  }

  function command<T>(id: string, act: () => Promise<T>): Promise<T> {
    if (closed) return Promise.reject(closedError());
    return serial.run(id, act);
  }

  return {
    start: (id, overrides = {}) => command(id, () => start(id, overrides)),
    pause: (id) =>
      command(id, async () => {
        await known(id);
        running(id)?.pause();
      }),
    stop: (id, now) =>
      command(id, async () => {
        const active = running(id);
        if (active !== null) return active.stop(now);
        const { state } = await rested(id);
        if (state === 'finished') return;
        await atRest(id, (roster, journal) => {
          for (const record of roster.records) {
            if (!canFollow(record.row.state, 'stopped')) continue;
            roster.move(record, { state: 'stopped', reason: 'user', endedAt: deps.now() });
          }
          const reason = sentences.byHand(roster.ended.length, null);
          journal.study({ state: 'finished', reason }, () => undefined);
        });
      }),
    stopTrial: (id, number, now = false) =>
      command(id, async () => {
        const active = running(id);
        if (active !== null) return toTrial(active.stopTrial(number, now));
        return atRest(id, (roster) => {
          const record = roster.known(number);
          if (!canFollow(record.row.state, 'stopped')) throw cannotStop(record.row);
          roster.move(record, { state: 'stopped', reason: 'user', endedAt: deps.now() });
          return toTrial(record.row);
        });
      }),
    pauseTrial: (id, number) =>
      command(id, async () => {
        const active = running(id);
        if (active !== null) return toTrial(active.pauseTrial(number));
        return atRest(id, (roster) => {
          throw notRunning(roster.known(number).row);
        });
      }),
    resumeTrial: (id, number) =>
      command(id, async () => {
        const active = running(id);
        if (active !== null && !active.ending) return toTrial(active.resumeTrial(number));
        const row = await rested(id);
        const prepared = await deps.prepare(row);
        const records = await loadRecords(deps.store, id, prepared.objective);
        const record = records.find((one) => one.row.number === number);
        if (record === undefined) throw new AppError('not_found', `This study has no trial ${number}.`, { number });
        if (record.row.state !== 'queued') assertResumable(record.row);
        const parallel = parallelOf(prepared);
        const run = await begin({ row, prepared, records, parallel, mode: 'queued', resume: number });
        return toTrial(run.row(number) ?? record.row);
      }),
    enqueue: (id, params) =>
      command(id, async () => {
        const active = running(id);
        if (active !== null && !active.ending) return active.enqueue(params);
        return atRest(id, (roster) => roster.createByHand(params).row.number);
      }),
    setParallel: (id, parallel) =>
      command(id, async () => {
        const active = running(id);
        if (active === null) await rested(id);
        await changeOverrides(await known(id), { parallel });
        active?.setParallel(parallel);
      }),
    rename: (id, name) =>
      command(id, async () => {
        const active = running(id);
        if (active !== null) return active.rename(name);
        await known(id);
        await deps.store.updateStudy(id, { name, changedAt: deps.now() });
      }),
    progress: (id) => running(id)?.progress() ?? null,
    summary: (id) => running(id)?.summary() ?? null,
    async idle(id) {
      await serial.run(id, async () => undefined);
      await runs.get(id)?.done;
    },
    recover: () => recoverStudies(deps.store),
    async close() {
      closed = true;
      // A command may be waiting for a run to end, so runs are told first.
      for (const run of runs.values()) run.close(interruptedReason, deps.closeGraceMs ?? 10_000);
      await Promise.all([...runs.values()].map((run) => run.done));
      await serial.drained();
    },
  };
}

function closedError(): AppError {
  return new AppError('unavailable', 'The program is closing; start the study again when it is back.');
}
