// From known values: a recipe becomes the baseline of a new study, stages are planned by importance, and results stand beside the baseline.
import { NewStudyPage } from './pages/new-study.ts';
import { StudiesPage } from './pages/studies.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

test('a recipe is the first trial and the baseline, and every result is shown against it', async ({
  browser,
  page,
  studio,
}) => {
  await page.goto(await studio.start());
  await new StudiesPage(page).setUpOwn.click();
  const draft = new NewStudyPage(page);
  await expect(draft.start).toBeEnabled();
  await draft.openStep(2);
  await draft.step(2).getByRole('button', { name: 'Use this recipe: Small MLP, SGD' }).press('Enter');
  await expect(draft.step(2).getByText('In use')).toBeVisible();
  // A table of digits is pictures: recipes for other data cannot be taken.
  await expect(draft.step(2).getByRole('button', { name: 'Use this recipe: Bag of embeddings' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await draft.openStep(3);
  for (const key of ['optimizer.learningRate', 'model.units', 'model.dropout']) {
    const choice = draft.setting(key).getByRole('radio', { name: 'Search' });
    if ((await choice.getAttribute('aria-checked')) !== 'true') await choice.click();
  }
  await draft.openStep(5);
  const baselines = draft.step(5).getByRole('combobox', { name: 'Add a baseline' });
  await expect(draft.step(5)).toContainText('Small MLP, SGD');
  await baselines.click();
  await page.getByRole('option', { name: /Adam with its defaults/ }).click();
  await expect(draft.step(5)).toContainText(
    /Recipe "adamDefaults" is tried as far as the study lets it: optimizer\.name sgd instead of adam/,
  );
  await draft.step(5).getByRole('button', { name: 'Remove: Adam with its defaults' }).click();
  await page.screenshot({ path: studio.shot('baselines-draft') });

  await draft.openStep(4);
  await page.getByLabel('Trials', { exact: true }).fill('10');
  await page.getByLabel('Epochs each', { exact: true }).fill('4');
  await draft.step(4).getByRole('button', { name: 'Plan stages by importance' }).press('Enter');
  const stages = draft.step(4).getByRole('region', { name: 'Stages' });
  await expect(stages.getByRole('listitem')).toHaveCount(3);
  await expect(stages.getByRole('listitem').first()).toContainText(/searches Learning rate.*2 epochs/);
  await expect(stages).toContainText('they follow when the space changes');
  await page.screenshot({ path: studio.shot('stage-plan') });
  expect(await violations(page, { within: 'main' })).toEqual([]);
  const file = await draft.file();
  expect(file).toMatchObject({
    search: { recipes: ['smallMlp'] },
    stages: [
      { name: 'important', trials: 4 },
      { name: 'others', trials: 4, narrow: { from: 'important' } },
      { name: 'fine', trials: 2 },
    ],
  });
  await draft.step(4).getByRole('button', { name: 'Search in one stage' }).click();
  await expect(page.getByLabel('Trials', { exact: true })).toHaveValue('10');
  await page.getByLabel('Trials', { exact: true }).fill('4');
  await draft.start.click();

  const first = page.locator('[data-run="1"]');
  await first.click();
  const inspector = page.getByRole('region', { name: 'Trial 1', exact: true });
  await expect(inspector.getByText('The baseline: Small MLP, SGD', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(inspector.getByText('Baseline: Small MLP, SGD (Bengio 2012, Practical Recommendations).')).toBeVisible();
  await expect(page.getByText('baseline, trial 1')).toBeVisible();
  await page.locator('[data-run="2"]').click();
  const second = page.getByRole('region', { name: 'Trial 2', exact: true });
  await expect(
    second.getByText(/(better|worse) than the baseline, trial 1 \(Small MLP, SGD\)|As good as the baseline/),
  ).toBeVisible({
    timeout: 60_000,
  });
  await page.screenshot({ path: studio.shot('against-baseline') });
  const [address] = page.url().split('#');
  const id = /study\/([^/]+)\/live/.exec(page.url())?.[1];
  await page.goto(`${address}#/study/${id}/trials`);
  const row = page.getByRole('row').filter({ hasText: 'complete' }).nth(1);
  await expect(page.getByRole('columnheader', { name: 'vs. baseline' })).toBeVisible();
  await expect(row).toContainText(/[+−]\.\d+|\.000/);
  await page.screenshot({ path: studio.shot('trials-against-baseline') });

  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', storageState: await page.context().storageState() },
  });
  const other = await context.newPage();
  await other.goto(`${address}#/study/${id}/live`);
  await other.locator('[data-run="2"]').click();
  await expect(other.getByText(/比基线（试验 1，小型 MLP，SGD）|与基线（试验 1/)).toBeVisible();
  await other.screenshot({ path: studio.shot('against-baseline-dark-zh') });
  await context.close();
});
