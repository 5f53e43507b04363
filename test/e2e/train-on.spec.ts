// A finished study goes on by hand: its curves over other axes, a run for more epochs, a copy with changes; and a queue that is arranged.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { LivePage } from './pages/live.ts';
import { StudyPage } from './pages/study.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, name: 'Trained on', data: { source: 'sample', name: 'iris' } },
  settings: {
    'optimizer.name': { type: 'categorical', choices: ['adam', 'sgd'] },
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1e-1, scale: 'log' },
    ...{ 'training.epochs': 4, 'model.units': 8, 'schedule.kind': 'cosine' },
  },
  constraints: ['optimizer.learningRate != 0.07'],
  ...{ search: { trials: 3, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
};

const open = async (page: Page, address: string) => {
  await page.goto(address);
  await page.locator('tr[data-study] a').click();
  return new LivePage(page);
};

test('curves over steps and time, a run for more epochs with its cross mark, a clone with changes', async ({
  browser,
  page,
  studio,
}) => {
  await studio.finished(study);
  const live = await open(page, await studio.start());
  const drawn = () => new StudyPage(page).drawn();
  await live.select(1);

  // Axes: the keyboard's cursor goes from epoch to epoch of the run on every one of them.
  await live.chooseAxis('Step');
  await expect(page).toHaveURL(/axis=step/);
  expect(await live.speaks('ArrowLeft', 'ArrowLeft')).toMatch(/^Trial 1, epoch 3: /);
  await page.keyboard.press('Escape');
  await page.keyboard.press('x');
  await expect(page).toHaveURL(/axis=time/);
  await expect(live.chart).toHaveAccessibleName('Accuracy by training time');
  expect(await drawn()).toEqual({ series: 3, lastStep: 4 });
  // Zoomed, it follows again by its chip.
  const box = await live.chart.boundingBox();
  if (!box) throw new Error('The chart is not there.');
  await page.mouse.move(box.x + 100, box.y + 80);
  await page.mouse.down();
  await page.mouse.move(box.x + 300, box.y + 90, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/x=/);
  await page.getByRole('button', { name: 'Follow' }).click();
  await expect(page).not.toHaveURL(/[?&]x=/);
  await live.chooseAxis('Clock');
  expect(await drawn()).toEqual({ series: 3, lastStep: 4 });

  await page.keyboard.press('t');
  const table = page.getByRole('region', { name: 'Accuracy of trial 1' });
  await expect(table.getByRole('columnheader', { name: 'clock time' })).toBeVisible();
  await expect(table.locator('tbody tr')).toHaveCount(4);
  await page.keyboard.press('t');

  // Colours by a setting, with what they mean.
  await page.getByRole('button', { name: 'Colours of the runs' }).click();
  await page.getByRole('menuitem', { name: 'Colour by Learning rate' }).click();
  await expect(page).toHaveURL(/colour=optimizer.learningRate/);
  await expect(page.getByRole('img', { name: /^Learning rate: 0\.001 – 0\.1$/ })).toBeVisible();

  // More epochs: what becomes of the schedule is said before.
  await page.keyboard.press('e');
  await expect(live.dialog).toContainText('The schedule, cosine, had ended: it begins anew at the full learning rate');
  await expect(live.dialog).toContainText('It goes on from the checkpoint of epoch 4.');
  await live.dialog.getByLabel('More epochs').fill('3');
  await live.dialog.getByRole('button', { name: 'Train on' }).click();
  await expect(page.getByText('Trial 1 trains on to epoch 7.')).toBeVisible();
  await expect.poll(drawn).toEqual({ series: 3, lastStep: 7 });
  await expect(live.inspector.getByText('Complete', { exact: true })).toBeVisible();
  await expect(page.getByText('continued', { exact: true })).toBeVisible();
  await page.screenshot({ path: studio.shot('train-on') });

  // A clone: checked as it is entered, trained at once where the study has ended.
  await page.keyboard.press('d');
  const rate = live.dialog.getByLabel('Learning rate');
  const train = live.dialog.getByRole('button', { name: 'Train it now' });
  await expect(live.dialog).toContainText('Nothing differs yet');
  await rate.fill('5');
  await page.keyboard.press('Tab');
  await expect(live.dialog).toContainText('Outside the space: 0.001 to 0.1.');
  await rate.fill('0.07');
  await page.keyboard.press('Tab');
  await expect(live.dialog).toContainText('These values break the constraint “optimizer.learningRate != 0.07”.');
  await expect(train).toBeDisabled();
  await rate.fill('0.05');
  await page.keyboard.press('Tab');
  await expect(live.dialog).toContainText('1 setting differs.');
  expect(await violations(page, { everyRule: true })).toEqual([]);
  await train.click();
  await expect(live.inspector.getByRole('heading', { name: 'Trial 4', exact: true })).toBeVisible();
  await expect.poll(async () => (await drawn()).series).toBe(4);

  const chinese = await browser.newContext({
    ...{ locale: 'zh-CN', colorScheme: 'dark', storageState: await page.context().storageState() },
  });
  const other = await chinese.newPage();
  await other.goto(page.url());
  await other.locator('[data-run="4"]').click();
  await other.getByRole('button', { name: '更多轮数…' }).click();
  await expect(other.getByRole('dialog', { name: '继续训练试验 4' })).toContainText('从第 4 轮的检查点继续。');
  await other.screenshot({ path: studio.shot('train-on-zh') });
  await chinese.close();
});

test('the queue is arranged by keys, by drag and by menu, and what was taken out comes back', async ({
  page,
  studio,
}) => {
  const file = join(studio.folder, 'long.json');
  const settings = { ...study.settings, 'training.epochs': 100_000 };
  await writeFile(file, JSON.stringify({ ...study, settings }));
  const address = await studio.start();
  // The studio that is open trains it; it ends with the studio.
  const run = studio.vernier('run', file);
  await expect(async () => {
    await page.goto(address);
    await expect(page.locator('tr[data-study]')).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.locator('tr[data-study] a').click();
  const live = new LivePage(page);
  await page.getByRole('button', { name: 'Pause study' }).click();
  await expect(page.getByRole('button', { name: 'Resume study' })).toBeVisible();
  await live.select(1);
  for (const rate of ['0.02', '0.03', '0.04']) await live.clone(rate);
  await expect.poll(() => live.order()).toEqual([4, 3, 2]);

  await live.queued.nth(1).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => live.order()).toEqual([3, 4, 2]);
  await expect(live.queued.nth(0)).toBeFocused();
  await live.queued.nth(2).dragTo(live.queued.nth(0));
  await expect.poll(() => live.order()).toEqual([2, 3, 4]);
  await live.queued.nth(2).click();
  await page.getByRole('menuitem', { name: 'To the head of the queue' }).click();
  await expect.poll(() => live.order()).toEqual([4, 2, 3]);
  await live.queued.nth(1).focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => live.order()).toEqual([4, 3]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => live.order()).toEqual([4, 2, 3]);
  await page.screenshot({ path: studio.shot('queue') });

  // A running study trains them in that order, after what was begun.
  await live.queued.nth(2).focus();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Resume study' }).click();
  await expect(page.locator('[data-run="1"][aria-label*=", Running,"]')).toBeVisible();
  await live.select(1);
  await page.keyboard.press('s');
  await expect(page.locator('[data-run="4"][aria-label*=", Running,"]')).toBeVisible();
  expect(await live.order()).toEqual([2]);
  await studio.stop();
  await run;
});
