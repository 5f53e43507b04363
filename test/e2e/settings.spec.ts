// Settings: they change at once, stay, and do what they say; the end of a study is told through the system's notifications.

import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'iris', name: 'Iris', data: { source: 'sample', name: 'iris' } },
  settings: {
    ...{ 'model.family': 'mlp', 'model.units': 8, 'training.epochs': 3 },
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1, scale: 'log' },
  },
  search: { trials: 2, parallel: 1, seed: 1 },
  engine: { name: 'onnx', threads: 1 },
};

test('theme, language, keys and notifications, with the keyboard alone', async ({ page, studio }) => {
  await studio.finished(study);
  // What the system would show, kept where it can be read.
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    class Kept {
      static permission = 'granted';
      static requestPermission = async () => 'granted';
      onclick: (() => void) | null = null;
      constructor(title: string, { body }: { body: string }) {
        told.push(`${title} | ${body}`);
      }
      close() {}
    }
    Object.assign(window, { Notification: Kept });
  });
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await expect(page.locator('[data-study="iris"]')).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press(',');
  await expect(page).toHaveURL(/#\/settings$/);
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Data' }).locator('code')).toHaveText(/\S/);
  await page.getByText(/^The \d+ packages that it runs on$/).press('Enter');
  await expect(page.getByRole('row').filter({ hasText: 'better-sqlite3' })).toContainText('MIT');
  // The second look has something to compare with.
  await expect(page.locator('[data-load]')).toHaveText(/^CPU \d+ %, memory [\d.]+ of [\d.]+ GB$/, { timeout: 10_000 });
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: studio.shot('settings') });

  // The end of a study is told while another page is open.
  await page.getByRole('switch', { name: 'Tell when a study ends' }).press('Space');
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
  const other = await page.context().newPage();
  const again = { ...study, id: 'again', name: 'Again' };
  await other.goto(`${address.origin}/#/studies?open=file`);
  await other
    .getByTestId('study-file')
    .setInputFiles({ name: 'again.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(again)) });
  await other.waitForURL(/#\/study\/again\/live/);
  await other.getByRole('button', { name: 'Start study' }).first().click();
  await expect
    .poll(told, { timeout: 30_000 })
    .toEqual([expect.stringMatching(/^Again: finished \| Best \S+, trial \d, of 2 trials\.$/i)]);
  await other.close();

  await page.getByRole('switch', { name: 'Single letters act' }).press('Space');
  await page.getByRole('radio', { name: 'Dark' }).press('Enter');
  await page.getByRole('radio', { name: '中文' }).press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('heading', { name: '设置' })).toBeVisible();
  await page.screenshot({ path: studio.shot('settings-dark-zh') });
  await page.reload();
  await expect(page.getByRole('heading', { name: '设置' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page).toHaveURL(/#\/settings$/);
});
