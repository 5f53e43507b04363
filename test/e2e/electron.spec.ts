// The desktop shell, where its binary is there. Never imports the electron package: that would download it.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { _electron as electron } from '@playwright/test';
import { expect, test } from './support/studio.ts';

/** The binary that the electron package has unpacked; null before its first use. */
async function electronBinary(): Promise<string | null> {
  const folder = resolve('node_modules/electron');
  if (process.env.VERNIER_ELECTRON) return process.env.VERNIER_ELECTRON;
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return null;
  const path = join(folder, 'dist', (await readFile(named, 'utf8')).trim());
  return existsSync(path) ? path : null;
}

test('the desktop window shows the studio, sandboxed, over its own port', async ({ studio }) => {
  const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  const executablePath = await electronBinary();
  test.skip(
    executablePath === null,
    'the Electron binary is not installed on this machine (node_modules/electron/dist)',
  );
  test.skip(headless, 'there is no graphical display here (DISPLAY and WAYLAND_DISPLAY are not set)');
  const app = await electron.launch({
    executablePath: executablePath ?? '',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), resolve('.')],
    env: {
      ...(process.env as Record<string, string>),
      VERNIER_DATA_DIR: studio.dataDir,
      VERNIER_NODE: process.execPath,
    },
  });
  try {
    const page = await app.firstWindow();
    await expect(page.getByText('No studies yet.')).toBeVisible();
    expect(await page.evaluate(() => ({ node: 'process' in globalThis, bridge: 'vernier' in globalThis }))).toEqual({
      node: false,
      bridge: true,
    });
    expect(new URL(page.url()).protocol).not.toBe('file:');
  } finally {
    await app.close();
  }
});
