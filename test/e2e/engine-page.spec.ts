// The Engine page: what is here, self-tests, installing from a file and removing, and all of it without a pointer and in every look.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { writeTensorflowWheel, writeWheel } from '../support/wheels.ts';
import { EnginePage } from './pages/engine.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

/** The TensorFlow that other tests use must not be found here. */
const alone = { VERNIER_TENSORFLOW: '' };
const onLinux = process.platform === 'linux' && process.arch === 'x64';

test('engines are listed, a self-test passes, and a wheel that does not load changes nothing', async ({
  page,
  studio,
}) => {
  await page.goto(await studio.start({ ...alone, PIP_NO_INDEX: '1' }));
  await page.getByRole('link', { name: 'Engine' }).click();
  await expect(page).toHaveURL(/#\/engine$/);
  const engines = new EnginePage(page);
  await expect(engines.engines).toHaveCount(4);
  await expect(engines.state('onnx')).toHaveText('Ready');
  await expect(engines.state('tensorflow')).toHaveText('Not installed');
  await expect(engines.engine('onnx')).toContainText('“auto” means it: no faster engine has passed');
  await expect(engines.engine('onnx')).toContainText('not run yet');

  await engines.engine('onnx').getByRole('button', { name: 'Self-test: onnx' }).click();
  await expect(engines.engine('onnx').getByRole('progressbar')).toBeVisible();
  await expect(engines.engine('onnx')).toContainText(/\d+ checks passed/, { timeout: 60_000 });
  await expect(engines.engine('onnx').getByRole('progressbar')).toHaveCount(0);
  await expect(engines.engine('onnx')).toContainText(/The self-test of onnx from \d\d:\d\d passed\./);
  await expect(engines.news).toHaveText(/The self-test of onnx from \d\d:\d\d passed\./);

  test.skip(!onLinux, 'the wheels are made for Linux on x64');
  await engines.installFile('relative.whl');
  await expect(page.getByRole('alert')).toContainText('must be absolute');
  await look(page, 'engine-wrong-path-light');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await engines.installFile(`"${writeWheel(studio.folder)}"`);
  const tensorflow = engines.engine('tensorflow');
  await expect(tensorflow.locator('[data-end="failed"]')).toContainText(
    /tensorflow was not installed, since it does not work here: .*The engine onnx is used as before\./,
    { timeout: 30_000 },
  );
  await expect(engines.state('tensorflow')).toHaveText('Not installed');
  await expect(engines.state('onnx')).toHaveText('Ready');
  await expect(engines.engine('onnx')).toContainText(/\d+ checks passed/);
  expect(existsSync(join(studio.dataDir, 'engines', 'tensorflow'))).toBe(false);

  // pip may use no index here, as if there were no network: the next best way is named.
  await page.getByRole('button', { name: 'Install: tensorflow' }).click();
  await expect(tensorflow.locator('[data-end="failed"]')).toContainText('Without a network: fetch the wheel', {
    timeout: 30_000,
  });
  await expect(engines.state('tensorflow')).toHaveText('Not installed');

  // It stays for who comes back, until it is put away.
  await page.reload();
  await expect(tensorflow.locator('[data-end="failed"]')).toBeVisible();
  await tensorflow.getByRole('button', { name: /^Dismiss: The installation of tensorflow/ }).click();
  await expect(tensorflow.locator('[data-end]')).toHaveCount(0);
  await page.reload();
  await expect(engines.state('tensorflow')).toHaveText('Not installed');
  await expect(tensorflow.locator('[data-end]')).toHaveCount(0);
});

test('with the keyboard only: self-test, cancelled measurement, a file that is not there, and the place is kept', async ({
  page,
  studio,
}) => {
  await page.goto(await studio.start(alone));
  await expect(page.getByRole('link', { name: 'Engine' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  const engines = new EnginePage(page);
  await tabTo(page, page.getByRole('button', { name: 'Measure: onnx' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Cancel: Measuring onnx' }));
  await page.keyboard.press('Space');
  await expect(engines.engine('onnx').locator('[data-end="cancelled"]')).toContainText('was cancelled.');
  // The button went with the work; its engine has the focus, and the next Tab goes on inside it.
  await expect(engines.engine('onnx')).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Self-test: reference' }));
  await page.keyboard.press('Enter');
  await expect(engines.engine('reference')).toContainText(/\d+ checks passed/, { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Self-test: reference' })).toBeFocused();

  test.skip(process.platform === 'win32', 'TensorFlow cannot be installed on Windows');
  await tabTo(page, page.getByRole('button', { name: 'From a wheel file' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Path of the wheel on this computer')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'From a wheel file' })).toBeFocused();
  await page.keyboard.press('Enter');
  const missing = join(studio.folder, 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl');
  await page.keyboard.type(missing);
  await page.keyboard.press('Enter');
  await expect(engines.engine('tensorflow').locator('[data-end="failed"]')).toContainText(missing);
  await expect(page.getByRole('button', { name: 'From a wheel file' })).toBeFocused();
});

test('a real wheel is installed with progress, tested, and removed; what another program does shows on a second look', async ({
  page,
  studio,
}) => {
  test.setTimeout(300_000);
  const wheel = writeTensorflowWheel(studio.folder);
  test.skip(wheel === null, 'no TensorFlow is named by VERNIER_TENSORFLOW');
  await page.goto(`${await studio.start(alone)}#/engine`);
  const engines = new EnginePage(page);
  const tensorflow = engines.engine('tensorflow');
  await engines.installFile(wheel ?? '');
  const bar = tensorflow.getByRole('progressbar');
  await expect(bar).toHaveAttribute('aria-valuetext', /\d+ MB of 85\d MB/);
  await expect(tensorflow.locator('[data-task]')).toContainText('unpacking');
  await look(page, 'engine-installing-light');
  await expect(tensorflow.locator('[data-task]')).toContainText(/running the self-test.*\d+ of \d+ checks/, {
    timeout: 120_000,
  });
  await expect(engines.state('tensorflow')).toHaveText('Ready', { timeout: 120_000 });
  await expect(tensorflow).toContainText(/Package tensorflow 2\.21\.0, 85\d MB, since/);
  await expect(tensorflow).toContainText('“auto” means it');

  await tensorflow.getByRole('button', { name: 'Remove: tensorflow' }).click();
  await look(page, 'engine-remove-light');
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  await expect(engines.state('tensorflow')).toHaveText('Ready');
  await tensorflow.getByRole('button', { name: 'Remove: tensorflow' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(engines.state('tensorflow')).toHaveText('Not installed');
  await expect(engines.engine('onnx')).toContainText('“auto” means it');
  await expect(tensorflow.locator('[data-end]')).toHaveCount(0);
  expect(existsSync(join(studio.dataDir, 'engines', 'tensorflow'))).toBe(false);

  // Another program brings it back, which nobody tells the page.
  const outcome = await studio.vernier('engines', 'install', 'tensorflow', '--from', wheel ?? '');
  expect(outcome.code, outcome.stderr).toBe(0);
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(engines.state('tensorflow')).toHaveText('Ready', { timeout: 60_000 });
  await expect(tensorflow).toContainText(/Package tensorflow 2\.21\.0/);
});

const looks = [
  { theme: 'light', locale: 'en-US', width: 1440, name: 'light' },
  { theme: 'dark', locale: 'en-US', width: 1440, name: 'dark' },
  { theme: 'light', locale: 'zh-CN', width: 1440, name: 'light-zh' },
  { theme: 'dark', locale: 'en-US', width: 480, name: 'narrow' },
] as const;

test('both themes, both languages, a narrow window, and a host that is gone', async ({ browser, studio }) => {
  test.setTimeout(240_000);
  const address = await studio.start(alone);
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(`${address}#/engine`);
  const engines = new EnginePage(page);
  await page.getByRole('button', { name: 'Measure: onnx' }).click();
  if (onLinux) await engines.installFile(writeWheel(studio.folder));
  await expect(engines.engine('onnx').getByRole('table')).toContainText('Batch 128', { timeout: 120_000 });
  await expect(engines.engine('onnx')).toContainText(/Start to first step\d+ ms/);
  const storageState = await first.storageState();
  await first.close();

  for (const { theme, locale, width, name } of looks) {
    const context = await browser.newContext({
      ...{ storageState, colorScheme: theme, locale, viewport: { width, height: 900 }, reducedMotion: 'reduce' },
    });
    const shown = await context.newPage();
    await shown.goto(`${new URL(address).origin}/#/engine`);
    await expect(new EnginePage(shown).state('onnx')).toHaveText(locale === 'zh-CN' ? '就绪' : 'Ready');
    await look(shown, `engine-${name}`);
    const overflow = await shown.evaluate(() => {
      const body = document.querySelector('[data-panel] > div');
      return body === null ? null : body.scrollWidth - body.clientWidth;
    });
    expect(overflow, `${name} scrolls sideways`).toBe(0);
    if (name === 'narrow') {
      await studio.stop();
      await expect(shown.getByRole('alert')).toContainText('The host stopped answering');
      await expect(shown.getByRole('button', { name: 'Measure: onnx' })).toHaveAttribute('aria-disabled', 'true');
      await look(shown, `engine-lost-${name}`);
    }
    await context.close();
  }
});

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let press = 0; press < 60; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`60 presses of ${key} did not reach the element`);
}

/** A picture for people, and the rules of WCAG 2.2 A and AA. */
async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png` });
  expect.soft(await violations(page), name).toEqual([]);
}
