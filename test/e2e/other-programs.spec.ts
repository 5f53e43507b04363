// Studies leave for other programs and come back: what the Export dialog saves is opened as a study file is, and looked at on Live and Compare.
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { StudiesPage } from './pages/studies.ts';
import { StudyPage } from './pages/study.ts';
import { violations } from './support/axe.ts';
import { seedStudies } from './support/seeded.ts';
import { expect, test } from './support/studio.ts';

const peer = (name: string) => resolve('test/fixtures/optuna', name);

/** Presses a format's button of the export dialog; gives where the file lies. */
async function save(page: Page, format: string, folder: string): Promise<{ name: string; path: string }> {
  const download = page.waitForEvent('download');
  await page.getByRole('region', { name: 'All trials' }).getByRole('button', { name: format }).press('Enter');
  const saved = await download;
  const path = join(folder, saved.suggestedFilename());
  await saved.saveAs(path);
  return { name: saved.suggestedFilename(), path };
}

async function openFile(page: Page, path: string): Promise<void> {
  await new StudiesPage(page).openFile.click();
  await page.getByTestId('study-file').setInputFiles(path);
}

test('all trials are saved for other programs, and an Optuna storage comes back with its curves', async ({
  page,
  studio,
}) => {
  test.setTimeout(120_000);
  await seedStudies(studio.dataDir, 'sweep');
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/sweep/live`);
  await expect(page.locator('[data-run="19"]')).toBeVisible();
  await page.keyboard.press('Control+e');
  const trials = page.getByRole('region', { name: 'All trials' });
  await trials.scrollIntoViewIfNeeded();
  await page.screenshot({ path: studio.shot('export-trials') });
  const csv = await save(page, 'CSV', studio.folder);
  expect(await readFile(csv.path, 'utf8')).toMatch(/^trial,state,reason,value,epoch,/);
  const board = await save(page, 'TensorBoard', studio.folder);
  expect(board.name).toBe('digits-a-sweep-tensorboard.zip');
  expect((await readFile(board.path)).toString('latin1')).toContain('trial-0024/validation/events.out.tfevents.');
  const optuna = await save(page, 'Optuna', studio.folder);
  expect(optuna.name).toBe('digits-a-sweep-optuna.db');
  await page.keyboard.press('Escape');

  await page.goto(`${address.origin}/#/studies`);
  await openFile(page, optuna.path);
  await expect(page.getByText('Imported 24 trials.')).toBeVisible();
  await expect(page).toHaveURL(/#\/study\/(?!sweep)\w+\/live/);
  await expect(page.locator('[data-run="19"]')).toBeVisible();
  await expect.poll(() => new StudyPage(page).drawn().then(({ series }) => series)).toBeGreaterThan(4);
  await page.screenshot({ path: studio.shot('imported-live') });

  // The curves of any two runs over epochs, or over the time that they took.
  const id = /study\/(\w+)/.exec(page.url())?.[1];
  await page.goto(`${address.origin}/#/study/${id}/compare?runs=19,1`);
  await expect.poll(() => new StudyPage(page).drawn()).toMatchObject({ series: 2 });
  const axis = page.getByRole('button', { name: /^Axis: / });
  await axis.click();
  // No run has told its steps.
  await expect(page.getByRole('menuitem')).toHaveText(['Epoch', 'Time', 'Clock']);
  await page.getByRole('menuitem', { name: 'Time' }).click();
  await expect(page).toHaveURL(/axis=time/);
  await expect(new StudyPage(page).chart).toHaveAccessibleName('Accuracy by training time of the compared runs');
  await page.screenshot({ path: studio.shot('compare-time') });
  await page.locator('body').press('x');
  await expect(page).toHaveURL(/axis=clock/);
  await expect(axis).toHaveText('Clock');
});

test('studies of Optuna and exported trials are imported from the page, and what is neither is said', async ({
  page,
  studio,
}) => {
  await page.goto(await studio.start());
  await openFile(page, peer('peer.db'));
  await expect(page.getByText('Imported 12 trials. 2 that had not ended were left out.')).toBeVisible();
  const studies = new StudiesPage(page);
  await expect(studies.rows).toHaveCount(2);
  await expect(studies.row('Sweep of a peer')).toContainText('0.2502');
  await studies.row('Sweep of a peer').getByRole('link').first().click();
  await expect(page.locator('[data-run="8"]')).toBeVisible();
  await page.screenshot({ path: studio.shot('imported-optuna') });
  for (const tab of ['setup', 'space', 'trials', 'analyse', 'compare', 'stages', 'checks']) {
    await page.goto(page.url().replace(/\/\w+(\?.*)?$/, `/${tab}`));
    await expect(page.locator('main [data-panel]').first()).toBeVisible();
    await expect(page.locator('main [role=alert]')).toHaveCount(0);
    await page.screenshot({ path: studio.shot(`imported-${tab}`) });
  }

  // Which way is better nothing in a table says.
  const table = join(studio.folder, 'scores.csv');
  await writeFile(
    table,
    'trial,state,reason,value,epoch,lr,best:score\r\n1,complete,,3,1,0.1,3\r\n2,complete,,5,1,0.2,5\r\n',
  );
  await page.goto(page.url().replace(/#.*$/, '#/studies'));
  await openFile(page, table);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('The file does not say which way “score” is better.');
  expect(await violations(page, { within: '[role=dialog]', everyRule: true })).toEqual([]);
  await page.screenshot({ path: studio.shot('import-direction') });
  await dialog.getByRole('button', { name: 'Lower is better' }).press('Enter');
  await expect(page).toHaveURL(/\/live/);
  await expect(page.locator('[data-run="1"]')).toBeVisible();

  await page.goto(page.url().replace(/#.*$/, '#/studies'));
  await openFile(page, peer('make.py'));
  await expect(dialog.getByRole('alert')).toContainText('make.py is none of what can be imported: a study file');
});
