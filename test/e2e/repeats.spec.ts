// Trials that are trained several times: asked for on the page, paused in the middle of a trial, and shown with their runs, mean and scatter.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { NewStudyPage } from './pages/new-study.ts';
import { StudyPage } from './pages/study.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'seeds', name: 'Digits on three seeds', data: { source: 'sample', name: 'digits' } },
  settings: {
    ...{ 'model.family': 'mlp', 'model.units': 256, 'training.epochs': 12 },
    'optimizer.learningRate': { type: 'float', low: 0.0003, high: 0.03, scale: 'log' },
  },
  search: { sampler: { kind: 'random' }, trials: 2, repeats: 3, parallel: 1, seed: 3 },
  engine: { name: 'onnx', threads: 1 },
};

interface Listed {
  readonly value: number;
  readonly runs: readonly { readonly seed: number; readonly value: number; readonly bestEpoch: number }[];
}

/** As the page writes a share. */
const share = (value: number) => value.toFixed(4).replace(/^0/, '');
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1));
const runsOf = (page: Page): Locator => page.getByRole('region', { name: 'Runs of this trial' });

test('a study of three runs each is set up on the page, which counts what it costs', async ({ page, studio }) => {
  const address = await studio.start();
  await page.goto(address);
  await page.goto(`${new URL(address).origin}/#/new`);
  const draft = new NewStudyPage(page);
  await page.getByRole('button', { name: /^Iris flowers/ }).click();
  await expect(draft.step(1)).toContainText('Train, 120');
  await draft.openStep(4);
  await page.getByLabel('Trials', { exact: true }).fill('2');
  await page.getByLabel('Epochs each', { exact: true }).fill('5');
  const repeats = page.getByLabel('Runs of each trial', { exact: true });
  await repeats.fill('0');
  await expect(draft.step(4).getByRole('alert')).toContainText(/repeats/i);
  await repeats.fill('3');
  await repeats.press('Tab');
  const outlook = page.getByRole('region', { name: 'What will happen' });
  await expect(outlook).toContainText('3 runs each');
  await expect(outlook).toContainText('up to 30');
  expect(await draft.file()).toMatchObject({ search: { trials: 2, repeats: 3 } });
  await expect(draft.start).toBeEnabled();
  await page.screenshot({ path: studio.shot('repeats-new-budget') });
  await draft.openStep(5);
  await expect(draft.step(4)).toContainText('2 trials of 3 runs, 5 epochs each');
  await page.screenshot({ path: studio.shot('repeats-new') });
  await draft.start.click();
  const live = new StudyPage(page);
  await live.waitForEnd(60_000);
  await live.run(2).click();
  await expect(runsOf(page)).toContainText('3 of 3 complete');
});

test('a trial is paused in its second run and goes on in it; runs, mean and scatter stand in list, inspector and table', async ({
  browser,
  page,
  studio,
}) => {
  test.setTimeout(240_000);
  const file = join(studio.folder, 'study.json');
  await writeFile(file, JSON.stringify(study));
  const address = await studio.start();
  await page.goto(address);
  await page.getByRole('button', { name: 'Open a study file' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill(file);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Train and validation' }).getByRole('button', { name: 'Start study' }).click();
  const live = new StudyPage(page);
  await live.run(1).click();
  const runs = runsOf(page);
  await expect(runs.getByRole('row', { name: /run 2/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause study' }).click();
  await expect(page.getByRole('button', { name: 'Resume study' })).toBeVisible();
  await expect(runs).toContainText('1 of 3 complete');
  await expect(runs.getByRole('row', { name: /run 1/ }).getByRole('img', { name: 'Complete' })).toBeVisible();
  await expect(runs.getByRole('row', { name: /run 2/ }).getByRole('img', { name: 'Paused' })).toBeVisible();
  // All of the first run and part of the second; its last epoch may come a moment after the pause.
  await expect(live.run(1)).toContainText(/(1[2-9]|2[0-3])\/36/);
  await page.screenshot({ path: studio.shot('repeats-paused') });

  await page.getByRole('button', { name: 'Resume study' }).click();
  await live.waitForEnd(120_000);
  const trials = JSON.parse((await studio.vernier('trials', 'seeds', '--format', 'json')).stdout) as Listed[];
  const first = trials[0]?.runs ?? [];
  const values = first.map(({ value }) => value);
  const [centre, scatter] = [share(mean(values)), share(deviation(values))];
  await expect(runs).toContainText('3 of 3 complete');
  for (const [i, { seed, value, bestEpoch }] of first.entries()) {
    const cells = runs.getByRole('row', { name: `run ${i + 1}` }).getByRole('cell');
    await expect(cells).toHaveText([String(seed), share(value), String(bestEpoch)]);
  }
  await expect(runs.getByRole('row', { name: /standard deviation/ })).toContainText(`${centre}± ${scatter}`);
  await expect(page.getByRole('columnheader', { name: 'best mean of 3' })).toBeVisible();
  await expect(live.run(1)).toHaveAttribute('aria-label', new RegExp(`${centre} ± ${scatter}, mean of 3 runs`));
  await expect.poll(() => live.epochOf(1)).toBe(36);

  // The pause has changed no number.
  const alone = join(studio.folder, 'alone');
  expect((await studio.vernier('run', file, '--data-dir', alone)).code).toBe(0);
  const unbroken = JSON.parse((await studio.vernier('trials', file, '--format', 'json', '--data-dir', alone)).stdout);
  expect(trials.map(({ value, runs: all }) => ({ value, runs: all }))).toEqual(
    (unbroken as Listed[]).map(({ value, runs: all }) => ({ value, runs: all })),
  );

  await live.openTrials();
  await expect(live.trialRow(1)).toContainText(`${centre} ± ${scatter}`);
  await expect(live.trialRow(1).getByRole('cell', { name: '3 / 3', exact: true })).toBeVisible();
  for (const [name, colorScheme, locale, title] of [
    ['light', 'light', 'en-US', 'Runs of this trial'],
    ['dark', 'dark', 'en-US', 'Runs of this trial'],
    ['light-zh', 'light', 'zh-CN', '本试验的各次训练'],
    ['dark-zh', 'dark', 'zh-CN', '本试验的各次训练'],
  ] as const) {
    const storageState = await page.context().storageState();
    const context = await browser.newContext({ colorScheme, locale, storageState, reducedMotion: 'reduce' });
    const other = await context.newPage();
    await other.setViewportSize({ width: 1440, height: 900 });
    await other.goto(`${new URL(address).origin}/#/study/seeds/trials`);
    await expect(other.locator('tbody tr')).toHaveCount(2);
    await look(other, studio.shot(`repeats-trials-${name}`));
    await other.goto(`${new URL(address).origin}/#/study/seeds/live`);
    await other.locator('[data-run="1"]').click();
    await expect(other.getByRole('region', { name: title })).toContainText(`± ${scatter}`);
    await look(other, studio.shot(`repeats-live-${name}`));
    await context.close();
  }
});

async function look(page: Page, path: string): Promise<void> {
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path });
}
