// Above the runs: what really trained trials show together, in both languages and by keyboard alone.

import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'narrow', name: 'Too narrow', data: { source: 'sample', name: 'digits' } },
  settings: {
    ...{ 'model.family': 'mlp', 'model.units': 32, 'training.epochs': 4, 'training.batchSize': 64 },
    'optimizer.learningRate': { type: 'float', low: 1e-6, high: 1e-4, scale: 'log' },
  },
  search: { trials: 16, parallel: 1, seed: 1, sampler: { kind: 'random' } },
  engine: { name: 'onnx', threads: 1 },
};

interface Line {
  readonly advice?: string;
  readonly trials: readonly number[];
}

test('the note says what the command line says, selects the trials, and is put away for good', async ({
  browser,
  page,
  studio,
}) => {
  test.setTimeout(240_000);
  const { file } = await studio.finished(study, '--json');
  const lines = (await studio.vernier('advise', file, '--json')).stdout.trim().split('\n');
  const told = lines.map((line) => JSON.parse(line) as Line).filter(({ advice }) => advice !== undefined);
  const bound = told.find(({ advice }) => advice === 'optimum-at-bound');
  if (bound === undefined) throw new Error('A range that is too narrow should be told.');

  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/narrow/live`);
  const note = page.locator('[data-study-advice]');
  const summary = note.locator('> summary');
  await expect(summary).toHaveText(`Advice on the study ${told.length}`);
  await expect(note.locator('li').first()).toBeHidden();
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(note.locator('[data-advice]')).toHaveCount(told.length);
  const row = note.locator('[data-advice="optimum-at-bound"]');
  await expect(row).toContainText('Learning rate: the best lies at an end of the range');
  await expect(row).toContainText('best trials, the best one among them, lie in the last quarter before the upper end');
  await expect(row).toContainText('Change Search learning rate from 1e-6 to 0.001 on a log scale');
  await row.locator('summary').press('Enter');
  await expect(row).toContainText(/P\(X ≥ \d+\) = [\d.< ]+ < [\d.]+, X ~ Binomial/);
  await expect(row).toContainText('Godbole et al. 2023');
  await page.screenshot({ path: studio.shot('study-advice') });

  // A trial that shows it is selected, here and in the list.
  const [first = 0] = bound.trials;
  const trial = row.getByRole('button', { name: `Select trial ${first}`, exact: true });
  await trial.focus();
  await page.keyboard.press('Enter');
  await expect(trial).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator(`[data-run="${first}"]`)).toHaveAttribute('aria-selected', 'true');
  expect(await violations(page, { within: 'main' })).toEqual([]);

  // The same beside the plots, each with a sign and its step; the selection keeps six rows.
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${address.origin}/#/study/narrow/analyse`);
  const says = page.getByRole('region', { name: 'What the space says' });
  await expect(says.locator('[data-advice]')).toHaveCount(told.length);
  const said = says.locator('[data-advice="optimum-at-bound"]');
  await expect(said).toContainText('Learning rate: the best lies at an end of the range');
  await expect(said.getByRole('img', { name: 'To look at' })).toBeVisible();
  const sixth = await page.getByRole('region', { name: 'Selection' }).locator('tbody tr').nth(5).boundingBox();
  const below = await says.boundingBox();
  expect((sixth?.y ?? 0) + (sixth?.height ?? 0)).toBeLessThanOrEqual((below?.y ?? 0) + 1);
  await page.screenshot({ path: studio.shot('study-advice-analyse') });
  expect(await violations(page, { within: 'main' })).toEqual([]);
  await said.getByRole('button', { name: 'New stage …' }).press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Learning rate, highest')).toHaveValue('0.001');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.goto(`${address.origin}/#/study/narrow/live`);
  await summary.press('Enter');

  for (const [name, colorScheme, locale, words] of [
    ['study-advice-dark', 'dark', 'en-US', 'Learning rate: the best lies at an end of the range'],
    ['study-advice-zh', 'light', 'zh-CN', '学习率：最优值位于范围一端'],
  ] as const) {
    const context = await browser.newContext({
      ...{ colorScheme, locale, storageState: await page.context().storageState() },
    });
    const other = await context.newPage();
    await other.goto(page.url());
    await other.locator('[data-study-advice] > summary').click();
    const its = other.locator('[data-advice="optimum-at-bound"]');
    await expect(its).toContainText(words);
    if (locale === 'zh-CN') await expect(its).toContainText('在 1e-6 至 0.001 之间搜索学习率（对数刻度）');
    await other.screenshot({ path: studio.shot(name) });
    await context.close();
  }

  // Put away by keyboard, also after a reload; and back again.
  await row.getByRole('button', { name: /^Dismiss: Learning rate/ }).focus();
  await page.keyboard.press('Enter');
  await expect(row).toHaveCount(0);
  await expect(summary).toBeFocused();
  await expect(summary).toHaveText(`Advice on the study ${told.length - 1}`);
  await page.reload();
  await expect(summary).toHaveText(`Advice on the study ${told.length - 1}`);
  await summary.click();
  await expect(note).toContainText('1 dismissed');
  await note.getByRole('button', { name: 'Show again' }).press('Enter');
  await expect(row).toBeVisible();

  // Followed: a stage searches the wider range.
  await row.getByRole('button', { name: 'New stage …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Go on in a new stage' });
  await expect(dialog.getByLabel('Learning rate, highest')).toHaveValue('0.001');
  await dialog.getByLabel('Trials').fill('1');
  await dialog.getByRole('button', { name: 'Start the stage' }).press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('[data-run="17"] [data-verdict]')).toBeVisible({ timeout: 60_000 });
});
