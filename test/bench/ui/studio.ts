// The built studio on a data directory, and the seeded studies in it.
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from '@playwright/test';

export interface Studio {
  readonly cli: string;
  readonly dataDir: string;
  /** A fresh one-time address each time. */
  newUrl(): Promise<string>;
  end(): Promise<void>;
}

export async function seed(dataDir: string, ...ids: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [join('test', 'fixtures', 'studies', 'seed.ts'), dataDir, ...ids]);
}

export async function startStudio(built: string, dataDir: string): Promise<Studio> {
  const cli = join(built, 'main', 'cli.js');
  const args = ['studio', '--browser', '--no-open', '--data-dir', dataDir];
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  await new Promise<void>((done, fail) => {
    child.stdout.once('data', () => done());
    void ended.then(() => fail(new Error('The studio ended before it had an address.')));
  });
  return {
    ...{ cli, dataDir },
    // A second studio on the directory gives an address of the first, and ends.
    newUrl: async () => (await promisify(execFile)(process.execPath, [cli, ...args])).stdout.trim(),
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A window that is let in, with nothing cached from before. */
export async function enter(
  browser: Browser,
  studio: Studio,
): Promise<{ context: BrowserContext; page: Page; origin: string }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
  const page = await context.newPage();
  const url = await studio.newUrl();
  await page.goto(url);
  return { context, page, origin: new URL(url).origin };
}
