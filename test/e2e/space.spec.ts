// The Space tab on really trained trials: what is tried and searched, a change with what it means, undone, applied and taken back.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { SpacePage } from './pages/space.ts';
import { violations } from './support/axe.ts';
import { expect, type Studio, test } from './support/studio.ts';

const rate = 'optimizer.learningRate';
const units = 'model.units';
const iris = {
  ...{ version: 1, id: 'iris', name: 'Iris', data: { source: 'sample', name: 'iris' } },
  settings: {
    ...{ 'model.family': 'mlp', 'model.dropout': 0.1, 'training.epochs': 3 },
    [rate]: { type: 'float', low: 1e-4, high: 1e-1, scale: 'log' },
    [units]: { type: 'int', low: 4, high: 64, scale: 'log' },
    'optimizer.name': { type: 'categorical', choices: ['adam', 'sgd', 'rmsprop'] },
  },
  constraints: ['model.units <= 60'],
  search: { trials: 12, parallel: 1, seed: 3, sampler: { kind: 'random' } },
  engine: { name: 'onnx', threads: 1 },
};

async function isAccessible(page: Page): Promise<void> {
  expect(await violations(page, { within: 'main' })).toEqual([]);
}

/** The page of a trained study, and the first version's trials beyond a learning rate of 0.01. */
async function open(page: Page, studio: Studio): Promise<{ space: SpacePage; origin: string; beyond: number }> {
  await studio.finished(iris, '--skip-checks');
  const trials = JSON.parse((await studio.vernier('trials', 'iris', '--json')).stdout) as Row[];
  const beyond = trials.filter(({ params }) => (params[rate] ?? 0) > 0.01).length;
  expect(beyond).toBeGreaterThan(1);
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/iris/live`);
  await expect(page.locator('[data-run="12"]')).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  return { space: new SpacePage(page), origin: address.origin, beyond };
}

interface Row {
  readonly params: Readonly<Record<string, number>>;
}

test('a space is narrowed, wrong entries are said, what a change means is told, undone, and applied by the keyboard', async ({
  page,
  studio,
}) => {
  const { space, beyond } = await open(page, studio);
  await expect(space.row(rate)).toContainText('12 of 12 tried values inside');
  await expect(space.version(1)).toContainText('As the study file has it');
  await expect(space.row(rate).getByRole('slider')).toHaveCount(0);
  await isAccessible(page);
  await page.screenshot({ path: studio.shot('space') });

  // Wrong entries are said, and nothing can be applied.
  await space.change.press('Enter');
  await expect(space.apply).toHaveAttribute('aria-disabled', 'true');
  const high = space.row(rate).getByRole('spinbutton', { name: 'Learning rate, highest' });
  await high.fill('1e-5');
  await expect(space.row(rate).getByRole('alert')).toHaveText('The lowest value must be below the highest.');
  await expect(space.apply).toHaveAttribute('aria-disabled', 'true');
  await page.screenshot({ path: studio.shot('space-wrong') });
  await high.fill('0.01');
  await expect(space.means).toContainText(`${beyond} of 12 trials fall`);
  await expect(space.means).toContainText('Learning rate: 1e−4 to 0.1, log → 1e−4 to 0.01, log');

  // Fixed, freed, choices, a constraint: each can be undone.
  await space
    .row(units)
    .getByRole('button', { name: /Fix at/ })
    .press('Enter');
  await expect(space.means).toContainText('Units per layer: fixed at');
  await page.keyboard.press('Control+z');
  await expect(space.means).not.toContainText('Units per layer');
  await space.row('model.dropout').getByRole('button', { name: 'Dropout: Search' }).click();
  await expect(space.row('model.dropout').getByRole('slider')).toHaveCount(2);
  await space
    .row('optimizer.name')
    .getByRole('button', { name: /^rmsprop/ })
    .click();
  await expect(space.means).toContainText('Optimizer: adam, sgd, rmsprop → ');
  await page.screenshot({ path: studio.shot('space-changed') });
  await space.board.getByRole('textbox', { name: 'New constraint' }).fill('model.units <=');
  await page.keyboard.press('Enter');
  await expect(space.means).toContainText(/constraint/i);
  await expect(space.apply).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(space.means).not.toContainText('Optimizer');

  // Another tab and back: nothing is lost. Then it is applied.
  await page.getByRole('link', { name: /^Trials/ }).click();
  await page.getByRole('link', { name: /^Space/ }).click();
  await expect(space.means).toContainText('Dropout');
  await expect(space.apply).not.toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+Enter');
  await expect(space.version(2)).toContainText('in force');
  await expect(space.version(2)).toContainText(`${12 - beyond} inside, ${beyond} outside`);
  await expect(space.version(2)).toContainText('Dropout: searched');
  await space.versions.getByText(`${beyond} trials outside`).click();
  await expect(space.versions).toContainText('Learning rate outside 0.0001–0.01');
  await page.screenshot({ path: studio.shot('space-applied') });
  await page.getByRole('link', { name: /^Trials/ }).click();
  await page.getByRole('switch', { name: 'Only inside' }).click();
  await expect(page.getByRole('region', { name: 'Trials', exact: true })).toContainText(`${12 - beyond} of 12 trials`);
  await page.screenshot({ path: studio.shot('space-trials') });
  await page.getByRole('link', { name: /^Live/ }).click();
  await page.getByText(/Space changed at/).click();
  await page.screenshot({ path: studio.shot('space-live') });
  await expect(page.getByRole('link', { name: 'Open the space' })).toBeVisible();
});

test('another program changes the space meanwhile; the way back is a version, and the set-up has the file as it is now', async ({
  browser,
  page,
  studio,
}) => {
  const { space, origin, beyond } = await open(page, studio);
  await space.change.click();
  await space.row(units).getByRole('spinbutton', { name: 'Units per layer, lowest' }).fill('8');
  const changed = join(studio.folder, 'changed.json');
  const narrow = { ...iris.settings, [rate]: { ...iris.settings[rate], high: 0.01 } };
  await writeFile(changed, JSON.stringify({ ...iris, settings: narrow }));
  const told = await studio.vernier('space', 'iris', '--from', changed);
  expect(told.code, told.stderr).toBe(0);
  const stale = space.board.getByRole('alert');
  await expect(stale).toContainText('it is at version 2');
  await expect(space.apply).toHaveAttribute('aria-disabled', 'true');
  await page.screenshot({ path: studio.shot('space-stale') });
  await space.board.getByRole('button', { name: 'Discard' }).click();
  await expect(space.version(2)).toContainText('by the command line');

  await space.version(1).getByRole('button', { name: 'Go back to this version: Version 1' }).press('Enter');
  await expect(space.means).toContainText(`${beyond} trials are inside again and count`);
  await space.apply.click();
  await expect(space.version(3)).toContainText('as version 1 was');

  await page.keyboard.press('g');
  await page.keyboard.press('u');
  const setUp = page.getByRole('region', { name: 'Set-up', exact: true });
  await expect(setUp.getByRole('region', { name: 'Search' })).toContainText('Random');
  await isAccessible(page);
  await page.screenshot({ path: studio.shot('set-up') });
  const download = page.waitForEvent('download');
  await setUp.getByRole('button', { name: 'Save the study file' }).click();
  const saved = join(studio.folder, 'saved.json');
  await (await download).saveAs(saved);
  expect(JSON.parse(await readFile(saved, 'utf8'))).toMatchObject({ settings: { [rate]: iris.settings[rate] } });

  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', viewport: { width: 1000, height: 800 } },
    storageState: await page.context().storageState(),
  });
  const other = await context.newPage();
  await other.goto(`${origin}/#/study/iris/space`);
  await other.getByRole('button', { name: '修改空间' }).click();
  await other
    .locator(`[data-setting="${units}"]`)
    .getByRole('button', { name: /固定为/ })
    .click();
  await expect(other.locator('[role="status"]').filter({ hasText: '不会删除任何内容' })).toBeVisible();
  await isAccessible(other);
  await other.screenshot({ path: studio.shot('space-dark-zh') });
  await context.close();
  await setUp.getByRole('button', { name: 'New study from this' }).click();
  await expect(page).toHaveURL(/\/new\?from=iris/);
});

test('runs outside of a narrowed space have a chip in the run list, and "is:outside" finds them', async ({
  page,
  studio,
}) => {
  const { file } = await studio.finished(iris, '--skip-checks');
  const trials = JSON.parse((await studio.vernier('trials', 'iris', '--json')).stdout) as Row[];
  const beyond = trials.filter(({ params }) => (params[rate] ?? 0) > 0.01).length;
  const narrowed = { ...iris.settings, [rate]: { ...iris.settings[rate], high: 0.01 } };
  await writeFile(file, JSON.stringify({ ...iris, settings: narrowed }));
  expect((await studio.vernier('space', 'iris', '--from', file)).code).toBe(0);
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/iris/live`);
  const chip = page.getByRole('button', { name: `Outside of the space that is searched now: ${beyond}` });
  await chip.press('Enter');
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
  const filter = page.getByRole('textbox', { name: 'Filter' }).first();
  await expect(filter).toHaveValue('is:outside');
  await expect(page.locator('[data-run]')).toHaveCount(beyond);
  await page.screenshot({ path: studio.shot('space-outside-chip') });
  await filter.fill('is:inside');
  await expect(chip).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('[data-run]')).toHaveCount(12 - beyond);
  // The table has the same filter, and the same chip.
  await page.keyboard.press('Escape');
  await chip.press('Enter');
  await page.goto(`${address.origin}/#/study/iris/trials`);
  await expect(page.getByRole('row').filter({ hasText: 'outside' })).toHaveCount(beyond);
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
});
