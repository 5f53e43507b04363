// Asks an engine what it is, in a process of its own: a library that crashes there is a sentence here.
import { fork } from 'node:child_process';
import { entryPath } from '#main/entries.ts';
import { workerEnvironment } from '#main/runners/platform.ts';
import { enginesDirVariable } from '#main/training/engines/index.ts';
import { type EngineAnswer, type EngineQuestion, engineAnswer } from '#main/training/engines/probe-protocol.ts';
import { AppError } from '#shared/errors.ts';
import { nodeBinary } from '../places.ts';

type Answer<T extends EngineAnswer['type']> = Omit<Extract<EngineAnswer, { type: T }>, 'type'>;

export interface ProbeResult {
  /** null when the engine cannot be used; `reason` says why. */
  readonly found: Answer<'found'> | null;
  readonly reason: string | null;
  /** null when it was not asked for. An engine that ended its process in the test failed it. */
  readonly tested: Answer<'tested'> | null;
  readonly bench: Answer<'measured'>['bench'] | null;
}

export interface ProbeOptions {
  readonly enginesDir: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  readonly told?: ((step: 'self-test' | 'measure', done: number, total: number) => void) | undefined;
}

/** Longest silence, ms: a graphics card's first kernels are compiled in it. */
const silenceMs = 120_000;
/** Threads that the benchmark asks for at most. */
const threads = 2;

/** Throws `cancelled` after the signal, and nothing else: what goes wrong with an engine is its `reason`. */
export function probeEngine(question: EngineQuestion, options: ProbeOptions): Promise<ProbeResult> {
  const { enginesDir, environment, signal, told } = options;
  const child = fork(entryPath('engine-probe'), [JSON.stringify(question)], {
    execPath: nodeBinary(process.platform, environment),
    execArgv: [],
    env: workerEnvironment(process.platform, { ...environment, [enginesDirVariable]: enginesDir }, threads),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let result: ProbeResult = { found: null, reason: null, tested: null, bench: null };
    let silent = false;
    const late = setTimeout(() => {
      silent = true;
      child.kill('SIGKILL');
    }, silenceMs);
    const cancel = () => void child.kill('SIGKILL');
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    child.on('message', (message) => {
      late.refresh();
      const answer = engineAnswer.parse(message);
      if (answer.type === 'progress') told?.(answer.step, answer.done, answer.total);
      else result = { ...result, ...taken(answer) };
    });
    const end = (how: string) => {
      clearTimeout(late);
      signal?.removeEventListener('abort', cancel);
      if (signal?.aborted) reject(new AppError('cancelled', `Trying the engine ${question.engine} was cancelled.`));
      else resolve(judged(result, question, silent ? `did not answer for ${silenceMs / 1000} s` : how));
    };
    child.once('error', (error) => end(`could not be started (${error.message})`));
    child.once('close', (code, by) => end(`ended its process (${by ?? `code ${code}`})`));
  });
}

function taken(answer: Exclude<EngineAnswer, { type: 'progress' }>): Partial<ProbeResult> {
  switch (answer.type) {
    case 'unavailable':
      return { found: null, reason: answer.reason };
    case 'found':
      return { found: { version: answer.version, devices: answer.devices } };
    case 'tested':
      return { tested: { passed: answer.passed, failed: answer.failed, failures: answer.failures } };
    case 'measured':
      return { bench: answer.bench };
  }
}

/** What is missing at the end of the process was prevented by it. */
function judged(result: ProbeResult, { engine, selfTest }: EngineQuestion, how: string): ProbeResult {
  const sentence = `The engine ${engine} ${how}.`;
  if (result.found === null) return { ...result, reason: result.reason ?? sentence };
  if (!selfTest || result.tested !== null) return result;
  return { ...result, tested: { passed: 0, failed: 1, failures: [sentence] } };
}
