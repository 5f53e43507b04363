// A study whose trials all ended badly: the Live page says so, and offers what can be done about it, one press each.

import { violations } from './support/axe.ts';
import { seedStudies } from './support/seeded.ts';
import { expect, test } from './support/studio.ts';

test('all diverged: the learning rate is limited with the keyboard, undone, and more trials are trained', async ({
  page,
  studio,
}) => {
  test.setTimeout(120_000);
  await seedStudies(studio.dataDir, 'all-diverged');
  const address = await studio.start();
  await page.goto(address);
  await page.goto(`${new URL(address).origin}/#/study/all-diverged/live`);
  const curves = page.getByRole('region', { name: 'Train and validation' });
  await expect(curves.getByText('All 6 trials diverged.')).toBeVisible();
  const limit = curves.getByRole('button', { name: /^Limit learning rate to / });
  await expect(limit).toBeVisible();
  const spaceOf = async () => JSON.parse((await studio.vernier('space', 'all-diverged', '--json')).stdout);
  expect((await spaceOf()).version).toBe(1);
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: studio.shot('bad-end-diverged') });

  const rate = Number((await limit.textContent())?.replace('Limit learning rate to ', '').replace('−', '-'));
  await limit.press('Enter');
  await expect(curves.getByText(/^Version 2 of the space has learning rates up to /)).toBeVisible();
  await expect(curves.getByRole('button', { name: 'Start 6 more trials' })).toBeFocused();
  const limited = await spaceOf();
  expect(limited.version).toBe(2);
  expect(limited.settings['optimizer.learningRate'].high).toBeCloseTo(rate, 6);
  await page.screenshot({ path: studio.shot('bad-end-limited') });

  await curves.getByRole('button', { name: 'Back to version 1' }).press('Enter');
  await expect(limit).toBeVisible();
  expect((await spaceOf()).settings['optimizer.learningRate'].high).toBeGreaterThan(rate);
  await limit.press('Enter');
  await curves.getByRole('button', { name: 'Start 6 more trials' }).press('Enter');
  await expect(curves.getByText('All 6 trials diverged.')).toHaveCount(0);
  await expect(page.locator('[data-run="12"], [data-trial="12"]').first()).toBeVisible({ timeout: 90_000 });
  const trials = JSON.parse((await studio.vernier('trials', 'all-diverged', '--format', 'json')).stdout);
  const later = trials.filter(({ trial }: { trial: number }) => trial > 6);
  expect(later.length).toBeGreaterThan(0);
  for (const { params } of later) expect(params['optimizer.learningRate']).toBeLessThanOrEqual(rate * 1.0001);
});

test('all failed, in Chinese: the reason is said once, and pre-flight runs at one press', async ({
  browser,
  studio,
}) => {
  test.setTimeout(120_000);
  await seedStudies(studio.dataDir, 'all-failed', 'nan');
  const address = await studio.start();
  const page = await (await browser.newContext({ locale: 'zh-CN', colorScheme: 'dark' })).newPage();
  await page.goto(address);
  const origin = new URL(address).origin;
  await page.goto(`${origin}/#/study/nan/live`);
  await expect(page.getByText('全部 5 个试验均已发散。')).toBeVisible();
  await expect(page.getByRole('button', { name: /^将学习率限制为 / })).toBeVisible();
  await page.screenshot({ path: studio.shot('bad-end-nan-zh') });

  await page.goto(`${origin}/#/study/all-failed/live`);
  await expect(page.getByText('全部 6 个试验均失败。')).toBeVisible();
  await page.screenshot({ path: studio.shot('bad-end-failed-zh') });
  await page.getByRole('button', { name: '运行启动前检查' }).press('Enter');
  await expect(page).toHaveURL(/all-failed\/checks$/);
  await expect(page.locator('[data-check="missing"][data-status="pass"]')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/运行，用时/)).toBeVisible({ timeout: 60_000 });
  await page.context().close();
});
