// The ranking on the page: read, and the best trained again from there.

import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'iris', name: 'Iris ranking', data: { source: 'sample', name: 'iris' } },
  settings: { 'training.epochs': 2, 'optimizer.learningRate': { type: 'float', low: 0.001, high: 0.1, scale: 'log' } },
  ...{ search: { trials: 4, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
};

test('the ranking says who is tied, and trains the best again', async ({ browser, page, studio }) => {
  await studio.finished(study);
  const address = await studio.start();
  await page.goto(address);
  await page.goto(`${new URL(address).origin}/#/study/iris/trials`);
  await page.getByRole('button', { name: 'Ranking…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('table', { name: 'Ranking' }).locator('tbody tr')).toHaveCount(4);
  await expect(dialog.getByText(/Every mean is of one run/)).toBeVisible();
  expect(await violations(page, { within: '[role="dialog"]', everyRule: true })).toEqual([]);
  await page.screenshot({ path: studio.shot('ranking') });
  await dialog.getByRole('spinbutton', { name: 'The best' }).fill('1');
  await dialog.getByLabel('Fresh seeds each').fill('1');
  await dialog.getByRole('button', { name: 'Train again' }).press('Enter');
  await expect(dialog.getByText('1 fresh')).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: studio.shot('ranking-again') });
  for (const [name, colorScheme, locale, button] of [
    ['dark', 'dark', 'en-US', 'Ranking…'],
    ['light-zh', 'light', 'zh-CN', '排名…'],
  ] as const) {
    const context = await browser.newContext({
      colorScheme,
      locale,
      storageState: await page.context().storageState(),
    });
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: button }).press('Enter');
    await expect(other.getByRole('dialog').locator('tbody tr')).toHaveCount(4);
    expect(await violations(other, { within: '[role="dialog"]', everyRule: true })).toEqual([]);
    await other.screenshot({ path: studio.shot(`ranking-${name}`) });
    await context.close();
  }
});
