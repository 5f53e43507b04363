// Recipes: a run's settings are kept, found, used in a new study beside the published ones, and removed with a way back.
import { NewStudyPage } from './pages/new-study.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'iris', name: 'Iris', data: { source: 'sample', name: 'iris' } },
  settings: {
    ...{ 'model.family': 'mlp', 'model.units': 24, 'training.epochs': 2 },
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1, scale: 'log' },
  },
  search: { trials: 2, parallel: 1, seed: 1, enqueue: [{ 'optimizer.learningRate': 0.02 }] },
  engine: { name: 'onnx', threads: 1 },
};

test('a run becomes a recipe, and a recipe a new study', async ({ browser, page, studio }) => {
  await studio.finished(study);
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/iris/live`);
  await page.locator('[data-run="1"]').click();
  await page.getByRole('button', { name: 'Save as a recipe' }).press('Enter');
  await expect(page.getByText('“Iris, trial 1” is among your recipes.')).toBeVisible();

  await page.getByRole('link', { name: 'Recipes' }).click();
  const own = page.getByRole('region', { name: 'Your own' });
  await expect(own.getByRole('listitem')).toHaveCount(1);
  await own.getByLabel('Name of the recipe').fill('Good on flowers');
  await own.locator('summary').press('Enter');
  await expect(own.getByRole('listitem')).toContainText('Learning rate0.02');
  const published = page.getByRole('region', { name: 'Published' });
  await expect(published.getByRole('listitem')).toHaveCount(9);
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: studio.shot('recipes') });

  await page.getByLabel('Find a recipe or a setting').fill('flowers learning');
  await expect(own.getByLabel('Name of the recipe')).toHaveValue('Good on flowers');
  await page.getByLabel('Find a recipe or a setting').fill('gru');
  await expect(own).toHaveCount(0);
  await expect(published.getByRole('listitem')).toHaveCount(1);
  await page.getByLabel('Find a recipe or a setting').fill('');

  // It stays in this browser, and fixes what a new study begins with.
  await page.reload();
  await page.getByRole('button', { name: 'Use in a new study: Good on flowers' }).press('Enter');
  await expect(page).toHaveURL(/#\/new$/);
  const draft = new NewStudyPage(page);
  await expect(draft.start).toBeEnabled();
  expect(await draft.file()).toMatchObject({ settings: { 'optimizer.learningRate': 0.02, 'model.units': 24 } });
  await page.goto(`${address.origin}/#/recipes`);
  await page.getByRole('button', { name: 'Use in a new study: Small MLP, SGD' }).press('Enter');
  await expect(page).toHaveURL(/#\/new$/);
  await expect(draft.start).toBeEnabled();
  expect(await draft.file()).toMatchObject({ search: { recipes: ['smallMlp'] }, settings: { 'model.layers': 2 } });

  await page.goto(`${address.origin}/#/recipes`);
  await page.getByRole('button', { name: 'Remove: Good on flowers' }).press('Enter');
  await expect(own.getByRole('listitem')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(own.getByRole('listitem')).toHaveCount(1);
  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', storageState: await page.context().storageState() },
  });
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('heading', { name: '配方' })).toBeVisible();
  await other.screenshot({ path: studio.shot('recipes-dark-zh') });
  await context.close();
});
