// Finds a Chromium for the end-to-end tests, or installs one where that is possible without asking (Debian, as root).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  darwin: ['chromium', 'google-chrome'],
  win32: ['chrome.exe', 'chromium.exe'],
};
const fixedPlaces = {
  linux: [],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
};

async function playwrightsOwn() {
  try {
    const { chromium } = await import('@playwright/test');
    const path = chromium.executablePath();
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

function onPath(platform, env) {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    for (const name of names[platform] ?? names.linux) if (existsSync(join(folder, name))) return join(folder, name);
  }
  return (fixedPlaces[platform] ?? []).find((path) => existsSync(path)) ?? null;
}

export async function findChromium({ platform = process.platform, env = process.env } = {}) {
  if (env.CHROMIUM_PATH) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  return (await playwrightsOwn()) ?? onPath(platform, env);
}

/** Installs Debian's Chromium when root may; returns its path, or null with the reason in `say`. */
export async function findOrInstallChromium({
  platform = process.platform,
  env = process.env,
  say = console.error,
} = {}) {
  const found = await findChromium({ platform, env });
  if (found) return found;
  const isDebianRoot = platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (isDebianRoot) {
    say('No Chromium found; installing Debian\'s package "chromium" …');
    const quiet = { encoding: 'utf8', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-qq'], quiet);
    const run = spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
      quiet,
    );
    if (run.status === 0) return findChromium({ platform, env });
    say(run.stderr);
  }
  say(
    'No Chromium: set CHROMIUM_PATH to a Chromium or Chrome, or run "npx playwright install chromium", or install the package "chromium" of your system.',
  );
  return null;
}
