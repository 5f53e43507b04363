// Runs the command line as its own process on a data directory of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const entry = new URL('../../src/main/cli.ts', import.meta.url).pathname;

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of stdout as JSON. */
  events(): Record<string, unknown>[];
}

export interface Running {
  readonly process: ChildProcess;
  /** Resolves with the first stdout line that `matches`; rejects when the process ends without one. */
  line(matches: (line: string) => boolean): Promise<string>;
  readonly done: Promise<Outcome>;
}

/** A temporary folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vernier-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export function writeJson(folder: string, name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value));
  return path;
}

export function startVernier(dataDir: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, [entry, ...args, '--data-dir', dataDir], {
    env: { ...process.env, VERNIER_VALIDATE: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const watch of watchers) watch();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const lines = () => stdout.split('\n').filter((line) => line.trim() !== '');
  const done = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({
        code,
        stdout,
        stderr,
        events: () => lines().map((line) => JSON.parse(line) as Record<string, unknown>),
      });
    });
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    process: child,
    done,
    line(matches) {
      return new Promise((resolve, reject) => {
        const watch = () => {
          const found = stdout.split('\n').slice(0, -1).find(matches);
          if (found === undefined) return;
          watchers.delete(watch);
          resolve(found);
        };
        watchers.add(watch);
        watch();
        void done.then(({ code }) =>
          reject(new Error(`ended with ${code} before the line came:\n${stdout}\n${stderr}`)),
        );
      });
    },
  };
}

export function vernier(dataDir: string, ...args: string[]): Promise<Outcome> {
  return startVernier(dataDir, args).done;
}
