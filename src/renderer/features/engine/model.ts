// The Engine page's view model: what belongs together, how an engine is here, why "auto" means which one, and what is worth saying. Pure.
import type {
  EngineBenchmarkRow,
  EngineInfo,
  EngineOverview,
  EnginePackage,
  EngineTask,
} from '#shared/contract/engine.ts';

export interface EngineView {
  readonly engine: EngineInfo;
  readonly state: EngineState;
  /** What can be brought to make it available or faster; null when nothing can. */
  readonly package: EnginePackage | null;
  readonly running: readonly EngineTask[];
  /** How the last work ended, unless a person has put it away. */
  readonly ended: readonly EngineTask[];
}

/** `unavailable`: it cannot be brought to this computer either. */
export type EngineState = 'ready' | 'notInstalled' | 'failed' | 'unavailable';

/** A host that starts anew counts its work from 1 again: its beginning tells two tasks apart. */
export const taskKey = ({ id, startedAt }: EngineTask) => `${id} ${startedAt}`;

/** One per engine, in the host's order. */
export function viewsOf({ engines, packages, tasks }: EngineOverview, dismissed: ReadonlySet<string>): EngineView[] {
  return engines.map((engine) => {
    const own = packages.find((one) => one.engine === engine.name) ?? null;
    const targets = new Set([engine.name, own?.name ?? engine.name]);
    const work = tasks.filter(({ target }) => targets.has(target));
    return {
      engine,
      state: stateOf(engine, own),
      package: own,
      running: work.filter(({ state }) => state === 'running'),
      ended: work.filter(
        (task) =>
          task.state !== 'running' &&
          // It has been removed since.
          !(task.work === 'install' && task.state === 'done' && own?.installed === null) &&
          !dismissed.has(taskKey(task)) &&
          // The engine's own sentence stands there already.
          (task.message === null || task.message !== engine.reason),
      ),
    };
  });
}

export function stateOf(
  { available, version, selfTest }: Pick<EngineInfo, 'available' | 'version' | 'selfTest'>,
  own: Pick<EnginePackage, 'installed' | 'refusal'> | null,
): EngineState {
  if (available) return 'ready';
  if (version !== null || (selfTest?.failed ?? 0) > 0 || own === null || own.installed !== null) return 'failed';
  return own.refusal === null ? 'notInstalled' : 'unavailable';
}

/** The host's sentence why an engine is not available, unless it only names the command that the page has as a button. */
export function shownReason(reason: string | null): string | null {
  return reason?.includes('vernier engines install') ? null : reason;
}

/** Of these the host takes the faster for "auto", unless a study names a card; the others must be named in a study. */
const candidates: readonly string[] = ['tensorflow', 'onnx'];

/** People train with all engines but this one: the host tests it and never measures it. */
export const isMeasured = (name: string) => name !== 'reference';

export type WhyChosen =
  | { readonly why: 'fastest'; readonly msPerStep: number; readonly other: string; readonly otherMsPerStep: number }
  /** Both passed, and at least one was never measured. */
  | { readonly why: 'preferred'; readonly other: string }
  | { readonly why: 'alone' };

/** Why "auto" means `chosen`. */
export function whyChosen(chosen: EngineInfo, engines: readonly EngineInfo[]): WhyChosen {
  const rival = engines.find(
    (one) => one.name !== chosen.name && candidates.includes(one.name) && one.available && one.selfTest?.failed === 0,
  );
  if (!rival) return { why: 'alone' };
  const msPerStep = meanMsPerStep(chosen.bench);
  const otherMsPerStep = meanMsPerStep(rival.bench);
  return msPerStep !== null && otherMsPerStep !== null && msPerStep <= otherMsPerStep
    ? { why: 'fastest', msPerStep, other: rival.name, otherMsPerStep }
    : { why: 'preferred', other: rival.name };
}

/** Geometric mean over models and batch sizes on one thread, ms; null when nothing was measured. The host ranks by it. */
export function meanMsPerStep(bench: readonly EngineBenchmarkRow[]): number | null {
  const logs = bench.filter(({ threads }) => threads === 1).map(({ msPerStep }) => Math.log(msPerStep));
  return logs.length === 0 ? null : Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
}

export interface SpeedTable {
  readonly models: readonly string[];
  /** Smallest batch first; ms per step in the order of `models`, null where it was not measured. */
  readonly rows: readonly { readonly batch: number; readonly msPerStep: readonly (number | null)[] }[];
}

/** What was measured on one thread. */
export function speedTable(bench: readonly EngineBenchmarkRow[]): SpeedTable {
  const single = bench.filter(({ threads }) => threads === 1);
  const models = [...new Set(single.map(({ model }) => model))];
  const batches = [...new Set(single.map(({ batch }) => batch))].sort((a, b) => a - b);
  return {
    models,
    rows: batches.map((batch) => ({
      batch,
      msPerStep: models.map(
        (model) => single.find((cell) => cell.model === model && cell.batch === batch)?.msPerStep ?? null,
      ),
    })),
  };
}

/** Done of the phase, in [0, 1]; null while the whole is not known. */
export function shareOf({ done, total }: Pick<EngineTask, 'done' | 'total'>): number | null {
  return total === null || total <= 0 ? null : Math.min(1, Math.max(0, done / total));
}

/** What the numbers of a task count; null while there is nothing to count. */
export function unitOf({ phase }: Pick<EngineTask, 'phase'>): 'bytes' | 'checks' | 'measurements' | null {
  switch (phase) {
    case 'waiting':
      return null;
    case 'download':
    case 'verify':
    case 'unpack':
      return 'bytes';
    case 'self-test':
      return 'checks';
    case 'measure':
      return 'measurements';
  }
}

/** Both ends of the time that is left in one unit, rounded outwards. */
export function leftOf({ low, high }: NonNullable<EngineTask['eta']>): {
  readonly from: number;
  readonly to: number;
  readonly unit: 'seconds' | 'minutes';
} {
  const [unit, ms] = high < 180_000 ? (['seconds', 1000] as const) : (['minutes', 60_000] as const);
  return { from: Math.floor(low / ms), to: Math.ceil(high / ms), unit };
}

/** A path as people paste it: without spaces around it, and without the quotes that file managers and shells put. */
export function cleanPath(text: string): string {
  const bare = text.trim();
  return /^(["']).*\1$/.test(bare) && bare.length > 1 ? bare.slice(1, -1).trim() : bare;
}

/** A failed download of something that a file can bring as well. */
export function fileWouldHelp({ state, work, phase, target }: EngineTask): boolean {
  return state === 'failed' && work === 'install' && target === 'tensorflow' && phase === 'download';
}

/** The tasks of which something is worth telling somebody who does not look: begun, in another phase, or ended since `before`. */
export function newsOf(before: readonly EngineTask[], now: readonly EngineTask[]): EngineTask[] {
  return now.filter((task) => {
    const last = before.find((one) => taskKey(one) === taskKey(task));
    if (!last) return task.state === 'running';
    return last.state !== task.state || (task.state === 'running' && last.phase !== task.phase);
  });
}
