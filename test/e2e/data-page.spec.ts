// Data of one's own: added by path, looked into, put right, kept, used by a study and found again from it; dropped files; the samples.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { DataPage } from './pages/data.ts';
import { NewStudyPage } from './pages/new-study.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const rows = Array.from(
  { length: 120 },
  (_, i) => `${i},${(i * 7) % 13},${i % 5 === 3 ? 'red' : 'blue'},7,${i % 6 === 0 ? 'rare' : 'common'}`,
);
const table = `id,size,colour,const,kind\n${rows.join('\n')}\n`;

async function noViolations(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

test('a table is added, looked into, put right, kept, used, and found again from its study', async ({
  page,
  studio,
}) => {
  const path = join(studio.folder, 'flowers.csv');
  const lines = table.split('\n');
  lines[10] = `${lines[10]?.replace(/,(\d+),/, ',many,')}`;
  await writeFile(path, lines.join('\n'));
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  const data = new DataPage(page);
  // With nothing chosen there are cards to choose from, with pictures of their rows.
  await expect(data.overview.getByRole('region', { name: 'Samples' }).getByRole('button')).toHaveCount(7);
  await expect(data.card('Iris flowers').locator('svg circle').first()).toBeVisible();
  await expect(data.card('Handwritten digits').locator('canvas').first()).toBeVisible();
  await noViolations(page);
  await page.screenshot({ path: studio.shot('data-overview') });
  await data.card('Iris flowers').press('Enter');
  await expect(page.getByRole('heading', { name: 'Iris flowers' })).toBeVisible();
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await data.card('Your own data').press('Enter');
  await expect(data.path).toBeVisible();
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.getByRole('button', { name: 'Add data' }).press('Enter');
  await page.screenshot({ path: studio.shot('data-add') });
  await data.path.fill(join(studio.folder, 'nowhere.csv'));
  await expect(page.getByRole('alert')).toContainText('There is no file');
  await data.path.fill(path);
  await expect(data.column('size')).toContainText('by its cells: category');
  await expect(data.section('Columns')).toContainText('1 constant column');
  await expect(data.section('Lines that need a look')).toContainText('11size');
  await expect(data.section('Class mix')).toContainText('Always answering “common” has an accuracy of .833');
  await expect(data.section('Checks of the data')).toContainText('const');

  // A type that a cell contradicts is an error that names it, and the way back is there.
  await data.use('size', 'number');
  await expect(page.getByRole('alert').first()).toContainText('row 10 holds "many"');
  await data.use('size', 'category');
  await expect(data.column('size').getByRole('combobox')).toContainText('category');
  await data.use('id', 'leave out');
  await data
    .section('Split')
    .getByRole('radiogroup', { name: 'Test part' })
    .getByRole('radio', { name: 'share' })
    .click();
  await expect(data.section('Class mix').getByRole('columnheader', { name: 'Test' })).toBeVisible();
  // A share of the rows is written in per cent, by the field or the slider; a wrong one is said beside it.
  const share = page.getByLabel('Share kept', { exact: true });
  await share.fill('120');
  await expect(data.section('Split').getByRole('alert')).toContainText('fraction');
  await share.fill('50');
  await expect(data.section('Split')).toContainText('Train, 42');
  await page.getByRole('slider', { name: 'Share kept, slider' }).press('ArrowLeft');
  await expect(share).toHaveValue('40');
  await expect(data.section('Split')).toContainText(/Train, 3[34]V/);
  await page.screenshot({ path: studio.shot('data-table') });
  await share.fill('');
  await expect(data.section('Split')).toContainText('Train, 84');
  await page.keyboard.press('Escape');
  await noViolations(page);

  await page.getByRole('button', { name: 'Add to your data' }).press('Enter');
  const own = data.list.getByRole('region', { name: 'Your data' });
  await expect(own.getByRole('button')).toContainText('flowers');
  await expect(own.getByRole('button')).toContainText('120 rows, 2 classes');
  const wanted = {
    source: 'csv',
    path,
    label: 'kind',
    types: { size: 'category' },
    exclude: ['id'],
    test: { fraction: 0.1 },
  };

  // What is kept is what a study gets, and the study leads back.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'flowers' })).toBeVisible();
  // It waits for the data to be read again.
  await expect(data.newStudy).toBeEnabled();
  await data.newStudy.press('Enter');
  const draft = new NewStudyPage(page);
  await expect(draft.start).toBeEnabled();
  expect(await draft.file()).toMatchObject({ name: 'flowers', data: wanted });
  expect((await draft.file()).data).toEqual(wanted);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(data.card(/^flowers/)).toContainText('120 rows, 2 classes');
  await expect(
    data
      .card(/^flowers/)
      .locator('svg circle')
      .first(),
  ).toBeVisible();
  await page.screenshot({ path: studio.shot('data-overview-own') });
  await data.card(/^flowers/).press('Enter');
  await page.getByRole('button', { name: 'Take off the list' }).press('Enter');
  await expect(own.getByRole('button')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(own.getByRole('button')).toHaveCount(1);

  // A file that is gone says so, and nothing else of the page breaks.
  await rm(path);
  await page.reload();
  await expect(own.getByRole('button')).toContainText('missing');
  await own.getByRole('button').click();
  await expect(page.getByRole('alert').first()).toContainText('put it back');
  await page.screenshot({ path: studio.shot('data-gone') });
});

test('a file dropped on any page is copied and looked into; a study leads to its data; dark and in Chinese', async ({
  browser,
  page,
  studio,
}) => {
  await studio.finished({
    ...{ version: 1, id: 'flowers', name: 'On iris', data: { source: 'sample', name: 'iris' } },
    ...{ settings: { 'training.epochs': 1 }, search: { trials: 1, parallel: 1 }, engine: { name: 'onnx', threads: 1 } },
  });
  const address = new URL(await studio.start());
  await page.goto(address.href);
  const data = new DataPage(page);
  await expect(page.getByRole('link', { name: 'Data', exact: true })).toBeVisible();
  await data.drop('flowers.csv', table);
  await expect(page).toHaveURL(/#\/data\?set=new/);
  await expect(data.path).toHaveValue(join(studio.dataDir, 'data', 'flowers.csv'));
  await expect(data.section('Class mix')).toBeVisible();
  // A log is no data: it goes where it is advised on.
  await page.getByRole('link', { name: 'Studies' }).click();
  await data.drop('log.csv', 'epoch,loss,val_loss\n1,2,3\n2,1,2\n');
  await expect(page).toHaveURL(/#\/logs/);

  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await page.goto(`${address.origin}/#/study/flowers/live`);
  await page.getByRole('button', { name: 'Data of this study' }).press('Enter');
  await expect(data.section('Studies on these data').getByRole('link', { name: 'On iris' })).toBeVisible();
  await data.list.getByRole('button', { name: /Iris/ }).click();
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(/set=sample%3Apenguins/);
  await expect(data.section('Checks of the data').getByRole('listitem')).toHaveCount(6);
  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', viewport: { width: 1000, height: 760 } },
    storageState: await page.context().storageState(),
  });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('region', { name: '类别分布' })).toBeVisible();
  await noViolations(other);
  await other.screenshot({ path: studio.shot('data-dark-zh') });
  await other.goto(`${address.origin}/#/data`);
  await expect(other.getByRole('region', { name: '数据概览' }).getByRole('button', { name: '鸢尾花' })).toBeVisible();
  await other.screenshot({ path: studio.shot('data-overview-dark-zh') });
  await context.close();
});
