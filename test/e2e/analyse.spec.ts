// The Analyse page on a really trained study: brushes by pointer and keyboard, one selection in all plots, and the stage that brushes make.
import type { Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'iris', name: 'Iris, three settings', data: { source: 'sample', name: 'iris' } },
  settings: {
    ...{ 'model.family': 'mlp', 'training.epochs': 3 },
    'optimizer.learningRate': { type: 'float', low: 1e-4, high: 1e-1, scale: 'log' },
    'model.units': { type: 'int', low: 8, high: 64, scale: 'log' },
    'optimizer.name': { type: 'categorical', choices: ['adam', 'sgd', 'rmsprop'] },
  },
  search: { trials: 24, parallel: 2, seed: 2, sampler: { kind: 'random' } },
  engine: { name: 'onnx', threads: 1 },
};

interface Listed {
  readonly number: number;
  readonly params: Readonly<Record<string, number | string>>;
}

test('brushes choose the runs of every plot, and become the ranges of a stage', async ({ browser, page, studio }) => {
  test.setTimeout(120_000);
  const { file } = await studio.finished(study);
  const trials = JSON.parse((await studio.vernier('trials', file, '--format', 'json')).stdout) as Listed[];
  const rateOf = ({ params }: Listed) => Number(params['optimizer.learningRate']);

  const address = await studio.start();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(address);
  await page.goto(`${new URL(address).origin}/#/study/iris/analyse`);
  await expect(page.getByRole('link', { name: 'Analyse' })).toHaveAttribute('aria-current', 'page');
  const count = page.locator('[data-scope-count]');
  await expect(count).toContainText('24 trials');
  const shares = page.getByRole('table', { name: 'Importance' }).getByRole('row');
  await expect(shares).toHaveCount(4);
  const next = page.getByRole('button', { name: 'Search here next' });
  await expect(next).toHaveAttribute('aria-disabled', 'true');
  await page.screenshot({ path: studio.shot('analyse') });

  // Each bar says how sure it is, on a scale; the rows fill the panel down to the notes.
  const importance = page.getByRole('region', { name: 'Importance' });
  await expect(importance).toContainText('bars show ± 1 sd, bootstrap of 20');
  for (const at of [1, 2, 3]) await expect(shares.nth(at)).toContainText(/± \.\d\d/);
  await expect(importance.locator('tfoot text').first()).toHaveText('0.0');
  const heights = await shares.evaluateAll((all) => all.slice(1).map((row) => row.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThan(40);
  // The names of both settings of the surface can be read.
  for (const name of ['Setting across', 'Setting upwards']) {
    const cut = await page
      .getByRole('combobox', { name })
      .evaluate((element) =>
        [element, ...element.querySelectorAll('span')].some((one) => one.scrollWidth > one.clientWidth + 1),
      );
    expect(cut).toBe(false);
  }

  // Axes stand by importance, as the bars do; the result is the last one.
  const heads = page.locator('[data-axis-head]');
  const order = () =>
    heads.evaluateAll((all) =>
      all
        .sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
        .map((head) => (head as HTMLElement).dataset.axisHead ?? ''),
    );
  const first = (await shares.nth(1).getByRole('button').getAttribute('title')) ?? '';
  expect((await order())[0]).toBe(first);
  expect((await order()).at(-1)).toBe('=');

  // By keyboard: a brush, its end moved, a second one, and away with it.
  const rate = page.getByRole('slider', { name: 'Learning rate, brushes' });
  await rate.focus();
  await expect(rate).toHaveAttribute('aria-valuetext', 'No brush. Enter adds one.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowDown');
  const span = brushesOf(page)['optimizer.learningRate']?.[0] ?? [0, 0];
  const inside = trials.filter((trial) => rateOf(trial) >= span[0] && rateOf(trial) <= span[1]);
  expect(inside.length).toBeGreaterThan(3);
  expect(inside.length).toBeLessThan(24);
  await expect(count).toContainText(`${inside.length} of 24 trials in the brushes`);
  const table = page.getByRole('region', { name: 'Selection' }).getByRole('table');
  await expect(table.getByRole('row')).toHaveCount(inside.length + 1);
  await page.keyboard.press('Enter');
  expect(brushesOf(page)['optimizer.learningRate']).toHaveLength(2);
  await page.keyboard.press('Delete');
  await expect(count).toContainText(`${inside.length} of 24`);

  // By pointer, on a second axis: the upper half, which takes whole choices.
  const optimiser = page.getByRole('slider', { name: 'Optimizer, brushes' });
  const box = (await optimiser.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.95);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.6, { steps: 4 });
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.5, { steps: 4 });
  await page.mouse.up();
  const both = inside.filter(({ params }) => params['optimizer.name'] !== 'rmsprop');
  await expect(count).toContainText(`${both.length} of 24 trials in the brushes`);

  // Slice, surface and distribution draw the same runs; a setting of the list is shown in the slice.
  const slice = page.getByRole('region', { name: 'Slice' });
  await page.getByRole('button', { name: 'Show Optimizer in the slice' }).press('Enter');
  await expect(slice.getByRole('combobox')).toHaveText('Optimizer');
  await expect(slice.getByRole('figure')).toHaveAccessibleDescription(
    `Result against Optimizer: 24 trials, ${both.length} in the brushes.`,
  );
  await expect(slice).toContainText('Line: the model’s mean of all complete trials');
  await page.getByRole('combobox', { name: 'Method' }).click();
  await page.getByRole('option', { name: 'fANOVA' }).click();
  await expect(page.getByRole('table', { name: 'Pair effects' }).getByRole('row').first()).toBeVisible();
  const surface = page.getByRole('region', { name: 'Surface' });
  await surface.getByRole('button', { name: 'Doubt' }).press('Enter');
  await expect(surface).toContainText('Standard deviation over the trees.');
  await page.screenshot({ path: studio.shot('analyse-fanova-doubt') });
  await surface.getByRole('button', { name: 'Doubt' }).press('Enter');
  const distribution = page.getByRole('region', { name: 'How good is the space' }).getByRole('figure');
  await expect(distribution).toHaveAccessibleDescription(
    new RegExp(`^24 trials with .* In the brushes ${both.length},`),
  );

  // One selection: a row of the table is the selected run, and a line that is pressed is one.
  await table.locator('tbody tr').first().click();
  await expect(table.locator('tbody tr').first()).toHaveAttribute('aria-selected', 'true');

  await page.keyboard.press('Escape');
  const chosen = table.locator('tr[aria-selected="true"]');
  await expect(chosen).toHaveCount(0);
  const figure = (await page.locator('[data-plot="parallel"]').boundingBox()) ?? box;
  for (let y = figure.height - 50; y > 50 && (await chosen.count()) === 0; y -= 6) {
    await page.mouse.click(figure.x + figure.width - 110, figure.y + y);
  }
  await expect(chosen).toHaveCount(1);

  // Filter and brushes stand together; the filter is that of the run list.
  await page.keyboard.press('f');
  await page.keyboard.type('units > 20');
  const filtered = trials.filter(({ params }) => Number(params['model.units']) > 20).length;
  await expect(count).toContainText(`of ${filtered} trials in the brushes`);
  await page.keyboard.press('Escape');
  await expect(count).toContainText(`${both.length} of 24`);

  // Moved and flipped by keyboard; the address holds it all.
  const head = page.locator('[data-axis-head="optimizer.learningRate"]');
  await head.focus();
  const before = (await order()).indexOf('optimizer.learningRate');
  const by = before === 0 ? 1 : -1;
  await page.keyboard.press(by === 1 ? 'Alt+ArrowRight' : 'Alt+ArrowLeft');
  await expect.poll(async () => (await order()).indexOf('optimizer.learningRate')).toBe(before + by);
  await expect(head).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(count).toContainText(`${both.length} of 24 trials in the brushes`);
  await expect(head).toHaveAttribute('aria-pressed', 'true');
  expect((await order()).indexOf('optimizer.learningRate')).toBe(before + by);
  await page.screenshot({ path: studio.shot('analyse-brushed') });
  expect(await violations(page, { within: 'main' })).toEqual([]);

  // The brushes as a stage: drafted, begun only by a press.
  await next.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Go on in a new stage' });
  await expect(dialog.getByLabel('Learning rate, lowest')).toHaveValue(String(Number(span[0].toPrecision(3))));
  await expect(dialog.getByLabel('Learning rate, highest')).toHaveValue(String(Number(span[1].toPrecision(3))));
  await expect(dialog).toContainText('Optimizer: adam, sgd.');
  await page.screenshot({ path: studio.shot('analyse-next-stage') });
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  for (const [name, colorScheme, locale, title] of [
    ['analyse-zh', 'light', 'zh-CN', '重要性'],
    ['analyse-dark-zh', 'dark', 'zh-CN', '重要性'],
  ] as const) {
    const storageState = await page.context().storageState();
    const context = await browser.newContext({ colorScheme, locale, storageState, reducedMotion: 'reduce' });
    const other = await context.newPage();
    await other.setViewportSize({ width: name === 'analyse-zh' ? 1200 : 1440, height: 900 });
    await other.goto(page.url());
    await expect(other.getByRole('table', { name: title }).getByRole('row')).toHaveCount(4);
    expect(await violations(other, { within: 'main' })).toEqual([]);
    await other.screenshot({ path: studio.shot(name) });
    await context.close();
  }

  await next.press('Enter');
  await dialog.getByLabel('Trials').fill('2');
  await dialog.getByRole('button', { name: 'Start the stage' }).press('Enter');
  await expect(dialog).toHaveCount(0);
  const stage = page.getByRole('combobox', { name: 'Stage' });
  await expect(stage).toHaveText('stage 2', { timeout: 30_000 });
  await expect(count).toContainText('2 of 2 trials');
});

const { trials: _, ...search } = study.search;
const staged = {
  ...{ version: 1, id: 'staged', name: 'Iris in two stages', data: study.data, settings: study.settings, search },
  engine: study.engine,
  stages: [
    { name: 'coarse', trials: 16, settings: { 'training.epochs': 1 } },
    {
      ...{ name: 'fine', trials: 16, settings: { 'training.epochs': 3 } },
      narrow: { from: 'coarse', keepBest: 8, accept: 'auto' },
    },
  ],
};

test('stages are analysed one at a time; trust, replay and progress stand beside the same brushes', async ({
  browser,
  page,
  studio,
}) => {
  test.setTimeout(120_000);
  await studio.finished(staged);
  const address = await studio.start();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(address);
  await page.goto(`${new URL(address).origin}/#/study/staged/analyse`);
  const count = page.locator('[data-scope-count]');
  const stage = page.getByRole('combobox', { name: 'Stage', exact: true });
  await expect(stage).toHaveText('fine');
  await expect(count).toContainText('16 trials');
  await expect(page.getByRole('region', { name: 'Importance' })).toContainText('This is about the stage "fine".');
  await stage.click();
  await page.getByRole('option', { name: 'coarse' }).click();
  await expect(page.getByRole('region', { name: 'Importance' })).toContainText('This is about the stage "coarse".');

  await page.getByRole('radio', { name: 'Settings' }).press('ArrowRight');
  const history = page.getByRole('figure', { name: 'Best so far' });
  await expect(history).toHaveAccessibleDescription(/^16 trials; the best rose \d+ times, to \.\d{4}\.$/);
  await page.screenshot({ path: studio.shot('analyse-progress') });
  // A dot under the pointer, pressed, is the selected run everywhere.
  const box = (await history.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const selected = page.getByRole('region', { name: 'Selection' }).locator('tr[aria-selected="true"]');
  for (let y = box.height - 45; y > 10 && (await selected.count()) === 0; y -= 9) {
    await page.mouse.click(box.x + 50 + (box.width - 64) / 32, box.y + y);
  }
  await expect(selected).toHaveCount(1);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('Plots: Trust');
  await page.keyboard.press('Enter');
  const trust = page.getByRole('region', { name: 'Trust in a part' });
  await expect(trust.getByRole('combobox', { name: 'Stage on a part' })).toHaveText('coarse');
  await expect(trust).toContainText('Spearman ρ, 95 %');
  await expect(trust.getByRole('figure')).toHaveAccessibleDescription(
    /^\d configurations trained in coarse and in fine\.$/,
  );
  const replay = page.getByRole('region', { name: 'Pruner replay' });
  await expect(replay.getByRole('row', { name: /^median/ })).toContainText(/\d+ of 16/);
  await stage.click();
  await page.getByRole('option', { name: 'fine' }).click();
  await expect(replay.getByRole('row', { name: /^median/ })).toContainText(/of 48/);
  expect(await violations(page, { within: 'main' })).toEqual([]);
  await page.screenshot({ path: studio.shot('analyse-trust') });
  const storageState = await page.context().storageState();
  const context = await browser.newContext({ colorScheme: 'dark', locale: 'zh-CN', storageState });
  const other = await context.newPage();
  await other.setViewportSize({ width: 1200, height: 800 });
  await other.goto(page.url());
  await expect(other.getByRole('region', { name: '剪枝器重放' }).getByRole('row', { name: /^median/ })).toBeVisible();
  expect(await violations(other, { within: 'main' })).toEqual([]);
  await other.screenshot({ path: studio.shot('analyse-trust-dark-zh') });
  await context.close();
});

test('of several objectives one is chosen; where every trial failed that is said, and settings are drawn', async ({
  page,
  studio,
}) => {
  const { trials: __, ...few } = study.search;
  await studio.finished({
    ...study,
    ...{ id: 'several', name: 'Two objectives', search: { ...few, trials: 6 } },
    objective: [{ metric: 'validation.accuracy' }, { metric: 'validation.loss' }],
  });
  await studio.finished({
    ...{ version: 1, id: 'failed', name: 'Nothing works' },
    runner: { kind: 'command', argv: [process.execPath, '-e', 'process.exit(3)', '{decay_rate}'] },
    settings: { decay_rate: { type: 'float', low: 1e-4, high: 1, scale: 'log' } },
    objective: { metric: 'score', direction: 'maximize' },
    search: { trials: 3, parallel: 2, seed: 1 },
  });
  const address = await studio.start();
  await page.goto(address);
  const open = (id: string) => page.goto(`${new URL(address).origin}/#/study/${id}/analyse`);
  await open('several');
  const count = page.locator('[data-scope-count]');
  await expect(count).toContainText(/best \.\d{4} by trial/);
  await page.getByRole('combobox', { name: 'Objective' }).click();
  await page.getByRole('option', { name: 'validation.loss' }).click();
  await expect(count).toContainText(/best \d\.\d+ by trial/);
  // The model is of that objective too; only pruners and ranks of stages are about the first.
  const slice = page.getByRole('region', { name: 'Slice' });
  await expect(slice).toContainText('Line: the model’s mean of all complete trials');
  await expect(page.getByRole('region', { name: 'Importance' })).not.toContainText('about the first');
  await page.getByRole('radio', { name: 'Trust' }).click();
  await expect(page.getByText('Trust and replay are about the first objective, validation.accuracy.')).toBeVisible();
  await page.getByRole('radio', { name: 'Settings' }).click();
  // The smallest loss is the best one.
  const rows = page.getByRole('region', { name: 'Selection' }).locator('tbody tr');
  const losses = await rows.evaluateAll((all) => all.map((row) => Number(row.children[1]?.textContent)));
  expect(losses).toHaveLength(6);
  expect(losses).toEqual([...losses].sort((a, b) => a - b));
  await page.screenshot({ path: studio.shot('analyse-objectives') });

  await open('failed');
  await expect(page.getByText('Every trial so far has failed or diverged.')).toBeVisible();
  await expect(count).toContainText('none has a result');
  await expect(page.getByRole('region', { name: 'Importance' })).toContainText('This needs at least 2 complete trials');
  await expect(slice).toContainText('3 trials, 3 without a result');
  // The result has no scale, where ticks once were made up: nothing to read, nothing to brush.
  await expect(page.locator('[data-axis-head="="]')).toContainText('no result');
  await expect(page.locator('[data-axis-strip="="]')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'How good is the space' })).toContainText('No trial has a result.');
  await expect(page.getByRole('region', { name: 'Surface' })).toContainText('A surface needs two searched settings.');
  expect(await violations(page, { within: 'main' })).toEqual([]);
  await page.screenshot({ path: studio.shot('analyse-all-failed') });
});

function brushesOf(page: Page): Record<string, [number, number][]> {
  return JSON.parse(new URLSearchParams(page.url().split('?')[1] ?? '').get('brush') ?? '{}');
}
