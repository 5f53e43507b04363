// Writes what a study's run does into the store, in order and in batches, and announces it once it is there. When the store fails,
// everything not written is held, in order, and can be written again later: nothing is lost while the program lives.
import type { LogRow, Store, StudyRow, TrialRow } from '#main/store/store.ts';
import { type AppError, toAppError } from '#shared/errors.ts';
import type { SchedulerEvents } from './events.ts';
import { createMetricBuffer } from './metric-buffer.ts';
import { toTrial } from './summary.ts';

export interface JournalOptions {
  readonly studyId: string;
  readonly store: Store;
  readonly events: SchedulerEvents;
  /** Called once when a write fails; until `retry` nothing more is written. */
  onFailure(error: AppError): void;
}

interface Write {
  issue(): Promise<unknown>;
  /** Whose row it changes. */
  readonly trial: number | null;
  done: boolean;
}

interface Step {
  readonly writes: readonly Write[];
  announce(): void;
}

/** Longest time a reported epoch waits for others to share its write. */
const batchMs = 20;
/** Reported epochs in memory beyond which trials wait for the store. */
const maxHeldEpochs = 20_000;

export class Journal {
  readonly #options: JournalOptions;
  readonly #metrics = createMetricBuffer();
  /** Trials whose row changed without a change of state: latest row wins. */
  #dirty = new Map<number, { row: TrialRow; tell: boolean }>();
  #logs: LogRow[] = [];
  #afterWrite: (() => void)[] = [];
  #steps: Step[] = [];
  #timer: NodeJS.Timeout | null = null;
  #pumping = false;
  #failure: AppError | null = null;
  #waiters: (() => void)[] = [];
  #heldEpochs = 0;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  get failure(): AppError | null {
    return this.#failure;
  }

  /** True when the store is so far behind that trials should wait. */
  get congested(): boolean {
    return this.#heldEpochs > maxHeldEpochs && this.#failure === null;
  }

  insert(row: TrialRow): void {
    const { store, events } = this.#options;
    this.#step([write(row.number, () => store.insertTrial(row))], () => events.trialChanged(toTrial(row)));
  }

  /** A trial's change of state; what was reported before is written before. */
  trial(row: TrialRow): void {
    this.#dirty.delete(row.number);
    const { store, studyId, events } = this.#options;
    this.#step([write(row.number, () => store.updateTrial(studyId, row.number, changeable(row)))], () =>
      events.trialChanged(toTrial(row)),
    );
  }

  /** Its settings, which but for its epochs never change. */
  settings({ number, settings, epochs }: TrialRow): void {
    const { store, studyId } = this.#options;
    this.#step([write(number, () => store.updateTrial(studyId, number, { settings, epochs }))], () => undefined);
  }

  /** A trial that was never begun got other values. */
  redrawn(row: TrialRow): void {
    const { store, studyId, events } = this.#options;
    const { params, settings, why, epochs } = row;
    this.#step(
      [write(row.number, () => store.updateTrial(studyId, row.number, { params, settings, why, epochs }))],
      () => events.trialChanged(toTrial(row)),
    );
  }

  /** A trial's row without a change of state; `tell` when its value changed. */
  touch(row: TrialRow, tell: boolean): void {
    this.#dirty.set(row.number, { row, tell: tell || (this.#dirty.get(row.number)?.tell ?? false) });
    this.#schedule();
  }

  epoch(trial: number, run: number, epoch: number, at: number, metrics: Readonly<Record<string, number>>): void {
    this.#metrics.add(trial, run, epoch, at, metrics);
    this.#heldEpochs++;
    this.#schedule();
  }

  log(row: LogRow): void {
    this.#logs.push(row);
    this.#schedule();
  }

  study(change: Parameters<Store['updateStudy']>[1], announce: (row: StudyRow) => void): void {
    const { store, studyId } = this.#options;
    let stored: StudyRow | null = null;
    const update = write(null, async () => {
      stored = await store.updateStudy(studyId, change);
    });
    this.#step([update], () => {
      if (stored !== null) announce(stored);
    });
  }

  /** Runs once everything given so far is in the store; does not hurry it. */
  afterWrite(then: () => void): void {
    this.#afterWrite.push(then);
    this.#schedule();
  }

  /** Resolves when everything given so far is written and announced, or the store has failed. */
  async flush(): Promise<void> {
    this.#cut();
    if (this.#failure !== null || (!this.#pumping && this.#steps.length === 0)) return;
    await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  /**
   * Writes again what the store refused. `rowOf` gives a trial's row as it is now: of two changes to one row the earlier may
   * have been refused and the later accepted. Throws the store's AppError when it still fails.
   */
  async retry(rowOf: (trial: number) => TrialRow | undefined): Promise<void> {
    if (this.#failure === null) return;
    const refused = new Set(this.#steps.flatMap((step) => step.writes).map((one) => one.trial));
    this.#failure = null;
    const { store, studyId } = this.#options;
    const rows = [...refused].map((trial) => (trial === null ? undefined : rowOf(trial)));
    const settle = rows.filter((row) => row !== undefined);
    this.#step(
      settle.map((row) =>
        write(row.number, () => store.updateTrial(studyId, row.number, { ...changeable(row), settings: row.settings })),
      ),
      () => undefined,
    );
    await this.flush();
    // Set again by a write that failed meanwhile.
    const failure = this.#failure as AppError | null;
    if (failure !== null) throw failure;
  }

  #step(writes: readonly Write[], announce: () => void): void {
    this.#cut();
    this.#steps.push({ writes, announce });
    void this.#pump();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.#cut(), batchMs);
  }

  /** Makes one step of everything buffered. */
  #cut(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { store, studyId, events } = this.#options;
    const epochs = this.#metrics.epochs;
    const chunks = this.#metrics.take();
    const changed = [...this.#dirty.values()];
    const logs = this.#logs;
    const after = this.#afterWrite;
    if (chunks.length + changed.length + logs.length + after.length === 0) return;
    this.#dirty = new Map();
    this.#logs = [];
    this.#afterWrite = [];
    const writes: Write[] = [];
    // Before the rows: a row's checkpoint must not be ahead of its curve.
    if (chunks.length > 0) writes.push(write(null, () => store.appendMetrics(studyId, chunks)));
    for (const { row } of changed) {
      writes.push(write(row.number, () => store.updateTrial(studyId, row.number, changeable(row))));
    }
    if (logs.length > 0) writes.push(write(null, () => store.appendLog(studyId, logs)));
    this.#steps.push({
      writes,
      announce: () => {
        this.#heldEpochs -= epochs;
        if (chunks.length > 0) events.metricsAppended(studyId, chunks);
        for (const { row, tell } of changed) if (tell) events.trialChanged(toTrial(row));
        for (const entry of logs) events.logged({ studyId, ...entry });
        for (const then of after) then();
      },
    });
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    while (this.#steps.length > 0 && this.#failure === null) {
      const batch = this.#steps.splice(0);
      const open = batch.flatMap((step) => step.writes).filter((one) => !one.done);
      const results = await Promise.allSettled(open.map(perform));
      const failedAt = batch.findIndex((step) => step.writes.some((one) => !one.done));
      for (const step of failedAt === -1 ? batch : batch.slice(0, failedAt)) step.announce();
      if (failedAt === -1) continue;
      this.#steps.unshift(...batch.slice(failedAt));
      const refusal = results.find((result) => result.status === 'rejected');
      this.#failure = toAppError(refusal?.reason);
      this.#options.onFailure(this.#failure);
    }
    this.#pumping = false;
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}

function write(trial: number | null, issue: () => Promise<unknown>): Write {
  return { trial, issue, done: false };
}

async function perform(one: Write): Promise<void> {
  await one.issue();
  one.done = true;
}

/** What of a row may change, as a change. */
function changeable(row: TrialRow): Parameters<Store['updateTrial']>[2] {
  const {
    studyId: _study,
    number: _number,
    createdAt: _created,
    params: _params,
    settings: _settings,
    ...change
  } = row;
  return change;
}
