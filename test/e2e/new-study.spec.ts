// A study on one's own table: wrong entries are said beside their field, and what is started is what was shown.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NewStudyPage } from './pages/new-study.ts';
import { StudiesPage } from './pages/studies.ts';
import { StudyPage } from './pages/study.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

/** 120 trees of three kinds, told apart by height and width. */
function trees(): string {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const kind = i % 3;
    return `${(kind * 2 + (i % 7) * 0.1).toFixed(2)},${(5 - kind + (i % 5) * 0.1).toFixed(2)},${['ash', 'elm', 'oak'][kind]}`;
  });
  return `height,width,kind\n${rows.join('\n')}\n`;
}

test('a study on a CSV file: a missing file and a wrong range are said beside their field', async ({
  page,
  studio,
}) => {
  const csv = join(studio.folder, 'trees.csv');
  await writeFile(csv, trees());
  await page.goto(await studio.start());
  await new StudiesPage(page).setUpOwn.click();
  const draft = new NewStudyPage(page);
  await expect(draft.start).toBeEnabled();

  await page.getByRole('button', { name: /Your own data/ }).click();
  await expect(draft.start).toHaveAttribute('aria-disabled', 'true');
  const path = page.getByLabel('Path of a file or folder');
  await path.fill(join(studio.folder, 'no-such-file.csv'));
  await expect(path).toHaveAttribute('aria-invalid', 'true');
  await expect(draft.step(1).getByRole('alert')).toContainText('no-such-file.csv');
  await expect(draft.start).toHaveAttribute('aria-disabled', 'true');

  await path.fill(csv);
  await expect(draft.step(1)).toContainText('CSV: 3 columns');
  await expect(draft.step(1).getByRole('combobox', { name: 'Label column' })).toContainText('kind');
  await expect(draft.step(1)).toContainText('Train, 96');
  await expect(draft.step(1)).toContainText('Validation, 24');
  await expect(page.getByRole('figure', { name: /ash 32 \/ 8, elm 32 \/ 8, oak 32 \/ 8/ })).toBeVisible();

  const width = draft.step(1).getByRole('button', { name: 'width', exact: true });
  await width.click();
  await expect(width).toHaveAttribute('aria-pressed', 'false');
  await expect(draft.step(1)).toContainText('Input 1');
  await width.click();
  await expect(draft.step(1)).toContainText('Input 2');

  await draft.openStep(3);
  const low = page.getByLabel('Learning rate, lowest');
  await low.fill('2');
  await expect(draft.problemOf('optimizer.learningRate')).toContainText('must be smaller than high');
  await expect(low).toHaveAttribute('aria-invalid', 'true');
  await expect(draft.start).toHaveAttribute('aria-disabled', 'true');
  await draft.start.hover();
  await expect(page.getByText(/problem stands in the way/)).toBeVisible();
  await low.fill('1e-3');
  await expect(draft.problemOf('optimizer.learningRate')).toHaveCount(0);

  await draft.setting('model.units').getByRole('radio', { name: 'Fix' }).click();
  await page.getByLabel('Units per layer, value').fill('16');
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Units per layer, value')).toHaveValue('');
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByLabel('Units per layer, value')).toHaveValue('16');

  await draft.openStep(4);
  await page.getByLabel('Trials', { exact: true }).fill('2');
  await page.getByLabel('Epochs each', { exact: true }).fill('3');
  await draft.openStep(5);
  await draft.step(5).getByRole('combobox', { name: 'Sampler' }).click();
  await page.getByRole('option', { name: 'CMA-ES' }).click();
  await expect(draft.step(5)).toContainText('generation by generation');
  const file = await draft.file();
  expect(file).toMatchObject({
    data: { source: 'csv', path: csv, label: 'kind' },
    settings: {
      'model.units': 16,
      'optimizer.learningRate': { low: 0.001 },
      'training.epochs': 3,
    },
    search: { trials: 2, sampler: { kind: 'cmaes' } },
  });

  await page.reload();
  await expect(draft.start).toBeEnabled();
  expect(await draft.file()).toEqual(file);
  await page.getByLabel('Name of the study').fill('Trees');
  await expect(draft.start).toBeEnabled();
  await draft.start.click();

  const study = new StudyPage(page);
  await expect(page).toHaveURL(/\/live$/);
  await study.waitForEnd(60_000);
  await study.openTrials();
  await expect(study.trials.locator('tbody tr[aria-rowindex]')).toHaveCount(2);
  const shown = await studio.vernier('show', 'Trees', '--json');
  expect(shown.code, shown.stderr).toBe(0);
});

test('every default and every warning says why, with the keyboard alone and in both languages', async ({
  browser,
  page,
  studio,
}) => {
  await page.goto(await studio.start());
  await new StudiesPage(page).setUpOwn.click();
  const draft = new NewStudyPage(page);
  await draft.openStep(3);
  const rate = draft.setting('optimizer.learningRate');
  const why = rate.getByRole('button', { name: 'Why: Learning rate' });
  await why.press('Enter');
  const popup = page.getByRole('dialog', { name: 'Learning rate' });
  await expect(popup).toContainText(/default \| Optimizer = \w+ = 0\.\d+/);
  await expect(popup).toContainText('1 of 5: tune it first');
  await expect(popup).toContainText('Bengio 2012');
  await page.screenshot({ path: studio.shot('why-default') });
  await page.keyboard.press('Escape');
  await expect(popup).toHaveCount(0);
  await expect(why).toBeFocused();

  await rate.getByRole('radio', { name: 'Search' }).click();
  await rate.getByRole('radio', { name: 'lin', exact: true }).click();
  const looks = page.getByRole('region', { name: 'Worth a look' });
  const advice = looks.getByRole('listitem').filter({ hasText: 'Learning rate' });
  await advice.locator('summary').press('Enter');
  await expect(advice).toContainText(/share of draws in the top decade = .* = 90 %/);
  await draft.setting('model.units').getByRole('radio', { name: 'Fix' }).click();
  await page.getByLabel('Units per layer, value').fill('20000');
  const warning = page.getByRole('listitem').filter({ hasText: '"model.units" is 20000' });
  await warning.locator('summary').press('Enter');
  await expect(warning).toContainText('20000 lies outside 1 to 10000');
  expect(await violations(page, { within: 'main' })).toEqual([]);
  await page.screenshot({ path: studio.shot('why-warnings') });

  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', storageState: await page.context().storageState() },
  });
  const other = await context.newPage();
  await other.goto(page.url());
  const told = other.getByRole('listitem').filter({ hasText: '“model.units”为 20000' });
  await told.locator('summary').click();
  await expect(told).toContainText('20000 不在 1 至 10000 之内');
  await other.screenshot({ path: studio.shot('why-warnings-dark-zh') });
  await context.close();
});

test('what will happen is a time line once it was measured: checks and stages, each a range; a changed space says so', async ({
  browser,
  page,
  studio,
}) => {
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/new`);
  const draft = new NewStudyPage(page);
  await page.getByRole('button', { name: /^Iris flowers/ }).click();
  await expect(draft.start).toBeEnabled();
  const outlook = draft.part('What will happen');
  await expect(outlook).toContainText('not measured yet');
  await expect(outlook.getByRole('figure')).toHaveCount(0);
  // Known before anything is measured: of the largest model in the space.
  await expect(outlook).toContainText(/Disk for checkpoints\s*up to [\d.]+ [kM]B of [\d.]+ GB/);
  await page.screenshot({ path: studio.shot('outlook-unmeasured') });
  const measure = outlook.getByRole('button', { name: 'Measure on this machine' });
  await measure.press('Enter');
  await expect(outlook.getByRole('button', { name: 'Measuring' })).toHaveAttribute('aria-busy', 'true');
  await outlook.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(measure).not.toHaveAttribute('aria-busy');
  await expect(outlook).toContainText('not measured yet');
  await measure.press('Enter');
  // The step's own button is the same action.
  await draft.openStep(4);
  await expect(draft.part('Budget').getByRole('button', { name: 'Measuring' })).toBeVisible();
  const line = outlook.getByRole('figure', { name: 'Time line' });
  await expect(line).toContainText(/Ends, if it starts now: Search, \d+ trials .*\d\d:\d\d:\d\d–.*8 in 10/, {
    timeout: 60_000,
  });
  await expect(outlook).toContainText(/First results inabout \d+ (s|min)/);
  await expect(line.getByRole('listitem')).toHaveCount(2);
  await expect(line.getByRole('listitem').first()).toContainText(/^Checks/);
  await expect(outlook).toContainText(/Study ends\d\d:\d\d/);
  await expect(draft.part('Budget')).toContainText(/per epoch .* measured on this machine/);

  await page.getByRole('button', { name: 'Plan stages by importance' }).click();
  await expect(line.getByRole('listitem')).toHaveCount(4);
  await expect(line.getByRole('listitem').nth(1)).toContainText(/^Important, \d+ trials 100 % data$/);
  await expect(outlook).toContainText(/Important stage ends\d\d:\d\d.*All 3 stages end\d\d:\d\d/);
  await expect(outlook).not.toContainText('have changed since');
  const bars = await line
    .getByRole('listitem')
    .evaluateAll((items) =>
      items.map((item) => [...item.querySelectorAll('i')].map((part) => part.getBoundingClientRect().right)),
    );
  for (const [i, [sure = 0, open = 0]] of bars.entries()) {
    expect(open).toBeGreaterThanOrEqual(sure - 3);
    if (i > 0) expect(open).toBeGreaterThan(bars[i - 1]?.[1] ?? 0);
  }
  expect(await violations(page, { within: 'main' })).toEqual([]);
  await page.screenshot({ path: studio.shot('outlook') });
  await draft.openStep(3);
  await draft.setting('model.activation').getByRole('radio', { name: 'Search' }).click();
  await expect(outlook).toContainText('have changed since');
  await expect(outlook.getByRole('button', { name: 'Measure again' })).toBeVisible();
  await page.screenshot({ path: studio.shot('outlook-stale') });

  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', storageState: await page.context().storageState() },
  });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('figure', { name: '时间线' })).toContainText('十次中八次');
  await other.screenshot({ path: studio.shot('outlook-dark-zh') });
  await other.setViewportSize({ width: 760, height: 1000 });
  await other.getByRole('figure', { name: '时间线' }).scrollIntoViewIfNeeded();
  await other.screenshot({ path: studio.shot('outlook-narrow-zh') });
  await context.close();
});

test('early stops are chosen from a list, each with its own entries', async ({ page, studio }) => {
  await page.goto(await studio.start());
  await new StudiesPage(page).setUpOwn.click();
  const draft = new NewStudyPage(page);
  await draft.openStep(5);
  const choose = async (name: string) => {
    await draft.step(5).getByRole('combobox', { name: 'Early stops' }).click();
    await page.getByRole('option', { name, exact: true }).click();
  };
  await choose('ASHA');
  await expect(draft.step(5)).toContainText('goes on from there when it is among them later');
  await page.getByLabel('Epochs before the first rung').fill('2');
  expect(await draft.file()).toMatchObject({ search: { pruner: { kind: 'asha', minEpochs: 2 } } });
  await draft.step(5).getByRole('radio', { name: 'Share of data' }).click();
  await expect(draft.step(5)).toContainText('Only what was trained on all rows counts as a result.');
  await expect(page.getByLabel('Epochs before the first rung')).toHaveCount(0);
  await page.getByLabel('Smallest share').fill('0.2');
  expect(await draft.file()).toMatchObject({ search: { pruner: { kind: 'asha', over: 'data', minShare: 0.2 } } });
  await choose('Extrapolation');
  await page.getByLabel('Certainty asked for').fill('0.9');
  await expect(page.getByLabel('Epochs before the first rung')).toHaveCount(0);
  expect(await draft.file()).toMatchObject({ search: { pruner: { kind: 'extrapolation', probability: 0.9 } } });
  await expect(draft.start).toBeEnabled();
});

test('a study file opened by path, chosen as a file, renamed, deleted and brought back', async ({ page, studio }) => {
  const file = join(studio.folder, 'iris.json');
  await writeFile(
    file,
    JSON.stringify({
      version: 1,
      name: 'Iris by path',
      data: { source: 'sample', name: 'iris' },
      settings: {
        'model.units': 8,
        'training.epochs': 2,
        'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1e-1, scale: 'log' },
      },
      search: { trials: 1 },
    }),
  );
  await page.goto(await studio.start());
  const home = new StudiesPage(page);
  await home.openFile.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Path on this computer').fill(join(studio.folder, 'nothing.json'));
  await dialog.getByRole('button', { name: 'Open path' }).click();
  await expect(dialog.getByRole('alert')).toContainText('nothing.json');
  await dialog.getByLabel('Path on this computer').fill(file);
  await dialog.getByRole('button', { name: 'Open path' }).click();
  await expect(page).toHaveURL(/\/live$/);
  await page.getByRole('link', { name: 'Studies' }).click();
  await expect(home.row('Iris by path')).toContainText('Not started');

  await home.openFile.click();
  await page.getByTestId('study-file').setInputFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"version": 1,'),
  });
  await expect(dialog.getByRole('alert')).toContainText('“broken.json” is not JSON');
  await page.getByTestId('study-file').setInputFiles({
    name: 'wrong.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ version: 1, data: { source: 'sample', name: 'iriss' } })),
  });
  await expect(dialog.getByRole('alert')).toContainText('did you mean "iris"');
  await page.keyboard.press('Escape');

  await home.act('Iris by path', 'Rename');
  await page.getByRole('dialog').getByLabel('Name').fill('Iris, renamed');
  await page.keyboard.press('Enter');
  await expect(home.row('Iris, renamed')).toBeVisible();
  await home.act('Iris, renamed', 'Delete');
  await expect(home.rows).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(home.row('Iris, renamed')).toBeVisible();

  await home.act('Iris, renamed', 'Set up another one like it');
  const draft = new NewStudyPage(page);
  await expect(page.getByLabel('Name of the study')).toHaveValue('Iris, renamed');
  expect(await draft.file()).toMatchObject({ settings: { 'model.units': 8 }, search: { trials: 1 } });
});

test('Start refuses a study whose family cannot read its data, in a sentence, before any trial is queued', async ({
  page,
  studio,
}) => {
  const file = join(studio.folder, 'table.json');
  const settings = { 'model.family': 'cnn', 'training.epochs': 1 };
  const data = { source: 'sample', name: 'iris' };
  await writeFile(file, JSON.stringify({ version: 1, name: 'A table', data, settings, search: { trials: 2 } }));
  await page.goto(await studio.start());
  await new StudiesPage(page).openFile.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Path on this computer').fill(file);
  await dialog.getByRole('button', { name: 'Open path' }).click();
  await expect(page).toHaveURL(/\/live$/);
  await page.getByRole('button', { name: 'Start study' }).first().click();
  await expect(page.getByText(/model\.family "cnn" needs images or sequences.*choose "mlp"/).first()).toBeVisible();
  const trials = await studio.vernier('trials', 'A table', '--format', 'json');
  expect(JSON.parse(trials.stdout)).toEqual([]);
});

test('the set-up names starting points and early stops as the form does, one point a line, in both languages', async ({
  browser,
  page,
  studio,
}) => {
  const file = join(studio.folder, 'points.json');
  const search = {
    ...{ trials: 4, sampler: { kind: 'tpe', multivariate: false } },
    pruner: { kind: 'median', nStartupTrials: 4, nWarmupEpochs: 3 },
    enqueue: [{ 'model.layers': 1, 'model.units': 128 }, { 'optimizer.learningRate': 0.02 }, {}],
  };
  const settings = {
    'model.layers': { type: 'int', low: 1, high: 3 },
    'model.units': { type: 'int', low: 8, high: 256, scale: 'log' },
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 0.1, scale: 'log' },
  };
  const data = { source: 'sample', name: 'iris' };
  await writeFile(file, JSON.stringify({ version: 1, id: 'points', name: 'Points', data, settings, search }));
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await new StudiesPage(page).openFile.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Path on this computer').fill(file);
  await dialog.getByRole('button', { name: 'Open path' }).click();
  await expect(page).toHaveURL(/\/live$/);
  await page.goto(page.url().replace(/live$/, 'setup'));
  const section = page.getByRole('region', { name: 'Set-up', exact: true }).getByRole('region', { name: 'Search' });
  await expect(section).toContainText('Median · Trials before it judges 4 · Epochs before it judges 3');
  await expect(section).toContainText('TPE · Settings judged together no');
  await expect(section.getByRole('listitem')).toHaveText([
    'Hidden layers 1 · Units per layer 128',
    'Learning rate 0.02',
    'the usual values',
  ]);
  await page.screenshot({ path: studio.shot('set-up-points') });
  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', viewport: { width: 1000, height: 800 } },
    storageState: await page.context().storageState(),
  });
  const other = await context.newPage();
  await other.goto(page.url());
  const inChinese = other.getByRole('region', { name: '搜索', exact: true });
  await expect(inChinese).toContainText('中位数 · 开始判断前的试验数 4 · 开始判断前的轮数 3');
  await expect(inChinese.getByRole('listitem').nth(1)).toHaveText('学习率 0.02');
  await other.screenshot({ path: studio.shot('set-up-points-dark-zh') });
  await context.close();
});
