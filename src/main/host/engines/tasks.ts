// Work on engines that takes its time: one at a time per engine, cancellable, told as it goes on. It belongs to the host and not to the call
// that began it, so it outlives the page.

import type { EngineTask } from '#shared/contract/engine.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import { createPace } from './pace.ts';

export type TaskStep = Pick<EngineTask, 'phase' | 'what' | 'done' | 'total'>;

export interface EngineTasks {
  /** Throws `busy` while other work on the target runs. */
  begin(
    work: EngineTask['work'],
    target: string,
    run: (signal: AbortSignal, step: (step: TaskStep) => void) => Promise<void>,
  ): EngineTask;
  /** Throws `busy` with the sentence that says what is done to the target. */
  refuseWhileBusy(target: string): void;
  /** Throws `not_found` when it does not run (any more). */
  cancel(id: number): void;
  /** Running work, and how the last one of each target ended. */
  list(): EngineTask[];
  /** Cancels what runs and waits for it. */
  close(): Promise<void>;
}

/** Between two events of one task, ms. */
const tellEvery = 100;
const doing = { install: 'installed', 'self-test': 'self-tested', measure: 'measured' } as const;

export function createEngineTasks(told: (task: EngineTask) => void, now: () => number): EngineTasks {
  const tasks = new Map<string, EngineTask>();
  const running = new Map<number, { readonly abort: AbortController; readonly ended: Promise<void> }>();
  let count = 0;

  function refuseWhileBusy(target: string): void {
    const task = tasks.get(target);
    if (task?.state !== 'running') return;
    throw new AppError('busy', `${target} is being ${doing[task.work]} now; wait until that is done, or cancel it.`);
  }

  return {
    refuseWhileBusy,
    begin(work, target, run) {
      refuseWhileBusy(target);
      const abort = new AbortController();
      const pace = createPace(now);
      let toldAt = Number.NEGATIVE_INFINITY;
      let task: EngineTask = {
        ...{ id: ++count, work, target, state: 'running', phase: 'waiting', what: '' },
        ...{ done: 0, total: null, eta: null, startedAt: now(), message: null },
      };
      const set = (change: Partial<EngineTask>) => {
        task = { ...task, ...change };
        tasks.set(target, task);
      };
      const step = (next: TaskStep) => {
        const eta = pace.left(`${next.phase} ${next.what}`, next.done, next.total);
        const sudden = next.phase !== task.phase;
        set({ ...next, eta });
        if (!sudden && now() - toldAt < tellEvery) return;
        toldAt = now();
        told(task);
      };
      set({});
      const begun = task;
      told(begun);
      const ended = Promise.resolve()
        .then(() => {
          // Cancelled in the moment it began: whoever runs would wait for a signal that has come already.
          if (abort.signal.aborted) throw new AppError('cancelled', `The work on ${target} was cancelled.`);
          return run(abort.signal, step);
        })
        .then(
          () => set({ state: 'done', eta: null }),
          (thrown: unknown) => {
            const { code, message } = toAppError(thrown);
            if (code === 'cancelled') set({ state: 'cancelled', eta: null });
            else set({ state: 'failed', eta: null, message });
          },
        )
        .then(() => {
          running.delete(task.id);
          told(task);
        });
      running.set(task.id, { abort, ended });
      return begun;
    },
    cancel(id) {
      const found = running.get(id);
      if (!found) throw new AppError('not_found', 'This work does not run any more.');
      found.abort.abort();
    },
    list: () => [...tasks.values()],
    async close() {
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}
