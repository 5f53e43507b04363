// The Pre-flight page: twelve checks under way, cancelled, and read; and Start asking where one of them failed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { expect, type Studio, test } from './support/studio.ts';

/** Two classes that two columns tell apart; `leak` is what the label is called elsewhere. */
function csv(leak: boolean): string {
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const rows = Array.from({ length: 400 }, (_, at) => {
    const label = at % 2;
    const cells = [label + 1.4 * random(), random() - 0.3 * label, ...(leak ? [label === 1 ? 9 : 4] : [])];
    return [...cells, label === 1 ? 'yes' : 'no'].join(',');
  });
  return `a,b,${leak ? 'paid,' : ''}y\n${rows.join('\n')}\n`;
}

/** Opens a stored study of these rows that has not begun, on its Pre-flight tab. */
async function openDraft(page: Page, studio: Studio, rows: string): Promise<void> {
  writeFileSync(join(studio.folder, 'rows.csv'), rows);
  const file = {
    ...{ version: 1, id: 'rows', name: 'Rows' },
    data: { source: 'csv', path: join(studio.folder, 'rows.csv'), label: 'y' },
    settings: { 'model.family': 'mlp', 'training.epochs': 2, 'model.units': { type: 'int', low: 8, high: 32 } },
    ...{ search: { trials: 2, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
  };
  const path = join(studio.folder, 'study.json');
  writeFileSync(path, JSON.stringify(file));
  const address = await studio.start();
  await page.goto(address);
  await page.goto(`${new URL(address).origin}/#/studies?open=file`);
  await page.getByTestId('study-file').setInputFiles(path);
  await page.waitForURL(/#\/study\/rows\/live/);
}

const tab = 'Pre-flight';

test('checks are made with the keyboard alone, cancelled and made again, and tell what they found', async ({
  page,
  studio,
}) => {
  test.setTimeout(180_000);
  await openDraft(page, studio, csv(false));
  await page.getByRole('link', { name: tab }).click();
  const panel = page.getByRole('region', { name: tab });
  await expect(panel.getByText('Not checked yet')).toBeVisible();
  await page.screenshot({ path: studio.shot('preflight-empty') });

  await panel.getByRole('button', { name: 'Run checks' }).focus();
  await page.keyboard.press('Enter');
  await expect(panel.locator('[data-check="missing"][data-status="pass"]')).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: 'Run checks' })).toBeFocused();
  await expect(panel.getByText('Not checked yet')).toBeVisible();

  await page.keyboard.press('Enter');
  await expect(panel.getByText(/^Ran in .* at /)).toBeVisible({ timeout: 90_000 });
  await expect(panel.locator('[data-check]')).toHaveCount(12);
  await expect(panel.locator('[data-status="fail"]')).toHaveCount(0);
  await panel.locator('[data-check="missing"]').focus();
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowDown');
  await expect(panel.locator('[data-check="duplicates"]')).toBeFocused();
  await expect(page.getByRole('region', { name: 'Check', exact: true })).toContainText(
    'None of 80 validation rows is also a training row.',
  );
  // What was measured, and what is wanted, at the end of each row; the panel beside begins with it.
  await expect(panel.locator('[data-check="duplicates"]')).toContainText(/0 shared\s*at most 0\.1 % shared/);
  await expect(panel.locator('[data-check="step0-loss"]')).toContainText(/0\.\d{3}\s*ln 2 = 0\.693 ± /);
  await expect(panel.locator('[data-check="memory-and-time"]')).toContainText(/[\d.]+ GB\s*[\d.]+ GB of memory/);
  await expect(page.getByRole('region', { name: 'Check', exact: true })).toContainText(/0 shared\s*None of 80/);
  await panel.locator('[data-check="learning-rate-range"]').click();
  await expect(page.getByRole('region', { name: 'Check', exact: true })).toContainText(
    'the loss falls between rates of',
  );
  await page.getByRole('region', { name: 'Check', exact: true }).locator('summary').press('Enter');
  await expect(page.getByRole('region', { name: 'Check', exact: true })).toContainText('Smith 2017');
  expect(await violations(page, { within: 'main', everyRule: true })).toEqual([]);
  await page.screenshot({ path: studio.shot('preflight-passed') });

  // It stays while the host lives, and Start asks nothing.
  await page.reload();
  await expect(page.getByText(/^Ran in .* at /)).toBeVisible();
  await page.getByRole('button', { name: 'Start study' }).first().click();
  await expect(page.getByRole('link', { name: /^Trials/ })).toContainText(/\d/, { timeout: 30_000 });
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a column that gives the answer away: Start asks, without any check made before, and starts all the same', async ({
  page,
  studio,
}) => {
  test.setTimeout(120_000);
  await openDraft(page, studio, csv(true));
  await page.getByRole('button', { name: 'Start study' }).first().click();
  const dialog = page.getByRole('dialog', { name: '1 check failed. Start all the same?' });
  await expect(dialog).toContainText('"paid" alone tells the label of 100 % of');
  await page.screenshot({ path: studio.shot('preflight-question') });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await page.getByRole('button', { name: 'Start study' }).first().click();
  await dialog.getByRole('button', { name: 'Look at the checks' }).click();
  const detail = page.getByRole('region', { name: 'Check', exact: true });
  await expect(detail).toContainText('Leave out of the inputs: paid');
  await expect(page.getByText('Only the data were checked.')).toBeVisible();
  await expect(detail.getByText('"exclude": ["paid"]')).toBeVisible();

  // One press, here or on the row, and the proposal stands in a draft of the study; it passes the checks that the first one failed.
  await expect(detail.getByRole('button', { name: 'Change it in a new study' })).toBeVisible();
  await page.getByRole('button', { name: 'Change: Leave out of the inputs: paid' }).press('Enter');
  await expect(page).toHaveURL(/#\/new$/);
  await page.getByRole('button', { name: 'Start study' }).first().click();
  await expect(page).toHaveURL(/#\/study\/(?!rows\/)[^/]+\/live/, { timeout: 30_000 });
  const id = /study\/([^/]+)\//.exec(page.url())?.[1] ?? '';
  const shown = await studio.vernier('show', id, '--json');
  expect(JSON.parse(shown.stdout).file.data).toMatchObject({
    path: join(studio.folder, 'rows.csv'),
    exclude: ['paid'],
  });
  await page.goto(`${new URL(page.url()).origin}/#/study/rows/live`);

  await page.getByRole('button', { name: 'Start study' }).first().click();
  await dialog.getByRole('button', { name: 'Start anyway' }).click();
  await expect(page).toHaveURL(/#\/study\/rows\/live/);
  await expect(page.getByRole('link', { name: /^Trials/ })).toContainText(/\d/, { timeout: 30_000 });
});

test('rows on both sides are shown in pairs, and one press leaves the copies out of validation', async ({
  page,
  studio,
}) => {
  test.setTimeout(120_000);
  const clean = csv(false);
  const copies = clean.split('\n').slice(1, 61).join('\n');
  await openDraft(page, studio, `${clean}${copies}\n`);
  await page.getByRole('link', { name: tab }).click();
  await page.getByRole('button', { name: 'Run checks' }).click();
  const row = page.locator('[data-check="duplicates"][data-status="fail"]');
  await row.click({ timeout: 30_000 });
  const evidence = page.getByRole('region', { name: 'Evidence' });
  const pairs = evidence.getByRole('listitem');
  await expect(pairs).toHaveCount(6);
  const places = /training row (\d+) = validation row (\d+)/.exec((await pairs.first().textContent()) ?? '')?.slice(1);
  // The second of two equal rows stands 400 below the first.
  expect(Math.abs(Number(places?.[0]) - Number(places?.[1]))).toBe(400);
  const line = clean.split('\n')[Math.min(...(places ?? []).map(Number))]?.split(',') ?? [];
  await expect(pairs.first()).toContainText(`a ${Number(Number(line[0]).toPrecision(6))}`);
  await expect(pairs.first()).toContainText(line[2] ?? '–');
  expect(await violations(page, { within: 'main', everyRule: true })).toEqual([]);
  await page.screenshot({ path: studio.shot('preflight-pairs') });

  await page.getByRole('button', { name: 'Change it in a new study' }).press('Enter');
  await expect(page).toHaveURL(/#\/new$/);
  const leaves = page.getByRole('switch', { name: 'Leave copies of training rows out of validation' });
  await expect(leaves).toBeChecked();
  await page.getByRole('button', { name: 'Start study' }).first().click();
  await expect(page).toHaveURL(/#\/study\/(?!rows\/)[^/]+\/live/, { timeout: 30_000 });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const id = /study\/([^/]+)\//.exec(page.url())?.[1] ?? '';
  const shown = await studio.vernier('show', id, '--json');
  expect(JSON.parse(shown.stdout).file.data).toMatchObject({ dropDuplicates: 'validation' });
});

for (const { theme, locale, name } of [
  { theme: 'dark', locale: 'en-US', name: 'dark' },
  { theme: 'light', locale: 'zh-CN', name: 'light-zh' },
] as const) {
  test(`the page in ${name}`, async ({ browser, studio }) => {
    test.setTimeout(120_000);
    const context = await browser.newContext({
      ...{ colorScheme: theme, locale, viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' },
    });
    const page = await context.newPage();
    await openDraft(page, studio, csv(true));
    await page.getByRole('link', { name: locale === 'zh-CN' ? '启动前检查' : tab }).click();
    await page.getByRole('button', { name: locale === 'zh-CN' ? '运行检查' : 'Run checks' }).click();
    await expect(page.locator('[data-check="memory-and-time"]:not([data-status="waiting"])')).toBeVisible({
      timeout: 90_000,
    });
    await expect(page.locator('[data-check="columns"][data-status="fail"]')).toBeVisible();
    expect(await violations(page, { within: 'main', everyRule: true })).toEqual([]);
    await page.screenshot({ path: studio.shot(`preflight-${name}`) });
    await context.close();
  });
}
