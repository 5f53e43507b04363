// The contract's area "engine": what is here, what can be installed, and the work on it.
import { isAbsolute } from 'node:path';
import { clearAllLeftovers, engineState, installableEngines, type Machine } from '#main/engine-manager/index.ts';
import type { Store } from '#main/store/store.ts';
import { type EngineName, engineNames } from '#main/training/engines/index.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/define.ts';
import type { EngineTask } from '#shared/contract/engine.ts';
import type { VernierContract, VernierPublish } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import { describeEngine, tryEngine } from './describe.ts';
import { chosenEngine } from './facts.ts';
import { enginesOf, refuseWhileUsed, studyUsing } from './in-use.ts';
import { type InstallProgress, installAndTry, removeAndForget } from './install.ts';
import { createEngineTasks, type TaskStep } from './tasks.ts';

export interface EngineDeskInput {
  readonly enginesDir: string;
  readonly machine: Machine;
  readonly store: Pick<Store, 'listStudies'>;
  readonly publish: VernierPublish;
  now(): number;
  onNotice(sentence: string): void;
}

export interface EngineDesk {
  overview(input: { again: boolean }): Promise<OutputOf<VernierContract, 'engine.overview'>>;
  install(input: ParsedInputOf<VernierContract, 'engine.install'>): Promise<EngineTask>;
  remove(input: ParsedInputOf<VernierContract, 'engine.remove'>): Promise<void>;
  try(input: ParsedInputOf<VernierContract, 'engine.try'>): EngineTask;
  cancel(id: number): void;
  /** Cancels what runs; nothing of it is left half done. */
  close(): Promise<void>;
}

export function createEngineDesk(input: EngineDeskInput): EngineDesk {
  const { enginesDir, machine, store, publish, now } = input;
  const tasks = createEngineTasks((task) => {
    publish('engine.progressed', '', task);
    if (task.state !== 'running') publish('engine.changed', '', {});
  }, now);
  /** Tests and measurements take turns: side by side they would measure each other. */
  let turn: Promise<unknown> = Promise.resolve();
  /** It holds the engines' locks for a moment: what is asked for right after the start waits for it. */
  const tidied = clearAllLeftovers(enginesDir).catch((error: Error) =>
    input.onNotice(`Engines were not tidied up: ${error.message}`),
  );

  return {
    async overview({ again }) {
      const engines = [];
      for (const name of engineNames) engines.push(await describeEngine(name, enginesDir, again));
      const chosen = await chosenEngine(enginesDir);
      const packages = installableEngines.map(async (name) => ({
        ...(await engineState(name, enginesDir, machine)),
        engine: enginesOf[name][0] ?? name,
        usedBy: await studyUsing(store, name),
      }));
      return {
        engines: engines.map((info) => ({ ...info, chosen: info.name === chosen })),
        packages: await Promise.all(packages),
        tasks: tasks.list(),
      };
    },

    async install(request) {
      const { name, from } = request;
      if (from !== null && !isAbsolute(from)) {
        throw new AppError('invalid', `The path of the wheel must be absolute, from the root of the disk: ${from}`);
      }
      tasks.refuseWhileBusy(name);
      const allowed = () => refuseWhileUsed(store, name, 'replaced');
      await allowed();
      await tidied;
      return tasks.begin('install', name, async (signal, step) => {
        const progress = (told: InstallProgress) => step(stepOf(told));
        await installAndTry(request, { enginesDir, machine, signal, progress, allowed });
      });
    },

    async remove({ name }) {
      tasks.refuseWhileBusy(name);
      await refuseWhileUsed(store, name, 'removed');
      await tidied;
      await removeAndForget(name, enginesDir);
      publish('engine.changed', '', {});
    },

    try({ name, measure }) {
      const known = knownEngine(name);
      return tasks.begin(measure ? 'measure' : 'self-test', known, (signal, step) => {
        const work = turn.then(async () => {
          const told = (phase: 'self-test' | 'measure', done: number, total: number) =>
            step({ phase, what: '', done, total });
          step({ phase: 'self-test', what: '', done: 0, total: null });
          const info = await tryEngine(known, { enginesDir, selfTest: true, bench: measure, signal, told });
          if (!info.available) throw new AppError('unavailable', info.reason ?? `${known} cannot be used here.`);
        });
        turn = work.catch(() => undefined);
        return work;
      });
    },

    cancel: (id) => tasks.cancel(id),
    close: () => tasks.close(),
  };
}

function stepOf(progress: InstallProgress): TaskStep {
  if (progress.phase === 'self-test') return progress;
  const { phase, what, bytes, totalBytes } = progress;
  return { phase, what, done: bytes, total: totalBytes };
}

function knownEngine(name: string): EngineName {
  const known = engineNames.find((engine) => engine === name);
  if (known !== undefined) return known;
  throw new AppError('not_found', `There is no engine "${name}"; there are ${engineNames.join(', ')}.`);
}
