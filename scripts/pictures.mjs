// Takes the pictures of README and docs/tour.md anew: the digits sample with forty trials, trained here, in the built studio.
// node bin/with-node.mjs scripts/pictures.mjs [folder, default docs/images]
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { findOrInstallChromium } from './chromium.mjs';

const root = join(import.meta.dirname, '..');
const images = resolve(process.argv[2] ?? join(root, 'docs', 'images'));
const folder = mkdtempSync(join(tmpdir(), 'vernier-pictures-'));
const vernier = (...args) => [join(root, 'bin', 'vernier.mjs'), ...args, '--data-dir', join(folder, 'data')];

const study = JSON.parse(readFileSync(join(root, 'resources', 'studies', 'digits.json'), 'utf8'));
study.search.trials = 40;
writeFileSync(join(folder, 'digits.json'), JSON.stringify(study));
execFileSync(process.execPath, vernier('run', join(folder, 'digits.json')), { stdio: ['ignore', 'ignore', 'inherit'] });

const host = spawn(process.execPath, vernier('studio', '--browser', '--no-open'), {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({ executablePath: await findOrInstallChromium(), args: ['--no-sandbox'] });
try {
  const address = await new Promise((done) => host.stdout.once('data', (line) => done(String(line).trim())));
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('tr[data-study] a').first().waitFor();
  const id = await page.locator('tr[data-study]').first().getAttribute('data-study');

  const take = async (name, theme, hash, prepare = async () => {}) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await page.waitForTimeout(1500);
    await prepare();
    await page.mouse.move(0, 899);
    await page.waitForTimeout(2500);
    await page.screenshot({ path: join(images, `${name}-${theme}.png`) });
  };
  await take('live', 'light', `#/study/${id}/live`, () => page.locator('[data-run]').first().click());
  await take('space', 'dark', `#/study/${id}/space`);
  await take('stages', 'dark', `#/study/${id}/stages`);
  await take('analyse', 'dark', `#/study/${id}/analyse`);
  await take('compare', 'light', `#/study/${id}/compare`);
  const change = 'button[normalize-space()="Change"]';
  await take('space-designer', 'light', `#/new?from=${id}`, () =>
    page
      .getByRole('heading', { name: 'Space', exact: true })
      .locator(`xpath=ancestor::*[.//${change}][1]//${change}`)
      .click(),
  );
} finally {
  await browser.close();
  host.kill('SIGTERM');
  await new Promise((done) => host.once('close', done));
  rmSync(folder, { recursive: true, force: true });
}
