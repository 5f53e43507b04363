// Runs somebody else's program (pip, npm) to its end, or until it is cancelled.
import { spawn } from 'node:child_process';
import { throwIfCancelled } from './machine.ts';

export interface Ended {
  /** null when it could not be started. */
  readonly code: number | null;
  readonly output: string;
}

/** Waits until the program is gone even when cancelled; then throws `cancelled`. `said` hears its output so far. */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd?: string; readonly signal: AbortSignal },
  said: (output: string) => void = () => undefined,
): Promise<Ended> {
  throwIfCancelled(options.signal);
  const ended = await new Promise<Ended>((resolve) => {
    const child = spawn(file, args, { ...options, signal: undefined, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const hear = (text: string) => {
      output += text;
      said(output);
    };
    const stop = () => void child.kill('SIGTERM');
    options.signal.addEventListener('abort', stop, { once: true });
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => {
      options.signal.removeEventListener('abort', stop);
      resolve({ code: code ?? -1, output });
    });
  });
  throwIfCancelled(options.signal);
  return ended;
}

/** The line that most likely says what went wrong. */
export function lastError(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}
