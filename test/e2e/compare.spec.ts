// The Compare page: what differs between runs in words, curves and tables, chosen in the run list, the table and on the page itself.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { StudyPage } from './pages/study.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'sides', name: 'Iris side by side', data: { source: 'sample', name: 'iris' } },
  settings: {
    ...{ 'model.family': 'mlp', 'training.epochs': 6, 'optimizer.learningRate': 0.01 },
    'model.units': { type: 'int', low: 8, high: 64, scale: 'log' },
    'model.dropout': { type: 'float', low: 0, high: 0.5 },
    'optimizer.name': { type: 'categorical', choices: ['sgd', 'adam'] },
  },
  search: {
    ...{ sampler: { kind: 'random' }, trials: 9, parallel: 1, seed: 2 },
    enqueue: [
      { 'model.units': 32, 'model.dropout': 0.1, 'optimizer.name': 'sgd' },
      { 'model.units': 64, 'model.dropout': 0.3, 'optimizer.name': 'adam' },
    ],
  },
  engine: { name: 'onnx', threads: 1 },
};

const sentence = (page: Page) => page.locator('[data-compare="sentence"]');
const table = (page: Page) => page.getByRole('region', { name: 'Runs side by side' });
const heads = (page: Page) => table(page).getByRole('columnheader');

test('runs are chosen by keys and by their address, and what differs is told in words', async ({
  browser,
  page,
  studio,
}) => {
  test.setTimeout(120_000);
  const { file } = await studio.finished(study);
  const listed = JSON.parse((await studio.vernier('trials', file, '--format', 'json')).stdout) as {
    trial: number;
    value: number;
  }[];
  const value = (trial: number) => listed.find((one) => one.trial === trial)?.value ?? Number.NaN;
  const origin = new URL(await studio.start());
  await page.goto(origin.href);

  // Nothing chosen: the best two.
  await page.goto(`${origin.origin}/#/study/sides/compare`);
  await expect(sentence(page)).toContainText('as long as nothing is chosen');
  await expect(heads(page)).toHaveCount(2);
  await expect(page).toHaveURL(/#\/study\/sides\/compare$/);

  // The address says which; the first is the reference.
  await page.goto(`${origin.origin}/#/study/sides/compare?runs=1,2`);
  const by = value(2) - value(1);
  const size = String(Number(Math.abs(by).toFixed(4)));
  await expect(sentence(page)).toContainText(
    by === 0 ? 'Trials 2 and 1 are level' : `Trial 2 is ${size} ${by > 0 ? 'better' : 'worse'} than trial 1`,
  );
  await expect(sentence(page)).toContainText('Adam instead of SGD');
  await expect(sentence(page)).toContainText('64 units per layer instead of 32');
  await expect(sentence(page)).toContainText('dropout + 0.2');
  await expect(sentence(page)).toContainText('nothing tells how much of it is chance');
  const row = (name: string | RegExp) => table(page).getByRole('row', { name });
  await expect(row(/^Units per layer/)).toContainText('× 2');
  await expect(row(/^Optimizer (SGD|Adam)/)).toContainText('instead of SGD');
  await expect(row(/^Learning rate/)).toHaveCount(0);
  await page.getByRole('switch', { name: 'All settings' }).press('Space');
  await expect(row(/^Learning rate/)).toHaveCount(1);
  await expect(page).toHaveURL(/all=1/);
  await page.getByRole('switch', { name: 'All settings' }).press('Space');
  // The verdict stands at the head of its run, and nowhere else; two runs have the whole width of the panel.
  await expect(heads(page).locator('[data-verdict]')).toHaveCount(2);
  await expect(row(/^Verdict/)).toHaveCount(0);
  const room = (await table(page).boundingBox())?.width ?? 0;
  expect(
    await table(page)
      .locator('table')
      .evaluate((element) => element.clientWidth),
  ).toBeGreaterThan(room - 20);
  await expect(page.getByText('Band: train minus val.')).toBeVisible();
  await expect.poll(() => new StudyPage(page).drawn()).toMatchObject({ series: 2, lastStep: 6 });
  // Each line is named where it ends, train too.
  const namedEnds = async () => (await new StudyPage(page).namedEnds()).toSorted();
  expect(await namedEnds()).toEqual(['1 train', '1 val', '2 train', '2 val']);
  await expect(row(/^virginica/)).toContainText(/\.\d{4}/);
  await page.screenshot({ path: studio.shot('compare-two') });

  // The confusion matrix is measured on demand; the weights of one of the runs may be gone, and it is trained again.
  const open = page.getByRole('button', { name: 'Confusion matrix …' });
  await open.press('Enter');
  const confusion = page.getByRole('dialog', { name: 'Confusion on the validation part' });
  for (const number of [1, 2]) {
    const own = confusion.locator(`[data-confusion="${number}"]`);
    await expect(own.locator('table').or(own.getByRole('button'))).toBeVisible({ timeout: 30_000 });
    const retrain = own.getByRole('button', { name: `Train trial ${number} again` });
    if (await retrain.isVisible()) await retrain.press('Enter');
    await expect(own.locator('caption')).toContainText(`Trial ${number}, epoch`, { timeout: 30_000 });
    const right = await own.locator('td[data-right]').allTextContents();
    expect(right.reduce((sum, count) => sum + Number(count), 0)).toBe(Math.round(value(number) * 30));
  }
  await expect(confusion).toContainText('taken for');
  expect(await violations(page, { within: '[role=dialog]' })).toEqual([]);
  await page.screenshot({ path: studio.shot('compare-confusion') });
  await page.keyboard.press('Escape');
  await expect(confusion).toHaveCount(0);
  await expect(open).toBeFocused();

  // Another reference turns the difference round.
  await page.getByRole('button', { name: 'Make trial 2 the reference' }).press('Enter');
  await expect(page).toHaveURL(/runs=2,1/);
  await expect(sentence(page)).toContainText('SGD instead of Adam');
  await expect(sentence(page)).toContainText('dropout − 0.2');

  // The page's own picker, up to eight; a ninth says why not.
  await page.getByRole('button', { name: 'Add run' }).press('Enter');
  const picker = page.getByRole('dialog', { name: 'Runs to compare' });
  for (let number = 3; number <= 8; number++) {
    await picker.getByRole('checkbox', { name: new RegExp(`^Trial ${number} `) }).press('Space');
  }
  await expect(page).toHaveURL(/runs=2,1,3,4,5,6,7,8/);
  await picker.getByRole('checkbox', { name: /^Trial 9 / }).press('Space');
  await expect(picker.getByRole('alert')).toContainText('8 runs are compared');
  await expect(picker.getByRole('checkbox', { name: /^Trial 9 / })).not.toBeChecked();
  await page.screenshot({ path: studio.shot('compare-picker') });
  await page.keyboard.press('Escape');
  await expect(heads(page)).toHaveCount(8);
  // In narrow columns the verdict stands below the name: it lies on no other part of the head, and in its own column.
  await expect(heads(page).locator('[data-verdict]')).toHaveCount(8);
  const laid = await heads(page).evaluateAll((all) =>
    all.map((head) => {
      const box = (selector: string) => head.querySelector(selector)?.getBoundingClientRect();
      const [own, chip, flag] = [head.getBoundingClientRect(), box('[data-verdict]'), box('button')];
      const crosses = chip && flag && chip.right > flag.left && chip.top < flag.bottom && chip.bottom > flag.top;
      return { inside: chip !== undefined && chip.right <= own.right, crosses: crosses ?? false };
    }),
  );
  expect(laid).toEqual(laid.map(() => ({ inside: true, crosses: false })));
  await expect.poll(() => new StudyPage(page).drawn()).toMatchObject({ series: 8 });
  // Of many, all of validation, and of train those for which there is room.
  const runs = [1, 2, 3, 4, 5, 6, 7, 8];
  expect((await namedEnds()).filter((name) => name.endsWith('val'))).toEqual(runs.map((run) => `${run} val`));
  await expect(sentence(page)).toContainText('best of 8');
  expect(await violations(page, { within: 'main' })).toEqual([]);
  await page.screenshot({ path: studio.shot('compare-eight') });
  for (const number of [4, 5, 6, 7, 8]) {
    await page.getByRole('button', { name: `Compare trial ${number} no longer` }).press('Enter');
  }
  await expect(heads(page)).toHaveCount(3);

  // In the run list with C, in the inspector, and in the table of trials; the choice is kept.
  await page.goto(`${origin.origin}/#/study/sides/live`);
  await page.locator('[data-run="4"]').click();
  await page.keyboard.press('c');
  await expect(page.getByText('Trial 4 is chosen to compare, 4 in all.')).toBeVisible();
  await page.getByRole('button', { name: 'Compare trial 4 no longer' }).press('Enter');
  await expect(page.getByRole('link', { name: /^Compare/ }).first()).toContainText('3 runs');
  await new StudyPage(page).openTrials();
  // What can be done with a trial is shown where the pointer or the selection is.
  const fifth = page.getByRole('button', { name: 'Compare trial 5', exact: true });
  await expect(fifth).toHaveCount(0);
  await page.locator('tr:has(td:first-child:text-is("5"))').hover();
  await fifth.press('Enter');
  await page.getByRole('button', { name: 'Compare 4' }).press('Enter');
  await expect(page).toHaveURL(/compare\?runs=2,1,3,5/);
  await expect(heads(page)).toHaveCount(4);

  // By the palette; a run that is not there is told of.
  await page.goto(`${origin.origin}/#/study/sides/live`);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Compare');
  await page.keyboard.press('Enter');
  await expect(heads(page)).toHaveCount(4);
  await page.goto(`${origin.origin}/#/study/sides/compare?runs=3,99`);
  await expect(page.getByText('Trial 99 is not in this study.')).toBeVisible();
  await expect(sentence(page)).toContainText('One run alone');

  await page.goto(`${origin.origin}/#/study/sides/compare?runs=1,2,3,4,5,6`);
  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', storageState: await page.context().storageState() },
    viewport: { width: 1200, height: 760 },
  });
  const zh = await context.newPage();
  await zh.goto(page.url());
  await expect(sentence(zh)).toContainText('试验');
  await expect(zh.getByRole('region', { name: '试验并列对比' }).getByRole('columnheader')).toHaveCount(6);
  await zh.getByRole('button', { name: '以试验 2 为参照' }).press('Enter');
  await expect(sentence(zh)).toContainText('参照试验 2');
  await zh.screenshot({ path: studio.shot('compare-dark-zh') });
  await context.close();
});

test('runs that are tied within their scatter, that diverged, and a study that has none', async ({ page, studio }) => {
  test.setTimeout(120_000);
  const rates = [0.01, 0.011, 1e30];
  await studio.finished({
    ...{ version: 1, id: 'ties', name: 'Ties', data: { source: 'sample', name: 'iris' } },
    settings: {
      ...{ 'model.family': 'mlp', 'training.epochs': 3, 'optimizer.name': 'sgd', 'model.units': 8 },
      'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1e30, scale: 'log' },
    },
    search: {
      ...{ sampler: { kind: 'random' }, trials: 3, repeats: 2, parallel: 1, seed: 2 },
      enqueue: rates.map((rate) => ({ 'optimizer.learningRate': rate })),
    },
    engine: { name: 'onnx', threads: 1 },
  });
  const origin = new URL(await studio.start());
  await page.goto(origin.href);
  await page.goto(`${origin.origin}/#/study/ties/compare?runs=1,2`);
  await expect(sentence(page)).toContainText('learning rate × 1.1');
  await expect(sentence(page)).toContainText('(95 %): the two cannot be told apart');
  await expect(table(page).getByRole('row', { name: /^Best accuracy/ })).toContainText('±');

  await page.goto(`${origin.origin}/#/study/ties/compare?runs=1,3`);
  await expect(sentence(page)).toContainText('Trial 3 diverged and has no value to compare with trial 1');
  await expect(table(page).getByRole('row', { name: /^Best accuracy/ })).toContainText('NaN');
  await expect(table(page).getByRole('row', { name: /^Learning rate/ })).toContainText('× 1e32');
  await page.screenshot({ path: studio.shot('compare-diverged') });

  const file = {
    ...{ version: 1, id: 'none', name: 'None yet', data: { source: 'sample', name: 'iris' } },
    ...{ settings: { 'training.epochs': 2 }, search: { trials: 1 }, engine: { name: 'onnx', threads: 1 } },
  };
  const path = join(studio.folder, 'none.json');
  await writeFile(path, JSON.stringify(file));
  await page.goto(`${origin.origin}/#/studies?open=file`);
  await page.getByTestId('study-file').setInputFiles(path);
  await page.waitForURL(/#\/study\/none\/live/);
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page.getByText('Nothing to compare yet')).toBeVisible();
  await page.screenshot({ path: studio.shot('compare-empty') });
});
