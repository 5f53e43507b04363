// Starts the built studio on a data directory of its own, and the command line beside it.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base, expect } from '@playwright/test';

/** Folder of the build; another one lets a developer test beside a build that is in use. */
const built = resolve(process.env.VERNIER_BUILD ?? 'out');
const cli = join(built, 'main', 'cli.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Studio {
  readonly dataDir: string;
  /** A folder for the test's own files; it goes with the test. */
  readonly folder: string;
  /** Starts the host, with variables of the environment if wanted, and gives its one-time address. */
  start(environment?: Readonly<Record<string, string>>): Promise<string>;
  /** Ends the host as Ctrl-C would and waits for it. */
  stop(): Promise<void>;
  /** Runs the command line to its end, on this data directory unless another is named in `args`. */
  vernier(...args: string[]): Promise<Outcome>;
  /** Trains a study to its end by the command line; `file` is where its study file lies. */
  finished(study: object, ...args: string[]): Promise<Outcome & { readonly file: string }>;
  /** Where a picture goes: VERNIER_SHOTS, for whoever wants to look at it, else the test's own folder. */
  shot(name: string): string;
}

export const test = base.extend<{ studio: Studio }>({
  studio: async ({ browserName: _ }, use, testInfo) => {
    if (!existsSync(cli)) throw new Error(`${cli} is missing; run "npm run build" first.`);
    const folder = await mkdtemp(join(tmpdir(), 'vernier-e2e-'));
    const dataDir = join(folder, 'data');
    const hosts: Host[] = [];
    const stop = async () => {
      for (const host of hosts) await host.end();
    };
    const vernier = (...args: string[]) =>
      runToEnd(args.includes('--data-dir') ? args : [...args, '--data-dir', dataDir]);
    await use({
      dataDir,
      folder,
      stop,
      start: async (environment = {}) => {
        const host = startHost(dataDir, environment);
        hosts.push(host);
        return host.address;
      },
      vernier,
      async finished(study, ...args) {
        const file = join(folder, 'study.json');
        await writeFile(file, JSON.stringify(study));
        const run = await vernier('run', file, ...args);
        expect(run.code, run.stderr).toBe(0);
        return { ...run, file };
      },
      shot: (name) => join(process.env.VERNIER_SHOTS ?? folder, `${name}.png`),
    });
    await stop();
    const said = hosts.map((host) => host.said()).join('\n');
    if (testInfo.status !== testInfo.expectedStatus && said !== '') {
      await testInfo.attach('host', { body: said, contentType: 'text/plain' });
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

export { expect };

interface Host {
  readonly address: Promise<string>;
  said(): string;
  end(): Promise<void>;
}

function startHost(dataDir: string, environment: Readonly<Record<string, string>>): Host {
  const child = spawn(process.execPath, [cli, 'studio', '--browser', '--no-open', '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, VERNIER_VALIDATE: '1', ...environment },
  });
  const { text, ended } = follow(child);
  const address = new Promise<string>((done, fail) => {
    const look = () => {
      const found = /^http:\/\/\S+$/m.exec(text.stdout);
      if (found) done(found[0]);
    };
    child.stdout?.on('data', look);
    void ended.then((code) =>
      fail(new Error(`The studio ended with ${code} before its address came:\n${text.stderr}`)),
    );
  });
  return {
    address,
    said: () => `${text.stdout}${text.stderr}`,
    end: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(late);
    },
  };
}

async function runToEnd(args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const { text, ended } = follow(child);
  const code = await ended;
  return { code, stdout: text.stdout, stderr: text.stderr };
}

function follow(child: ChildProcess): { text: { stdout: string; stderr: string }; ended: Promise<number | null> } {
  const text = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    text.stdout += part;
  });
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    text.stderr += part;
  });
  const ended = new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  return { text, ended };
}
