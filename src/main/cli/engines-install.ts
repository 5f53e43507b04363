// `vernier engines install NAME` and `vernier engines remove NAME`, with progress on a terminal or as JSON, and Ctrl-C that leaves nothing
// half done.
import { resolve } from 'node:path';
import { type InstallableEngine, megabytes, parseInstallable, thisMachine } from '#main/engine-manager/index.ts';
import { refuseWhileUsed } from '#main/host/engines/in-use.ts';
import { type InstallProgress, installAndTry, removeAndForget } from '#main/host/engines/install.ts';
import { createPace } from '#main/host/engines/pace.ts';
import { readLock } from '#main/host/lock.ts';
import { openPlaces } from '#main/host/places.ts';
import { AppError } from '#shared/errors.ts';
import { withReading } from './reading.ts';
import { clearLine, duration, emit, exitCodes, say } from './terminal.ts';

export async function installEngineCommand(
  name: string,
  options: { cuda?: boolean; from?: string; json?: boolean; dataDir: string | undefined },
): Promise<number> {
  const engine = parseInstallable(name);
  if (engine !== 'tensorflow' && (options.cuda || options.from !== undefined)) {
    throw new AppError('invalid', `--cuda and --from are for the engine tensorflow, not for ${engine}.`);
  }
  const { enginesDir } = openPlaces(options.dataDir, process.env);
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  const line = options.json ? jsonLines(engine) : progressLine(process.stderr);
  const from = options.from === undefined ? null : resolve(options.from);
  try {
    const { version, folder, bytes, selfTest } = await installAndTry(
      { name: engine, cuda: options.cuda ?? false, from },
      {
        ...{ enginesDir, machine: thisMachine(), signal: stop.signal, progress: line.show },
        allowed: () => refuseWhileHostUses(engine, 'replaced', options.dataDir),
      },
    );
    line.end();
    if (options.json) emit({ event: 'done', engine, version, folder, bytes, selfTest });
    else {
      process.stdout.write(
        `${engine} ${version} is installed in ${folder} (${megabytes(bytes)} MB) and passed its self-test of ${selfTest.passed} checks.\n`,
      );
    }
    return exitCodes.ok;
  } catch (error) {
    line.end();
    if (!(error instanceof AppError) || error.code !== 'cancelled') throw error;
    say(`vernier: ${error.message}`);
    return exitCodes.interrupted;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

export async function removeEngineCommand(
  name: string,
  options: { json?: boolean; dataDir: string | undefined },
): Promise<number> {
  const engine = parseInstallable(name);
  const { enginesDir } = openPlaces(options.dataDir, process.env);
  await refuseWhileHostUses(engine, 'removed', options.dataDir);
  await removeAndForget(engine, enginesDir);
  if (options.json) emit({ event: 'done', engine, removed: true });
  else process.stdout.write(`The engine ${name} is removed.\n`);
  return exitCodes.ok;
}

/** Studies only run while a program hosts them: without one, what the store calls running was interrupted. */
async function refuseWhileHostUses(
  engine: InstallableEngine,
  what: 'replaced' | 'removed',
  dataDir: string | undefined,
): Promise<void> {
  await withReading(dataDir, async (store, places) => {
    if (store !== null && readLock(places.dataDir) !== null) await refuseWhileUsed(store, engine, what);
  });
}

interface Shown {
  show(progress: InstallProgress): void;
  end(): void;
}

/** Ten times a second, and at the begin of each phase. */
function throttled(tell: (progress: InstallProgress, newPhase: boolean) => void): (progress: InstallProgress) => void {
  let shownAt = 0;
  let phase = '';
  return (progress) => {
    const now = performance.now();
    const newPhase = progress.phase !== phase;
    if (!newPhase && now - shownAt < 100) return;
    shownAt = now;
    phase = progress.phase;
    tell(progress, newPhase);
  };
}

function jsonLines(engine: string): Shown {
  const pace = createPace(() => performance.now());
  return {
    show: throttled((progress) => {
      const { phase, what } = progress;
      const counts = countsOf(progress);
      const eta = pace.left(`${phase} ${what}`, counts.done, counts.total);
      emit({ event: 'progress', engine, phase, what, ...counts, eta });
    }),
    end() {},
  };
}

/** One line, redrawn in place; on a pipe a line per phase. */
function progressLine(terminal: NodeJS.WriteStream): Shown {
  const pace = createPace(() => performance.now());
  let shown = false;
  return {
    show: throttled((progress, newPhase) => {
      if (!terminal.isTTY && !newPhase) return;
      const { done, total } = countsOf(progress);
      const eta = pace.left(`${progress.phase} ${progress.what}`, done, total);
      const left = eta === null ? '' : `, ${duration(eta.low)}–${duration(eta.high)} left`;
      const text = `${progressText(progress)}${left}`;
      terminal.write(terminal.isTTY ? clearLine + text.slice(0, (terminal.columns || 80) - 1) : `${text}\n`);
      shown = true;
    }),
    end() {
      if (terminal.isTTY && shown) terminal.write(clearLine);
    },
  };
}

function countsOf(progress: InstallProgress): { done: number; total: number | null; unit: 'bytes' | 'checks' } {
  return progress.phase === 'self-test'
    ? { done: progress.done, total: progress.total, unit: 'checks' }
    : { done: progress.bytes, total: progress.totalBytes, unit: 'bytes' };
}

/** "unpack libtensorflow_cc.so.2: 120 of 853 MB" */
export function progressText(progress: InstallProgress): string {
  const { done, total, unit } = countsOf(progress);
  const [shown, all] = unit === 'bytes' ? [megabytes(done), total === null ? null : megabytes(total)] : [done, total];
  const amount = all === null ? `${shown}` : `${shown} of ${all}`;
  return `${progress.phase} ${progress.what}: ${amount} ${unit === 'bytes' ? 'MB' : 'checks'}`;
}
