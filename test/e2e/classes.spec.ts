// Uneven classes: a new study is told to go by macro F1, and a run shows for each class what it was and how well it was found.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NewStudyPage } from './pages/new-study.ts';
import { StudiesPage } from './pages/studies.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

/** Nine of ten mails are ham, and nothing tells which. */
function mails(): string {
  let state = 7;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  const rows = Array.from({ length: 400 }, (_, i) => {
    return `${random().toFixed(3)},${random().toFixed(3)},${i % 10 === 0 ? 'spam' : 'ham'}`;
  });
  return `links,length,kind\n${rows.join('\n')}\n`;
}

test('the largest class does not hide the others', async ({ browser, page, studio }) => {
  const csv = join(studio.folder, 'mails.csv');
  await writeFile(csv, mails());
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await new StudiesPage(page).setUpOwn.click();
  const draft = new NewStudyPage(page);
  await expect(draft.start).toBeEnabled();
  await page.getByRole('button', { name: /Your own data/ }).click();
  await page.getByLabel('Path of a file or folder').fill(csv);
  const advice = page.getByText('Always answering "ham" is right in 90 % of the rows');
  await expect(advice).toBeVisible();
  await page.screenshot({ path: studio.shot('classes-advice') });
  await page.getByRole('button', { name: 'Go by macro F1' }).press('Enter');
  await expect(advice).toHaveCount(0);
  expect(await draft.file()).toMatchObject({ objective: { metric: 'validation.macroF1', direction: 'maximize' } });

  const study = {
    ...{ version: 1, id: 'mails', name: 'Mails', data: { source: 'csv', path: csv, label: 'kind' } },
    settings: {
      'training.epochs': 6,
      'balance.oversample': { type: 'categorical', choices: [0, 1] },
    },
    search: { trials: 2, parallel: 1, sampler: { kind: 'grid' } },
    engine: { name: 'onnx', threads: 1 },
  };
  await page.goto('about:blank');
  const { file } = await studio.finished(study);
  const trials = JSON.parse((await studio.vernier('trials', file, '--format', 'json')).stdout) as {
    trial: number;
    params: Record<string, number>;
    metrics: Record<string, number>;
  }[];
  const natural = trials.find(({ params }) => params['balance.oversample'] === 0);
  const copied = trials.find(({ params }) => params['balance.oversample'] === 1);
  if (natural === undefined || copied === undefined) throw new Error('Both ratios should be tried.');
  await page.goto(`${address.origin}/#/study/mails/live`);
  await page.locator(`[data-run="${natural.trial}"]`).click();
  const inspector = page.getByRole('region', { name: `Trial ${natural.trial}`, exact: true });
  await inspector.getByText('By class').click();
  await expect(inspector.getByText(/Always answering "ham" is right in \.900/)).toBeVisible();
  const spam = inspector.getByRole('row', { name: /spam/ });
  await expect(spam).toContainText('.100.100');
  await expect(spam.locator('svg path').first()).toHaveAttribute('d', /L/);
  await spam.scrollIntoViewIfNeeded();
  await page.screenshot({ path: studio.shot('classes') });
  expect(await violations(page, { within: 'main' })).toEqual([]);
  await page.locator(`[data-run="${copied.trial}"]`).click();
  const other = page.getByRole('region', { name: `Trial ${copied.trial}`, exact: true });
  await other.getByText('By class').click();
  // Every class as frequent as the largest, in what is drawn.
  await expect(other.getByRole('row', { name: /spam/ })).toContainText('.100.500');
  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', storageState: await page.context().storageState() },
  });
  const zh = await context.newPage();
  await zh.goto(page.url());
  await zh.locator(`[data-run="${natural.trial}"]`).click();
  await zh.getByText('各类别').click();
  await expect(zh.getByText(/总是回答“ham”有 \.9000 正确/)).toBeVisible();
  await zh.getByRole('row', { name: /spam/ }).scrollIntoViewIfNeeded();
  await zh.screenshot({ path: studio.shot('classes-dark-zh') });
  await context.close();
});
