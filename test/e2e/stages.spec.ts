// The Stages page on really trained trials: ranges are moved, kept, fixed and undone; the next stage begins with what stood there.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, type Studio, test } from './support/studio.ts';

const rate = 'optimizer.learningRate';
const layers = 'model.layers';
const optimizer = 'optimizer.name';
const coarse = {
  ...{
    version: 1,
    id: 'coarse',
    name: 'Coarse',
    data: { source: 'sample', name: 'digits', subset: { fraction: 0.5 } },
  },
  settings: {
    ...{ 'model.family': 'mlp', 'training.epochs': 2, 'training.batchSize': 64 },
    [rate]: { type: 'float', low: 1e-5, high: 1e-1, scale: 'log' },
    'model.units': { type: 'int', low: 8, high: 128, scale: 'log' },
    [layers]: { type: 'int', low: 1, high: 3 },
    [optimizer]: { type: 'categorical', choices: ['adam', 'sgd', 'rmsprop'] },
  },
  search: { trials: 24, parallel: 1, seed: 1, sampler: { kind: 'random' } },
  engine: { name: 'onnx', threads: 1 },
};

async function open(page: Page, studio: Studio, id: string): Promise<void> {
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/${id}/stages`);
}

async function isAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .include('main')
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test('ranges of a study are moved, kept, fixed and undone, and its next stage begins with what stands there', async ({
  browser,
  page,
  studio,
}) => {
  test.setTimeout(120_000);
  await studio.finished(coarse);
  await open(page, studio, 'coarse');
  const strip = page.getByRole('list', { name: 'Stages' });
  await expect(strip.locator('[aria-current="step"]')).toContainText('The whole study');
  await expect(strip.locator('[aria-current="step"]')).toContainText('24 of 24');
  const board = page.getByRole('region', { name: 'Next stage' });
  const row = (setting: string) => board.locator(`[data-setting="${setting}"]`);
  await expect(row(rate)).toHaveAttribute('data-state', 'proposed');
  await expect(row(rate)).toContainText(/The best 6 lie from .* to /);
  await expect(row(rate)).toContainText(/Importance \d+ %/);
  await isAccessible(page);
  await page.screenshot({ path: studio.shot('stages-proposed') });

  // A jaw by arrow keys: Shift goes ten times as far; the field beside it follows.
  const low = row(rate).getByRole('slider', { name: 'Learning rate, lowest' });
  const field = row(rate).getByRole('spinbutton', { name: 'Learning rate, lowest' });
  const before = Number(await field.inputValue());
  await low.focus();
  await page.keyboard.press('ArrowRight');
  const once = Number(await field.inputValue());
  await page.keyboard.press('Shift+ArrowRight');
  const more = Number(await field.inputValue());
  expect(once).toBeGreaterThan(before);
  expect(Math.log(more / once)).toBeGreaterThan(5 * Math.log(once / before));
  await expect(row(rate)).toHaveAttribute('data-state', 'edited');
  await page.keyboard.press('Home');
  await expect(field).toHaveValue('0.00001');
  // Drags and keys are undone and done again.
  await page.keyboard.press('Control+z');
  await expect(row(rate)).toHaveAttribute('data-state', 'proposed');
  await page.keyboard.press('Control+Shift+z');
  await expect(field).toHaveValue('0.00001');

  // By the pointer.
  const grip = await low.boundingBox();
  if (grip === null) throw new Error('The jaw should be on the page.');
  await page.mouse.move(grip.x + 20, grip.y + 12);
  await page.mouse.down();
  await page.mouse.move(grip.x + 220, grip.y + 12, { steps: 6 });
  await page.mouse.up();
  const dragged = Number(await field.inputValue());
  expect(dragged).toBeGreaterThan(5e-5);

  // Out of the old range is allowed and said so; a crossed one is not, and nothing starts.
  const high = row(rate).getByRole('spinbutton', { name: 'Learning rate, highest' });
  const start = board.getByRole('button', { name: /start/i }).last();
  await high.fill('0.3');
  await expect(row(rate)).toContainText('Outside the old range');
  await high.fill('1e-6');
  await expect(row(rate).getByRole('alert')).toHaveText('The lowest value must be below the highest.');
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await page.screenshot({ path: studio.shot('stages-invalid') });
  await high.fill('0.05');

  await row(layers)
    .getByRole('button', { name: /Keep old range/ })
    .press('Enter');
  await row('model.units')
    .getByRole('button', { name: /Fix at/ })
    .press('Enter');
  await row('model.units').getByRole('spinbutton', { name: 'Units per layer, value' }).fill('24');
  await row(optimizer).getByRole('button', { name: /^sgd/ }).press('Space');
  await expect(row(optimizer)).toHaveAttribute('data-state', 'edited');

  // Its own numbers, and what it costs.
  await board.getByLabel('Name').fill('fine');
  await board.getByLabel('Trials').fill('3');
  const cost = Number(await board.locator('[data-cost]').getAttribute('data-cost'));
  await board.getByLabel('Epochs').fill('4');
  await expect
    .poll(async () => Number(await board.locator('[data-cost]').getAttribute('data-cost')) / cost)
    .toBeCloseTo(2, 1);
  await board.getByLabel('Share of the data').fill('100');
  await expect(board).toContainText(/3 trials × 4 epochs/);
  await page.screenshot({ path: studio.shot('stages-decided') });

  // Another tab and back: nothing is lost. Then it starts, by the keyboard.
  await page.getByRole('link', { name: /^Trials/ }).click();
  await page.getByRole('link', { name: /^Stages/ }).click();
  await expect(board.getByLabel('Name')).toHaveValue('fine');
  await board.getByRole('button', { name: 'Start fine' }).press('Enter');
  await expect(page).toHaveURL(/\/live/, { timeout: 20_000 });
  await expect(page.locator('[data-run="27"] [data-verdict]')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 30_000 });

  const shown = JSON.parse((await studio.vernier('trials', 'coarse', '--json')).stdout) as {
    stage?: string;
    params: Record<string, unknown>;
  }[];
  const own = shown.filter(({ stage }) => stage === 'fine');
  expect(own).toHaveLength(3);
  for (const { params } of own) {
    expect(Number(params[rate])).toBeGreaterThanOrEqual(dragged);
    expect(Number(params[rate])).toBeLessThanOrEqual(0.05);
    expect(['adam', 'rmsprop']).toContain(params[optimizer]);
    expect(params).not.toHaveProperty('model.units');
  }

  // The page now shows both, in the dark and in Chinese as well.
  const address = `${new URL(page.url()).origin}/#/study/coarse/stages`;
  await page.goto(address);
  await expect(strip.locator('[aria-current="step"]')).toContainText('fine');
  await expect(strip.locator('[data-stage="fine"]')).toContainText('3 of 3Epochs4Data100 %');
  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', viewport: { width: 1200, height: 800 } },
    storageState: await page.context().storageState(),
  });
  const other = await context.newPage();
  await other.goto(address);
  await expect(other.getByRole('region', { name: '下一阶段' })).toContainText('保留');
  await isAccessible(other);
  await other.screenshot({ path: studio.shot('stages-dark-zh') });
  await context.close();
});
