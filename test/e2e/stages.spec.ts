// The Stages page on really trained trials: ranges are moved, kept, fixed and undone; the next stage begins with what stood there.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { violations } from './support/axe.ts';
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

interface Row {
  readonly stage?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

async function open(page: Page, studio: Studio, id: string): Promise<void> {
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/${id}/stages`);
}

async function isAccessible(page: Page): Promise<void> {
  expect(await violations(page, { within: 'main' })).toEqual([]);
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
  await high.fill('');
  await high.pressSequentially('0.05');
  await expect(high).toBeFocused();

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
  await expect(board).toContainText(/Trials 3 × epochs 4 × /);
  await page.screenshot({ path: studio.shot('stages-decided') });

  // Another tab and back: nothing is lost. Then it starts, by the keyboard.
  await page.getByRole('link', { name: /^Trials/ }).click();
  await page.getByRole('link', { name: /^Stages/ }).click();
  await expect(board.getByLabel('Name')).toHaveValue('fine');
  await board.getByRole('button', { name: 'Start fine' }).press('Enter');
  await expect(page).toHaveURL(/\/live/, { timeout: 20_000 });
  await expect(page.locator('[data-run="27"]')).toHaveAttribute('aria-label', /Complete/, { timeout: 30_000 });
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 30_000 });

  const shown = JSON.parse((await studio.vernier('trials', 'coarse', '--json')).stdout) as Row[];
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

const wide = {
  ...{ version: 1, id: 'wide', name: 'Wide', data: { source: 'sample', name: 'iris' } },
  settings: {
    ...{ 'model.family': 'mlp', 'training.epochs': 3 },
    [rate]: { type: 'float', low: 1e-4, high: 1e-1, scale: 'log' },
    [optimizer]: { type: 'categorical', choices: ['adamw', 'sgd', 'rmsprop'] },
    'optimizer.momentum': { type: 'float', low: 0, high: 0.95, when: { [optimizer]: ['sgd'] } },
    'optimizer.weightDecay': { type: 'float', low: 1e-6, high: 1e-2, scale: 'log' },
    'optimizer.clipNorm': { type: 'float', low: 0.5, high: 5 },
    'model.units': { type: 'int', low: 4, high: 64, scale: 'log' },
    [layers]: { type: 'int', low: 1, high: 3 },
    'model.dropout': { type: 'float', low: 0, high: 0.5, step: 0.05 },
    'model.activation': { type: 'categorical', choices: ['relu', 'tanh'] },
    'training.batchSize': { type: 'int', values: [8, 16, 32, 64] },
    'training.labelSmoothing': { type: 'float', low: 0, high: 0.2 },
    'model.initializer': { type: 'categorical', choices: ['heNormal', 'glorotUniform'] },
  },
  search: { parallel: 1, seed: 2, sampler: { kind: 'random' } },
  engine: { name: 'onnx', threads: 1 },
  stages: [
    { name: 'coarse', trials: 20 },
    { name: 'fine', trials: 3, narrow: { from: 'coarse', keepBest: 4, accept: 'ask' } },
  ],
};

/** Ends with a failure in every trial; only choices are searched. */
const failing = {
  ...{ version: 1, id: 'failing', name: 'Failing' },
  runner: { kind: 'command', argv: [process.execPath, '-e', 'process.exit(1)', '{colour}'] },
  settings: { colour: { type: 'categorical', choices: ['red', 'green'] } },
  objective: { metric: 'score', direction: 'maximize' },
  search: { trials: 2, parallel: 1, seed: 1 },
};

const choosing = {
  ...failing,
  ...{ id: 'choosing', name: 'Choosing' },
  runner: {
    kind: 'command',
    argv: [process.execPath, '-e', 'console.log(JSON.stringify({epoch:1,score:process.argv[1].length}))', '{colour}'],
  },
  search: { trials: 8, parallel: 1, seed: 1, sampler: { kind: 'random' } },
};

test('a stage that waits, of twelve settings, is accepted from the palette; programs of one’s own, and trials that all failed', async ({
  page,
  studio,
}) => {
  test.setTimeout(120_000);
  for (const study of [choosing, wide, failing]) {
    const path = join(studio.folder, `${study.id}.json`);
    writeFileSync(path, JSON.stringify(study));
    await studio.vernier('run', path);
  }
  await open(page, studio, 'failing');
  const board = page.getByRole('region', { name: 'Next stage' });
  await expect(board).toContainText('Nothing to narrow');
  await isAccessible(page);
  await page.screenshot({ path: studio.shot('stages-failed') });

  const at = (id: string) => page.goto(`${new URL(page.url()).origin}/#/study/${id}/stages`);
  await at('choosing');
  const colours = board.getByRole('group', { name: 'Colour, choices' });
  await expect(colours.getByRole('button')).toHaveCount(2);
  await colours.getByRole('button', { name: /^red/ }).click();
  await colours.getByRole('button', { name: /^green/ }).click();
  await expect(board.getByRole('alert')).toHaveText('Choose at least one.');
  await page.keyboard.press('Control+z');
  await expect(board.getByRole('alert')).toHaveCount(0);
  await page.screenshot({ path: studio.shot('stages-command') });

  await at('wide');
  const strip = page.getByRole('list', { name: 'Stages' });
  await expect(strip.locator('[aria-current="step"]')).toContainText('coarse');
  await expect(strip.locator('[data-stage="fine"]')).toContainText('Proposed');
  await expect(board.locator('[data-setting]')).toHaveCount(12);
  await expect(board.locator('[data-setting="optimizer.momentum"]')).toContainText('only with Optimizer sgd');
  await isAccessible(page);
  await page.screenshot({ path: studio.shot('stages-wide') });

  await page.keyboard.press('Control+k');
  await page.keyboard.type('Accept all');
  await page.keyboard.press('Enter');
  await expect(board.locator('[data-setting][data-state="proposed"]')).toHaveCount(0);
  const batch = board.locator('[data-setting="training.batchSize"]');
  await batch.getByRole('slider', { name: 'Batch size, lowest' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(batch.getByRole('slider', { name: 'Batch size, lowest' })).toHaveAttribute('aria-valuetext', '16');
  await board.getByLabel('Trials').fill('2');
  await page.screenshot({ path: studio.shot('stages-wide-accepted') });
  await board.getByRole('button', { name: 'Start fine' }).click();
  await expect(page).toHaveURL(/\/live/, { timeout: 20_000 });
  await expect(page.locator('[data-run="22"]')).toHaveAttribute('aria-label', /Complete/, { timeout: 30_000 });
  const rows = JSON.parse((await studio.vernier('trials', 'wide', '--json')).stdout) as Row[];
  const own = rows.filter(({ stage }) => stage === 'fine');
  expect(own).toHaveLength(2);
  for (const { params } of own) expect([16, 32, 64]).toContain(params['training.batchSize']);
});
