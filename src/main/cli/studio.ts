// `vernier studio`: the window where Electron can run, else the same page in the browser on a one-time loopback address.
import { spawn } from 'node:child_process';
import { nodeBinary, openPlaces, pageDir, programRoot } from '#main/host/places.ts';
import { openSession } from '#main/session/session.ts';
import { AppError } from '#shared/errors.ts';
import { findElectronRuntime } from './electron-runtime.ts';
import { onInterrupt } from './interrupt.ts';
import { exitCodes, say } from './terminal.ts';

export interface StudioOptions {
  readonly dataDir?: string | undefined;
  readonly browser?: boolean;
  /** commander's --no-open. */
  readonly open?: boolean;
  readonly port?: number;
}

export async function studioCommand(options: StudioOptions): Promise<number> {
  const places = openPlaces(options.dataDir, process.env);
  if (pageDir() === null)
    throw new AppError('unavailable', 'The page is not built; run "npm run build" in the program folder.');
  const forced = options.browser || options.open === false || options.port !== undefined;
  if (!forced) {
    const runtime = findElectronRuntime({ platform: process.platform, env: process.env, node: process.execPath, say });
    if ('path' in runtime) return runElectron(runtime.path, places.dataDir);
    say(`No Electron window: ${runtime.reason}. The studio opens in your browser instead.`);
  }
  const session = await openSession({
    places,
    shell: 'browser',
    port: options.port,
    onNotice: (sentence) => say(`vernier: ${sentence}`),
  });
  try {
    const url = await session.pageUrl();
    process.stdout.write(`${url}\n`);
    if (options.open !== false) await openBrowser(url);
    if (session.role === 'client') {
      say('A studio with this data directory runs already; the address above is its page.');
      return exitCodes.ok;
    }
    say('The studio runs until you press Ctrl-C here. Running trials are saved then and go on at the next start.');
    await untilInterrupted();
    return exitCodes.ok;
  } finally {
    await session.close();
  }
}

async function openBrowser(url: string): Promise<void> {
  try {
    const { default: open } = await import('open');
    const browser = await open(url);
    browser.on('error', () => say('No browser could be started; open the address above in one.'));
  } catch {
    say('No browser could be started; open the address above in one.');
  }
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    onInterrupt(() => {
      say('Saving running trials …');
      resolve();
    });
  });
}

function runElectron(binary: string, dataDir: string): Promise<number> {
  const child = spawn(binary, [programRoot()], {
    stdio: 'inherit',
    env: { ...process.env, VERNIER_DATA_DIR: dataDir, VERNIER_NODE: nodeBinary(process.platform, process.env) },
  });
  return new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new AppError('unavailable', `Electron could not be started: ${error.message}.`)),
    );
    child.on('exit', (code) => resolve(code ?? exitCodes.failed));
  });
}
