// The Space tab on really trained trials: what is tried and searched, a change with what it means, undone, applied and taken back.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { SpacePage } from './pages/space.ts';
import { expect, test } from './support/studio.ts';

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
  search: { trials: 16, parallel: 1, seed: 3, sampler: { kind: 'random' } },
  engine: { name: 'onnx', threads: 1 },
};

async function isAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .include('main')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

interface Row {
  readonly spaceVersion?: number;
  readonly params: Readonly<Record<string, number>>;
}

test('the space of a study is narrowed, looked at, applied, and taken back; nothing is lost', async ({
  browser,
  page,
  studio,
}) => {
  test.setTimeout(90_000);
  await studio.finished(iris, '--skip-checks');
  const rows = async () => JSON.parse((await studio.vernier('trials', 'iris', '--json')).stdout) as Row[];
  const beyond = (await rows()).filter(({ params }) => (params[rate] ?? 0) > 0.01).length;
  expect(beyond).toBeGreaterThan(0);
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/iris/live`);
  await expect(page.locator('[data-run="16"]')).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const space = new SpacePage(page);
  await expect(space.row(rate)).toContainText('16 of 16 tried values inside');
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
  await expect(space.means).toContainText(`${beyond} of 16 trials fall`);
  await expect(space.means).toContainText('Learning rate: 1e−4 to 0.1, log → 1e−4 to 0.01, log');

  // By the jaws' keys, fixed, freed, a constraint: each can be undone.
  await space
    .row(units)
    .getByRole('button', { name: /Fix at/ })
    .press('Enter');
  await expect(space.row(units)).toContainText('Fixed');
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

  // Another tab and back: nothing is lost. Then it is applied, by the keyboard.
  await page.getByRole('link', { name: /^Trials/ }).click();
  await page.getByRole('link', { name: /^Space/ }).click();
  await expect(space.means).toContainText('Dropout');
  await expect(space.apply).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(space.version(2)).toContainText('in force');
  await expect(space.version(2)).toContainText(`${16 - beyond} inside, ${beyond} outside`);
  await expect(space.version(2)).toContainText('Dropout: searched');
  await space.versions.getByText(`${beyond} trials outside`).click();
  await expect(space.versions).toContainText('Learning rate outside 0.0001–0.01');
  await page.screenshot({ path: studio.shot('space-applied') });

  // More trials are of the new space; the trials tell their versions.
  expect((await studio.vernier('run', join(studio.folder, 'study.json'), '--trials', '18', '--skip-checks')).code).toBe(
    0,
  );
  const after = await rows();
  expect(after.map(({ spaceVersion }) => spaceVersion)).toEqual([...Array(16).fill(1), 2, 2]);
  for (const { params } of after.slice(16)) expect(params[rate]).toBeLessThanOrEqual(0.01);
  await page.getByRole('link', { name: /^Trials/ }).click();
  await expect(page.getByRole('columnheader', { name: 'Space' })).toBeVisible();
  await page.getByRole('switch', { name: 'Only inside' }).click();
  await expect(page.getByRole('region', { name: 'Trials', exact: true })).toContainText(`${18 - beyond} of 18 trials`);
  await page.screenshot({ path: studio.shot('space-trials') });

  // Back to the first version: what that means first, then another version.
  await page.getByRole('link', { name: /^Space/ }).click();
  await space.version(1).getByRole('button', { name: 'Go back to this version: Version 1' }).click();
  await expect(space.means).toContainText(`${beyond} trials are inside again and count`);
  await space.apply.click();
  await expect(space.version(3)).toContainText('as version 1 was');

  // The set-up, and the file as it is now.
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
  await setUp.getByRole('button', { name: 'New study from this' }).click();
  await expect(page).toHaveURL(/\/new\?from=iris/);

  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', viewport: { width: 1000, height: 800 } },
    storageState: await page.context().storageState(),
  });
  const other = await context.newPage();
  await other.goto(`${address.origin}/#/study/iris/space`);
  await other.getByRole('button', { name: '修改空间' }).click();
  await other
    .locator(`[data-setting="${units}"]`)
    .getByRole('button', { name: /固定为/ })
    .click();
  await expect(other.locator('[role="status"]').filter({ hasText: '不会删除任何内容' })).toBeVisible();
  await isAccessible(other);
  await other.screenshot({ path: studio.shot('space-dark-zh') });
  await context.close();
});
