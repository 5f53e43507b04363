// Notes and tags on runs and studies, and saved views: written, found, taken back, and seen in every window.
import type { Page } from '@playwright/test';
import { Annotations, Views } from './pages/annotations.ts';
import { StudiesPage } from './pages/studies.ts';
import { StudyPage } from './pages/study.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'iris', name: 'Iris', data: { source: 'sample', name: 'iris' } },
  settings: {
    ...{ 'model.family': 'mlp', 'model.units': 8, 'training.epochs': 3 },
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1, scale: 'log' },
  },
  search: { trials: 4, parallel: 1, seed: 1, sampler: { kind: 'random' } },
  engine: { name: 'onnx', threads: 1 },
};

async function accessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

test('a run is noted and tagged by keyboard, found by its tag, and taken back; so is the study', async ({
  browser,
  page,
  studio,
}) => {
  await studio.finished(study);
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/iris/live`);
  const live = new StudyPage(page);
  await live.run(2).click();
  const written = Annotations.inInspector(page);
  await page.keyboard.press('n');
  await expect(written.note).toBeFocused();
  await page.keyboard.type('Noisy after epoch 2,\nask Ana');
  await expect(written.place.getByText('Saved')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+T');
  await expect(written.addTag).toBeFocused();
  await page.keyboard.type('paper figure');
  await page.keyboard.press('Enter');
  await page.keyboard.type('hot');
  await page.keyboard.press('Enter');
  await expect(written.tags).toHaveText(['paper figure', 'hot']);
  await page.keyboard.type('HOT');
  await page.keyboard.press('Enter');
  await expect(written.place.getByRole('alert')).toHaveText('It has this tag already.');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Backspace');
  await expect(written.tags).toHaveText(['paper figure']);
  await expect(live.run(2)).toContainText('paper figure');
  await accessible(page);
  await page.screenshot({ path: studio.shot('notes-live') });

  // What is in use is offered to the next run.
  await page.keyboard.press('Escape');
  await live.run(3).click();
  await page.keyboard.press('Shift+T');
  await page.keyboard.type('fig');
  await page.screenshot({ path: studio.shot('notes-suggestions') });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(written.tags).toHaveText(['paper figure']);
  await page.keyboard.press('Escape');

  const filter = page.getByLabel('Filter runs').first();
  await filter.fill('tag:"paper figure"');
  await expect(page.locator('[data-run]')).toHaveCount(2);
  await filter.fill('ask ana');
  await expect(page.locator('[data-run]')).toHaveCount(1);
  await filter.fill('');
  await filter.blur();

  // Taken back step by step, and done again; another window sees it.
  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', storageState: await page.context().storageState() },
  });
  const other = await context.newPage();
  await other.goto(`${address.origin}/#/study/iris/trials`);
  const row = (number: number) => other.locator(`tr:has(td:first-child:text-is("${number}"))`);
  await expect(row(3)).toContainText('paper figure');
  await page.keyboard.press('Control+z');
  await expect(live.run(3)).not.toContainText('paper figure');
  await expect(row(3)).not.toContainText('paper figure');
  await page.keyboard.press('Control+z');
  await expect(live.run(2)).toContainText('hot');
  await expect(row(2)).toContainText('Noisy after epoch 2, ask Ana');
  await expect(other.getByRole('columnheader', { name: '备注' })).toBeVisible();
  await other.screenshot({ path: studio.shot('notes-trials-dark-zh') });
  const csv = (await studio.vernier('trials', 'iris', '--format', 'csv')).stdout;
  expect(csv).toContain('"paper figure, hot","Noisy after epoch 2,\nask Ana"');

  // Where there is no inspector a dialog opens.
  await page.goto(`${address.origin}/#/study/iris/trials`);
  await expect(page.locator('tr:has(td:first-child:text-is("3"))')).toBeVisible();
  await page.keyboard.press('n');
  const dialog = Annotations.inDialog(page);
  await expect(page.getByRole('dialog', { name: 'Notes and tags of trial 3' })).toBeVisible();
  await page.keyboard.type('Try again');
  // What was typed last is saved as the dialog goes.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('tr:has(td:first-child:text-is("3"))')).toContainText('Try again');

  await page.goto(`${address.origin}/#/studies`);
  const studies = new StudiesPage(page);
  await studies.act('Iris', 'Notes and tags');
  await dialog.note.fill('The first sweep');
  await dialog.addTag.fill('thesis');
  await page.keyboard.press('Enter');
  await expect(dialog.tags).toHaveText(['thesis']);
  await accessible(page);
  await page.screenshot({ path: studio.shot('notes-study-dialog') });
  await dialog.place.getByRole('button', { name: 'Done' }).click();
  await expect(studies.row('Iris')).toContainText('thesisThe first sweep');
  await studies.search.fill('tag:thesis sweep');
  await expect(studies.rows).toHaveCount(1);
  await page.screenshot({ path: studio.shot('notes-studies') });
  await studies.search.fill('tag:the');
  await expect(studies.rows).toHaveCount(0);
  await studies.search.fill('');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(studies.row('Iris')).not.toContainText('thesis');
  await context.close();
});

test('a view is saved, comes back exactly, and is left again by Ctrl Z; every window has it', async ({
  browser,
  page,
  studio,
}) => {
  await studio.finished(study);
  const address = new URL(await studio.start());
  await page.goto(address.href);
  const shown = `${address.origin}/#/study/iris/live?metric=loss&smooth=0.50`;
  await page.goto(shown);
  const live = new StudyPage(page);
  const views = new Views(page);
  const filter = page.getByLabel('Filter runs').first();
  await live.run(1).click();
  await page.keyboard.press('Space');
  await filter.fill('lr < 0.9');
  await filter.blur();
  await views.choose('Save current view…');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Loss, smooth');
  await page.keyboard.press('Enter');
  await expect(page.getByText('View “Loss, smooth” is saved.')).toBeVisible();
  await expect(dialog).toHaveCount(0);

  // Another view of the same page, which Ctrl Z comes back to.
  await page.goto(`${address.origin}/#/study/iris/live?metric=accuracy`);
  await filter.fill('');
  await filter.blur();
  await page.keyboard.press('Space');
  const left = page.url();
  await views.open('Loss, smooth');
  await expect(page).toHaveURL(shown);
  await expect(filter).toHaveValue('lr < 0.9');
  await expect(live.run(1)).toHaveAttribute('data-hidden', 'true');
  await page.keyboard.press('Control+z');
  await expect(page).toHaveURL(left);
  await expect(filter).toHaveValue('');
  await expect(live.run(1)).not.toHaveAttribute('data-hidden', 'true');

  // The table's order is part of a view, too; a name that is taken asks.
  await live.openTrials();
  await live.trials.getByRole('button', { name: /^validation\.accuracy/ }).click();
  await live.trials.getByRole('button', { name: /^validation\.accuracy/ }).click();
  await expect(page).toHaveURL(/trials\?sort=-value$/);
  await views.choose('Save current view…');
  await dialog.getByLabel('Name').fill('LOSS, smooth');
  await expect(dialog.getByText('There is a view “Loss, smooth” already. Replace takes its place.')).toBeVisible();
  await dialog.getByLabel('Name').fill('Best first');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);

  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', storageState: await page.context().storageState() },
  });
  const other = await context.newPage();
  await other.goto(shown);
  await other.getByRole('button', { name: '视图', exact: true }).press('Enter');
  await expect(other.getByRole('menuitem')).toHaveText([
    '保存当前视图…',
    'Best first试验',
    'Loss, smooth实时',
    '管理视图…',
  ]);
  await other.screenshot({ path: studio.shot('views-menu-dark-zh') });

  await views.choose('Manage views…');
  await dialog.getByLabel('Name of view Best first').fill('Ranking');
  await page.keyboard.press('Enter');
  await expect(page.getByText('“Best first” is now “Ranking”.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete view Loss, smooth' }).press('Enter');
  await expect(dialog.getByLabel('Name of view Loss, smooth')).toHaveCount(0);
  await expect(other.getByRole('menuitem', { name: /^Loss/ })).toHaveCount(0);
  await expect(other.getByRole('menuitem', { name: /^Ranking/ })).toBeVisible();
  await accessible(page);
  await page.screenshot({ path: studio.shot('views-manage') });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(other.getByRole('menuitem', { name: /^Loss/ })).toBeVisible();
  await context.close();

  // From another page it comes back as it was, without anything of that page.
  await page.goto(`${address.origin}/#/study/iris/compare?runs=1,2`);
  await expect(page.getByRole('link', { name: /^Compare/ })).toContainText('2 runs');
  await views.choose(/^Ranking/);
  await expect(live.trials).toBeVisible();
  await expect(page).toHaveURL(/trials\?sort=-value$/);
});
