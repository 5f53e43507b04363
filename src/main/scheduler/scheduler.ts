import type { StudyRow } from '#main/store/store.ts';
import type { RunOverrides, StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { AppError, hostEnds, toAppError } from '#shared/errors.ts';
import { canFollow } from '#shared/study/trial-state.ts';
import { annotateStudy, annotateTrial } from './annotate.ts';
import { createDevicePool } from './device-pool.ts';
import { editAtRest, reviseSpace } from './edited/edit-space.ts';
import { extended } from './extension.ts';
import { firstTrial } from './first-trial.ts';
import { freeFiles } from './freeing.ts';
import type { Scheduler, SchedulerDeps } from './interface.ts';
import { Journal } from './journal.ts';
import { type RunningShare, resolvePlan, shareCores } from './plan.ts';
import { resolveDevicePlan } from './plan-devices.ts';
import { defaultParallel, type Notice, type PreparedStudy } from './prepared.ts';
import { changeQueue } from './queue-change.ts';
import { interruptedReason, loadRecords, recoverStudies } from './recovery.ts';
import { assertResumable, cannotStop, notRunning } from './refusals.ts';
import { isCounted, Roster } from './roster.ts';
import { createSerial } from './serial.ts';
import { afterwardsOf, othersFollow, singleTrialsOf, waitingElsewhere, wholeAfterwards } from './single-trials.ts';
import { createSlots } from './slots.ts';
import { askedOf, ownRecords, withCarried } from './stages/entering.ts';
import type { PreparedStage } from './stages/prepared-stage.ts';
import { sentences, wasStoppedByHand } from './stop-rules.ts';
import { deviceLanes } from './study-devices.ts';
import { StudyRun } from './study-run.ts';
import type { StudyRunStart } from './study-run-start.ts';
import { summarise, toTrial } from './summary.ts';
import type { TrialRecord } from './trial-record.ts';

/** Trials that a study without a number is thought to have. */
const defaultTrials = 20;

export function createScheduler(deps: SchedulerDeps): Scheduler {
  const runs = new Map<string, StudyRun>();
  /** What each running study asked for, in the order of their starts. */
  const shares = new Map<StudyRun, RunningShare>();
  const serial = createSerial();
  const shared = { slots: createSlots(), pool: createDevicePool() };
  const runDeps = { ...deps, ...shared, stopGraceMs: deps.stopGraceMs ?? 10_000 };
  /** Studies of which a stage has ended and the next one is about to begin. */
  const between = new Map<string, { readonly last: StudySummary; readonly over: Promise<void> }>();
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
      await run.journal.retry((number) => run.roster.get(number)?.row);
      runs.delete(id);
    }
    return known(id);
  }

  /** What the user named, else what the study's cards take; null: as many as there are cores left. */
  function wantedLanes(prepared: PreparedStudy): number | null {
    return prepared.parallel ?? deviceLanes(prepared, deps.physicalCores);
  }

  function parallelOf(prepared: PreparedStudy): number {
    return wantedLanes(prepared) ?? defaultParallel(deps.physicalCores, prepared.engine.threads);
  }

  /** `records`: of all stages. */
  async function begin(start: Omit<StudyRunStart, 'parallel' | 'notices' | 'others'>): Promise<StudyRun> {
    const { id } = start.row;
    const { warm } = start.prepared;
    await deps.checkpoints.prepare(id);
    const { entering, records, others, notices: entered } = withCarried(start.prepared, start.records);
    // What becomes of the other studies later does not touch this one.
    const row = warm?.isNew ? await deps.store.keepWarmStart(id, warm.sources, warm.trials) : start.row;
    const { prepared, notices } = await planned(entering, records);
    if (closed) throw closedError();
    const own: RunningShare = { threads: prepared.engine.threads, parallel: wantedLanes(prepared) };
    const parallel = lanesOf([...sharing().values(), own]).at(-1) ?? 1;
    const all = [...notices, ...entered];
    const run = new StudyRun(runDeps, { ...start, row, records, others, prepared, notices: all, parallel });
    runs.set(id, run);
    shares.set(run, own);
    void run.done.then(() => {
      if (run.journal.failure === null && runs.get(id) === run) runs.delete(id);
      shares.delete(run);
      share();
      if (run.goesOn && !closed) goOn(id, run.summary());
    });
    share();
    await run.begin();
    return run;
  }

  /** What keeps the next stage from beginning ends the study, with the sentence. */
  async function nextStage(id: string, last: StudySummary): Promise<void> {
    try {
      await command(id, async () => {
        const { state, deletedAt } = await rested(id);
        // It may have been paused or stopped in between.
        if (state === 'running' && deletedAt === null) await start(id, {});
      });
    } catch (thrown) {
      // When the program ends, the next start goes on.
      if (!closed) await endBetween(id, last, { state: 'failed', reason: toAppError(thrown).message });
    }
  }

  function goOn(id: string, last: StudySummary): void {
    const over = nextStage(id, last).finally(() => between.delete(id));
    between.set(id, { last, over });
  }

  async function endBetween(id: string, last: StudySummary, change: Pick<StudyRow, 'state' | 'reason'>): Promise<void> {
    const changedAt = deps.now();
    await deps.store.updateStudy(id, { ...change, changedAt }).catch(() => undefined);
    deps.events.studyChanged({ ...last, ...change, changedAt });
  }

  /** Threads and trials at once, resolved at the first start of a study that leaves them open. */
  async function planned(
    prepared: PreparedStudy,
    records: readonly TrialRecord[],
  ): Promise<{ prepared: PreparedStudy; notices: readonly Notice[] }> {
    const { planning, parallel, trials, notices } = prepared;
    const first = planning === null ? null : await firstTrial(prepared, planning, records);
    if (planning === null || first === null) return { prepared, notices };
    const situation = {
      ...{ cores: deps.physicalCores, memoryBytes: planning.memoryBytes, busy: sharing().size > 0 },
      ...{ parallel, trials: trials ?? defaultTrials, work: first.work },
    };
    const probe = planning.probe(first.settings);
    const { devices } = prepared;
    const onCards = devices.some(({ kind }) => kind === 'gpu');
    const plan = onCards
      ? await resolveDevicePlan({ ...situation, devices }, probe)
      : await resolvePlan(situation, probe);
    const engine = { ...prepared.engine, threads: plan.threads, plan };
    const measured = plan.measured.length > 0 ? [{ level: 'info', message: plan.why } as const] : [];
    const slotsPerDevice = prepared.slotsPerDevice ?? plan.slotsPerDevice ?? null;
    return { prepared: { ...prepared, engine, slotsPerDevice, planning: null }, notices: [...notices, ...measured] };
  }

  /** Studies that run share the cores; a lane too many finishes the trial it has. */
  function share(): void {
    const running = sharing();
    const lanes = lanesOf([...running.values()]);
    for (const [index, [run, { parallel }]] of [...running].entries()) {
      const own = lanes[index] ?? 1;
      if (parallel === null && run.parallel !== own) run.setParallel(own);
    }
  }

  function sharing(): Map<StudyRun, RunningShare> {
    return new Map([...shares].filter(([run]) => !run.over));
  }

  const lanesOf = (running: readonly RunningShare[]) => shareCores(deps.physicalCores, running);

  function shareNamed(run: StudyRun, parallel: number): void {
    const one = shares.get(run);
    if (one !== undefined) shares.set(run, { ...one, parallel });
    run.setParallel(parallel);
    share();
  }

  async function changeOverrides(row: StudyRow, overrides: RunOverrides): Promise<StudyRow> {
    if (Object.keys(overrides).length === 0) return row;
    return deps.store.updateStudy(row.id, { overrides: { ...row.overrides, ...overrides } });
  }

  async function start(id: string, overrides: RunOverrides): Promise<void> {
    const active = running(id);
    if (active !== null && !active.ending) {
      await changeOverrides(await known(id), overrides);
      if (overrides.parallel !== undefined) shareNamed(active, overrides.parallel);
      if (overrides.trials !== undefined) active.setTrials(overrides.trials);
      return;
    }
    const before = await rested(id);
    const prepared = await deps.prepare({ ...before, overrides: { ...before.overrides, ...overrides } }, 'start');
    const row = await changeOverrides(before, overrides);
    const records = await loadRecords(deps.store, id, prepared, deps.checkpoints.here);
    const own = ownRecords(prepared, records);
    const waits = own.some((record) => ['queued', 'running', 'paused'].includes(record.row.state));
    const counted = own.filter((record) => isCounted(record.row)).length;
    const asksMore = (overrides.trials ?? 0) > counted;
    const single = asksMore ? null : singleTrialsOf(row, waits);
    const elsewhere = waitingElsewhere(prepared, records, { paused: true });
    if (elsewhere !== null) {
      const other = await deps.prepare(row, 'start', elsewhere);
      const afterwards = single ?? (asksMore ? wholeAfterwards : afterwardsOf(row));
      await begin({ row, prepared: other, records, mode: 'queued', paused: true, afterwards, more: true });
      return;
    }
    if (single !== null) {
      if (waits) await begin({ row, prepared, records, mode: 'queued', afterwards: single, paused: true });
      else await atRest(id, (_, journal) => journal.study({ ...single, afterwards: null }, () => undefined));
      return;
    }
    if (prepared.stage?.held) return holdBack(row, prepared.stage.held);
    let mode: StudyRunStart['mode'] = 'all';
    if (row.state === 'finished') {
      const more = prepared.trials === null || prepared.trials > counted;
      const byHand = wasStoppedByHand(row.reason) && !asksMore;
      if (!waits && (!more || byHand)) return;
      if (byHand) mode = 'queued';
    }
    await begin({ row, prepared, records, mode });
  }

  /** A stage that waits keeps its study paused, whatever the reason was before. */
  async function holdBack(row: StudyRow, { kind, reason }: NonNullable<PreparedStage['held']>): Promise<void> {
    if (kind === 'nothing' || (row.state === 'paused' && row.reason === reason)) return;
    await atRest(row.id, (_, journal) => journal.study({ state: 'paused', reason }, () => undefined));
  }

  /** For a command on a study that does not run: its trials in memory, and what was done to them written and told. */
  async function atRest<T>(
    id: string,
    act: (roster: Roster, journal: Journal, row: StudyRow, prepared: PreparedStudy) => T,
  ): Promise<T> {
    const row = await rested(id);
    const prepared = await deps.prepare(row, 'change');
    const { result, roster } = await changed(id, prepared, (all, journal) => act(all, journal, row, prepared));
    const facts = { objective: prepared.objective, trials: askedOf(prepared), parallel: parallelOf(prepared) };
    const rows = roster.records.map((record) => record.row);
    deps.events.studyChanged(summarise(await known(id), rows, facts));
    return result;
  }

  /** Trials of a study that does not run, in memory, after `act`; what it did to them is written. */
  async function changed<T>(
    id: string,
    prepared: PreparedStudy,
    act: (roster: Roster, journal: Journal) => T,
  ): Promise<{ result: T; roster: Roster }> {
    const { store, events, now } = deps;
    const journal = new Journal({ studyId: id, store, events, onFailure: () => undefined });
    const records = await loadRecords(store, id, prepared, deps.checkpoints.here);
    const roster = new Roster({ studyId: id, prepared, records, journal, now: () => now() });
    const result = act(roster, journal);
    await journal.flush();
    if (journal.failure !== null) throw journal.failure;
    return { result, roster };
  }

  async function situation(id: string) {
    const run = running(id);
    if (run === null) await rested(id);
    return { store: deps.store, events: deps.events, run };
  }

  /** A paused, stopped or failed trial, or with `epochs` a complete one for so many more. */
  function goOnWith(id: string, number: number, epochs: number | null): Promise<Trial> {
    return command(id, async () => {
      const active = running(id);
      if (active !== null && !active.ending) {
        return toTrial(active.resumeTrial(number, epochs));
      }
      const row = await rested(id);
      const trial = await deps.store.getTrial(id, number);
      if (trial === null) throw new AppError('not_found', `This study has no trial ${number}.`, { number });
      if (epochs === null && trial.state !== 'queued') assertResumable(trial);
      const prepared = await deps.prepare(row, 'start', trial.stage);
      if (epochs !== null) extended(trial, epochs, { prepared, now: deps.now() });
      const records = await loadRecords(deps.store, id, prepared, deps.checkpoints.here);
      const more = othersFollow(row, prepared, records);
      const resume = { number, epochs };
      const run = await begin({ row, prepared, records, mode: 'queued', resume, more });
      return toTrial(run.roster.get(number)?.row ?? trial);
    });
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
        const active = running(id);
        if (active !== null) return active.pause();
        const row = await rested(id);
        const last = between.get(id)?.last;
        if (last && row.state === 'running') await endBetween(id, last, { state: 'paused', reason: null });
      }),
    stop: (id, now) =>
      command(id, async () => {
        const active = running(id);
        if (active !== null) return active.stop(now);
        const { state } = await rested(id);
        if (state === 'finished') return;
        await atRest(id, (roster, journal, row, prepared) => {
          const open = roster.records.filter(({ row }) => canFollow(row.state, 'stopped'));
          for (const record of open) roster.move(record, { state: 'stopped', reason: 'user', endedAt: deps.now() });
          freeFiles({ roster, journal, checkpoints: deps.checkpoints, prepared }, open);
          const byHand = { state: 'finished', reason: sentences.byHand(roster.ended.length, null) } as const;
          journal.study({ ...(singleTrialsOf(row, true) ?? byHand), afterwards: null }, () => undefined);
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
    resumeTrial: (id, number) => goOnWith(id, number, null),
    extendTrial: (id, number, epochs) => goOnWith(id, number, epochs),
    changeQueue: (id, change) =>
      command(id, async () => {
        const active = running(id);
        if (active !== null && !active.ending) return active.changeQueue(change);
        await atRest(id, (roster) => changeQueue(roster, change, null));
      }),
    enqueue: (id, params, first = false) =>
      command(id, async () => {
        const active = running(id);
        if (active !== null && !active.ending)
          return active.enqueue((roster) => [roster.createByHand(params, first)])[0] ?? 0;
        return atRest(id, (roster, _journal, _row, prepared) => {
          const held = prepared.stage?.held;
          if (held) throw new AppError('conflict', held.reason);
          return roster.createByHand(params, first).row.number;
        });
      }),
    rerun: (id, trials, repeats) =>
      command(id, async () => {
        const again = (roster: Roster) => trials.map((number) => roster.createAgain(number, repeats));
        const active = running(id);
        if (active !== null && !active.ending) return active.enqueue(again);
        const row = await rested(id);
        const { stage } = (await deps.store.listOutcomes(id)).find(({ number }) => number === trials[0]) ?? {};
        const prepared = await deps.prepare(row, 'start', stage);
        const { result, roster } = await changed(id, prepared, (all, journal) => {
          journal.study({ afterwards: afterwardsOf(row) }, () => undefined);
          return again(all);
        });
        const more = othersFollow(row, prepared, roster.records);
        await begin({ row, prepared, records: roster.records, mode: 'queued', more });
        return result.map((record) => record.row.number);
      }),
    setParallel: (id, parallel) =>
      command(id, async () => {
        const active = running(id);
        if (active === null) await rested(id);
        await changeOverrides(await known(id), { parallel });
        if (active !== null) shareNamed(active, parallel);
      }),
    rename: (id, name) =>
      command(id, async () => {
        const active = running(id);
        if (active !== null) return active.describe({ name });
        await known(id);
        await deps.store.updateStudy(id, { name, changedAt: deps.now() });
      }),
    annotate: (id, change) => command(id, async () => annotateStudy(await situation(id), id, change)),
    annotateTrial: (id, number, change) =>
      command(id, async () => annotateTrial(await situation(id), id, number, change)),
    acceptStage: (id, accept) =>
      command(id, async () => {
        if (running(id) !== null)
          throw new AppError('conflict', 'The study runs; no stage of it waits to be accepted.');
        const change = await accept(await rested(id));
        // Also a study that was stopped while it waited goes on.
        await deps.store.updateStudy(id, { ...change, state: 'paused', reason: null, changedAt: deps.now() });
        await start(id, {});
      }),
    addStage: (id, add) =>
      command(id, async () => {
        if (running(id) !== null) throw new AppError('conflict', 'The study runs; stop it before a stage is added.');
        await add(await rested(id));
        await start(id, {});
      }),
    editSpace: (id, edit) =>
      command(id, async () => {
        const active = running(id);
        if (active !== null && !active.ending && (await reviseSpace(deps, active, id, edit))) return;
        await editAtRest(deps, await rested(id), edit);
      }),
    progress: (id) => running(id)?.progress() ?? null,
    summary: (id) => running(id)?.summary() ?? between.get(id)?.last ?? null,
    async idle(id) {
      do {
        await serial.run(id, async () => undefined);
        await runs.get(id)?.done;
        await between.get(id)?.over;
      } while (between.has(id) || running(id) !== null);
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
  return new AppError('unavailable', 'The program is closing; start the study again when it is back.', hostEnds);
}
