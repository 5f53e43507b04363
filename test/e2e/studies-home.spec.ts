// The studies home: how a study went at a glance, put away and brought back, renamed and taken back, saved as the file it is.
import { readFile } from 'node:fs/promises';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'iris', name: 'Iris, coarse', data: { source: 'sample', name: 'iris' } },
  settings: {
    ...{ 'model.family': 'mlp', 'model.units': 8, 'training.epochs': 2 },
    'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1, scale: 'log' },
  },
  search: { parallel: 1, seed: 1, sampler: { kind: 'random' } },
  stages: [
    { name: 'coarse', trials: 4 },
    { name: 'fine', trials: 3 },
  ],
  engine: { name: 'onnx', threads: 1 },
};

test('course, stage, archive, rename with undo and the saved file', async ({ browser, page, studio }) => {
  const { file } = await studio.finished(study, '--auto-stages');
  const address = new URL(await studio.start());
  const sent: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  await page.goto(address.href);
  const row = page.locator('[data-study="iris"]');
  await expect(row).toContainText('stage 2 of 2: fine');
  await expect(row.getByRole('img', { name: /^Best value so far, from \.\d+ to (\.\d+|1\.?0*)$/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: studio.shot('studies-home') });

  const choose = async (action: string) => {
    await row.getByRole('button', { name: /^Actions for/ }).press('Enter');
    await page.getByRole('menuitem', { name: action }).press('Enter');
  };
  await choose('Rename');
  await page.getByRole('dialog').getByLabel('Name').fill('Iris, both');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('Iris, both');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(row).toContainText('Iris, coarse');

  const downloading = page.waitForEvent('download');
  await choose('Save the study file');
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('iris-coarse.json');
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toEqual(study);

  await choose('Archive');
  await expect(row).toHaveCount(0);
  await expect(page.getByText('All studies are archived.')).toBeVisible();
  expect((await studio.vernier('list', '--json')).stdout).toBe('');
  expect(JSON.parse((await studio.vernier('list', '--json', '--all')).stdout)).toMatchObject({ archived: true });
  await page.getByRole('button', { name: 'Archived 1' }).press('Enter');
  await expect(row).toContainText('Archived');
  await page.screenshot({ path: studio.shot('studies-archived') });
  // It is in the address, so that another window shows the same; going on with it brings it back.
  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', storageState: await page.context().storageState() },
  });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.locator('[data-study="iris"]')).toContainText('已归档');
  await other.screenshot({ path: studio.shot('studies-archived-dark-zh') });
  await context.close();
  await choose('Back from the archive');
  await expect(page.getByRole('button', { name: /^Archived/ })).toHaveCount(0);
  await expect(row).toContainText('Iris, coarse');
  expect((await studio.vernier('show', file, '--json')).code).toBe(0);

  // What the Live page shows is on its way while the button is still down.
  const isAsked = () => sent.some((frame) => frame.includes('trials.list'));
  expect(isAsked()).toBe(false);
  await row.getByRole('link').hover();
  await page.mouse.down();
  await expect.poll(isAsked).toBe(true);
  expect(page.url()).not.toContain('/study/');
  await page.mouse.up();
  await expect(page).toHaveURL(/\/study\/iris\/live/);
});
