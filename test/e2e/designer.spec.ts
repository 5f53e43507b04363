// The space designer: constraints and starting points are written, checked and undone; the network and the draws follow; time is a range.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NewStudyPage } from './pages/new-study.ts';
import { StudiesPage } from './pages/studies.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const iris = {
  version: 1,
  name: 'Iris, tuned before',
  data: { source: 'sample', name: 'iris' },
  settings: {
    'model.family': 'mlp',
    'model.layers': { type: 'int', low: 1, high: 3 },
    'model.units': { type: 'int', low: 4, high: 64, scale: 'log' },
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1e-1, scale: 'log' },
    'training.epochs': 3,
  },
  search: { trials: 3, parallel: 1, seed: 2, sampler: { kind: 'random' } },
};

/** The far end of "59–176 s" or "2–4 min", in seconds. */
function atMost(range: string | null): number {
  const [, end = '', unit] = /–([\d.]+) (s|min)/.exec(range ?? '') ?? [];
  return Number(end) * (unit === 'min' ? 60 : 1);
}

test('constraints, draws and network: written with the keyboard, checked as typed, undone, and there after a reload', async ({
  page,
  studio,
}) => {
  await page.goto(await studio.start());
  await new StudiesPage(page).setUpOwn.click();
  const draft = new NewStudyPage(page);
  const used = draft.part('Data used while tuning');
  await used.getByLabel('Share of the training rows', { exact: true }).click();
  await page.keyboard.type('25');
  await expect(draft.step(1)).toContainText('Train, 2,000');
  await expect(used.getByLabel('Share of the training rows', { exact: true })).toBeFocused();
  expect(await draft.file()).toMatchObject({ data: { subset: { fraction: 0.25 } } });
  await draft.openStep(3);
  const network = draft.part('Network');
  await expect(network).toContainText('12.7 k – 932 k parameters');
  await expect(network.getByRole('figure')).toHaveAccessibleName(/Input 28 × 28 × 1, dense, relu 16–512/);
  const highest = page.getByLabel('Units per layer, highest');
  await highest.fill('9');
  await expect(network.getByRole('alert')).toContainText('model.units');
  await highest.fill('128');
  await expect(network).toContainText('12.7 k – 135 k parameters');

  const constraints = draft.part('Constraints');
  await constraints.getByRole('button', { name: 'Add a constraint' }).press('Enter');
  await expect(draft.constraint(1)).toBeFocused();
  await page.keyboard.type('model.un');
  await expect(page.getByRole('option', { name: 'model.units Units per layer' })).toBeVisible();
  // What is typed at once after a completion stands behind it.
  await page.keyboard.press('Enter');
  await page.keyboard.type(' >= 32 and model.layer > 1');
  await expect(draft.constraint(1)).toHaveValue('model.units >= 32 and model.layer > 1');
  await expect(constraints.getByRole('alert')).toContainText('did you mean "model.layers"?');
  await expect(draft.start).toHaveAttribute('aria-disabled', 'true');
  for (let i = 0; i < ' and model.layer > 1'.length; i++) await page.keyboard.press('Backspace');
  await expect(constraints.getByRole('alert')).toHaveCount(0);
  await expect(constraints).toContainText(/keeps [67]\d % of the space/);
  await expect(network).toContainText('35.8 k – 135 k parameters');
  await expect(draft.start).toBeEnabled();

  const two = draft.part('Two settings');
  await two.getByRole('combobox', { name: 'Setting across' }).click();
  await page.getByRole('option', { name: 'Units per layer' }).click();
  await expect(two).toContainText(/\d+ forbidden by constraints/);
  const figure = two.getByRole('figure');
  await figure.focus();
  await page.keyboard.press('ArrowRight');
  await expect(two).toContainText(/Units per layer 1\d, .*: forbidden/);
  await page.keyboard.press('ArrowUp');
  await page.screenshot({ path: studio.shot('designer') });
  await two.getByRole('radio', { name: 'Table' }).click();
  await expect(two.getByRole('row').filter({ hasText: 'forbidden' }).first()).toBeVisible();
  expect(await violations(page, { within: 'main' })).toEqual([]);

  await constraints.getByRole('button', { name: 'Remove constraint 1' }).click();
  await expect(draft.constraint(1)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(draft.constraint(1)).toHaveValue('model.units >= 32');
  await draft.constraint(1).fill('model.units >=');
  await page.reload();
  await draft.openStep(3);
  await expect(draft.constraint(1)).toHaveValue('model.units >=');
  expect(await draft.file()).toMatchObject({ constraints: ['model.units >='] });
});

test('a condition of a setting is chosen by keys, checked, shown in the draws, undone and written to the file', async ({
  page,
  studio,
}) => {
  await studio.finished({ ...iris, search: { ...iris.search, trials: 8 } });
  await page.goto(await studio.start());
  await new StudiesPage(page).act(iris.name, 'Set up another one like it');
  const draft = new NewStudyPage(page);
  await draft.openStep(3);
  const units = draft.setting('model.units');
  const condition = units.getByRole('button', { name: 'Units per layer: when it is used' });
  await condition.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Units per layer is used only if' });
  await dialog.getByRole('combobox', { name: 'Depend on' }).press('Enter');
  await expect(page.getByRole('option', { name: 'Learning rate' })).toHaveCount(0);
  await page.getByRole('option', { name: 'Hidden layers' }).click();
  const values = dialog.getByRole('group', { name: /values of Hidden layers/ });
  await values.getByRole('button', { name: '1' }).press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('at least one value');
  await expect(draft.start).toHaveAttribute('aria-disabled', 'true');
  await values.getByRole('button', { name: '2' }).press('Enter');
  await values.getByRole('button', { name: '3' }).press('Enter');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await page.screenshot({ path: studio.shot('condition') });
  expect(await violations(page, { within: 'main' })).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(condition).toBeFocused();
  await expect(condition).toContainText('Hidden layers = 2, 3');
  const two = draft.part('Two settings');
  await two.getByRole('combobox', { name: 'Setting upwards' }).click();
  await page.getByRole('option', { name: 'Units per layer' }).click();
  await expect(two).toContainText(/\d+ without one of the two/);
  expect(await draft.file()).toMatchObject({ settings: { 'model.units': { when: { 'model.layers': [2, 3] } } } });
  await page.reload();
  await draft.openStep(3);
  await expect(condition).toContainText('Hidden layers = 2, 3');
  await condition.press('Enter');
  await dialog.getByRole('button', { name: 'Remove the condition on Hidden layers' }).press('Enter');
  await expect(values).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(condition).toContainText('Hidden layers = 2, 3');

  // The file as the page shows it, trained: a trial of one layer has no units to search.
  const written = join(studio.folder, 'conditioned.json');
  await writeFile(written, JSON.stringify({ ...(await draft.file()), id: 'conditioned' }));
  await studio.stop();
  const run = await studio.vernier('run', written);
  expect(run.code, run.stderr).toBe(0);
  const listed = await studio.vernier('trials', 'conditioned', '--format', 'json');
  const trials = JSON.parse(listed.stdout) as { params: Record<string, unknown> }[];
  expect(trials).toHaveLength(8);
  for (const { params } of trials) expect('model.units' in params).toBe(params['model.layers'] !== 1);
  expect(trials.some(({ params }) => params['model.layers'] === 1)).toBe(true);
});

test('starting points from another study, put in order by keys; measured time is a range, and what fits is one press', async ({
  browser,
  page,
  studio,
}) => {
  await studio.finished(iris);
  await page.goto(await studio.start());
  await new StudiesPage(page).act(iris.name, 'Set up another one like it');
  const draft = new NewStudyPage(page);
  await draft.openStep(3);
  await page.getByLabel('Units per layer, highest').fill('5');
  await draft.openStep(5);
  const points = draft.part('Starting points');
  await points.getByRole('combobox', { name: 'Add from' }).click();
  await page.getByRole('option', { name: iris.name }).click();
  const first = points.getByRole('listitem').first();
  await expect(first).toContainText(/Trial \d.*Units per layer 5.*outside 4–5/);
  await points.getByRole('button', { name: 'Add all 3 that fit' }).click();
  await expect(draft.point(3)).toBeVisible();
  await expect(first.getByRole('button', { name: /Add Trial/ })).toHaveAttribute('aria-disabled', 'true');
  const rate = await draft.pointField(1, 'Learning rate').inputValue();
  await page.getByRole('button', { name: /^Starting point 1: drag/ }).press('ArrowDown');
  await expect(draft.pointField(2, 'Learning rate')).toHaveValue(rate);
  await expect(page.getByRole('button', { name: /^Starting point 2: drag/ })).toBeFocused();
  await draft.pointField(2, 'Units per layer').fill('9');
  await expect(points).toContainText('Starting point 2 has model.units 9');
  await expect(draft.start).toHaveAttribute('aria-disabled', 'true');
  await draft.pointField(2, 'Units per layer').fill('');
  await expect(draft.start).toBeEnabled();
  await points.getByRole('button', { name: 'Remove starting point 3' }).click();
  await expect(draft.point(3)).toHaveCount(0);
  const file = await draft.file();
  expect(file).toMatchObject({ search: { enqueue: [{}, { 'optimizer.learningRate': Number(rate) }] } });
  await page.screenshot({ path: studio.shot('starting-points') });
  expect(await violations(page, { within: 'main' })).toEqual([]);

  await draft.openStep(4);
  const time = draft.part('Budget');
  await time.getByRole('button', { name: 'Measure on this machine' }).click();
  await expect(time).toContainText(/per epoch .* measured on this machine with \w+/);
  await expect(time).toContainText(/[\d.]+–[\d.]+ (s|min), one trial at a time · Ends .* 8 in 10/);
  await time.getByLabel('Before, a time of day').fill('25:00');
  await expect(time.getByRole('alert')).toContainText('for example 07:00');
  await time.getByLabel('Before, a time of day').fill('7:00');
  const take = time.getByRole('button', { name: /^Use [\d,]+ trials$/ });
  const wanted = Number((await take.textContent())?.replaceAll(/\D/g, ''));
  await take.click();
  await expect(page.getByLabel('Trials', { exact: true })).toHaveValue(String(wanted));
  expect(await draft.file()).toMatchObject({ search: { trials: wanted } });
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Trials', { exact: true })).toHaveValue('3');

  // A slider moves the field and, a moment later, what the budget comes to; until then it says that it is on its way.
  await expect(time.locator('[aria-busy]')).toHaveCount(0);
  const takes = time.locator('b').first();
  const few = await takes.textContent();
  const slider = (name: string) => time.getByRole('slider', { name: `${name}, slider` });
  await slider('Trials').press('End');
  await expect(page.getByLabel('Trials', { exact: true })).toHaveValue('1000');
  await expect(takes).not.toHaveText(few ?? '');
  await expect(time.locator('[aria-busy]')).toHaveCount(0);
  const more = await takes.textContent();
  expect(atMost(more)).toBeGreaterThan(20 * atMost(few));
  await slider('Epochs each').press('End');
  await expect(page.getByLabel('Epochs each', { exact: true })).toHaveValue('300');
  await expect(takes).not.toHaveText(more ?? '');
  await expect(time.locator('[aria-busy]')).toHaveCount(0);
  const many = await takes.textContent();
  expect(atMost(many)).toBeGreaterThan(atMost(more));
  await slider('Classes').press('Home');
  await expect(page.getByLabel('Classes', { exact: true })).toHaveValue('2');
  await expect(takes).not.toHaveText(many ?? '');
  await expect(takes).toBeVisible();
  await slider('Share of the training rows').press('ArrowLeft');
  await slider('Epochs each').press('ArrowLeft');
  await slider('In parallel').press('End');
  const bound = await draft.file();
  expect(bound).toMatchObject({
    data: { subset: { classes: 2, fraction: 0.8 } },
    settings: { 'training.epochs': 250 },
    search: { trials: 1000 },
  });
  for (let i = 0; i < 6; i++) await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Trials', { exact: true })).toHaveValue('3');
  await expect(takes).toHaveText(few ?? '');
  await page.screenshot({ path: studio.shot('budget') });
  expect(await violations(page, { within: 'main' })).toEqual([]);

  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', storageState: await page.context().storageState() },
  });
  const other = await context.newPage();
  await other.goto(page.url());
  const inChinese = new NewStudyPage(other);
  await inChinese.step(4).getByRole('button', { name: '更改' }).click();
  await expect(inChinese.part('预算')).toContainText(/若现在启动，预计 .* 结束（十次中八次）/);
  await other.screenshot({ path: studio.shot('budget-dark-zh') });
  await inChinese.step(5).getByRole('button', { name: '更改' }).click();
  await other.screenshot({ path: studio.shot('starting-points-dark-zh') });
  await inChinese.step(3).getByRole('button', { name: '更改' }).click();
  await inChinese.part('两项设置').scrollIntoViewIfNeeded();
  await other.screenshot({ path: studio.shot('designer-dark-zh') });
  await context.close();
});
