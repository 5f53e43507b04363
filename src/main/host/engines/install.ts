// Installing and removing with all that belongs to it: the new engine is tried out before the old one goes, and what was said of the old
// one is forgotten at once.
import {
  type InstallableEngine,
  type Installed,
  type InstallRequest,
  installEngine,
  type Machine,
  type Progress,
  removeEngine,
} from '#main/engine-manager/index.ts';
import { forgetVerdicts } from '#main/training/engines/verdicts.ts';
import { AppError } from '#shared/errors.ts';
import { noteProbe } from './describe.ts';
import { chosenEngine } from './facts.ts';
import { enginesOf } from './in-use.ts';
import { type ProbeResult, probeEngine } from './probe.ts';

export type InstallProgress =
  | Progress
  | { readonly phase: 'self-test'; readonly what: string; readonly done: number; readonly total: number };

export interface InstallResult extends Installed {
  readonly selfTest: { readonly passed: number; readonly failed: number };
}

export interface InstallOptions {
  readonly enginesDir: string;
  readonly machine: Machine;
  readonly signal: AbortSignal;
  progress(progress: InstallProgress): void;
  /** Called before something is changed, also after a long download; throws while it must not be. */
  allowed(): Promise<void>;
}

/**
 * Throws AppError as installEngine does, and `unavailable` when the new engine does not load or compute right here: the sentence names the
 * engine that "auto" means instead.
 */
export async function installAndTry(request: InstallRequest, options: InstallOptions): Promise<InstallResult> {
  const { enginesDir, machine, signal, progress, allowed } = options;
  const engine = enginesOf[request.name][0] ?? request.name;
  await allowed();
  const passed: { probe: ProbeResult | null } = { probe: null };
  const installed = await installEngine(request, enginesDir, machine, { signal, progress }, async (staging) => {
    const tried = await probeEngine(
      { engine, selfTest: true, bench: false },
      {
        enginesDir: staging,
        environment: onlyThis(request.name, machine.environment),
        signal,
        told: (_step, done, total) => progress({ phase: 'self-test', what: engine, done, total }),
      },
    );
    const failure = tried.reason ?? tried.tested?.failures[0] ?? null;
    if (failure !== null) {
      const next = await chosenEngine(enginesDir);
      throw new AppError(
        'unavailable',
        `${request.name} was not installed, since it does not work here: ${failure.replace(/\.?$/, '.')} The engine ${next} is used as before.`,
      );
    }
    passed.probe = tried;
    await allowed();
  });
  forgetVerdicts(enginesDir, enginesOf[request.name]);
  const { found, tested } = passed.probe ?? { found: null, tested: null };
  if (found !== null) noteProbe(engine, { version: found.version, tested, speed: null }, enginesDir);
  return { ...installed, selfTest: { passed: tested?.passed ?? 0, failed: tested?.failed ?? 0 } };
}

/** Throws as removeEngine does. */
export async function removeAndForget(name: InstallableEngine, enginesDir: string): Promise<void> {
  await removeEngine(name, enginesDir);
  forgetVerdicts(enginesDir, enginesOf[name]);
}

/** Of all that may be on the machine, the engine shall try what has just been unpacked. */
function onlyThis(name: InstallableEngine, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return name === 'tensorflow'
    ? { ...environment, VERNIER_TENSORFLOW: undefined }
    : { ...environment, VERNIER_TFJS_BACKEND: name };
}
