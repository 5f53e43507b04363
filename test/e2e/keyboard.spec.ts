// Everything a study needs, without a pointer.
import { expect, type Locator, type Page } from '@playwright/test';
import { NewStudyPage } from './pages/new-study.ts';
import { StudyPage } from './pages/study.ts';
import { seedStudies } from './support/seeded.ts';
import { test } from './support/studio.ts';

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let press = 0; press < 150; press++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`150 presses of ${key} did not reach the element`);
}

test('set up, start, watch, compare in the table and export with the keyboard only', async ({ page, studio }) => {
  await page.goto(await studio.start());
  await tabTo(page, page.getByRole('button', { name: 'Set up your own' }));
  await page.keyboard.press('Enter');

  const draft = new NewStudyPage(page);
  await tabTo(page, page.getByRole('button', { name: /^Iris flowers/ }));
  await page.keyboard.press('Space');
  await expect(draft.step(1)).toContainText('Train, 120');
  await tabTo(page, draft.step(4).getByRole('button', { name: 'Change' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByLabel('Trials', { exact: true }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('3');
  await tabTo(page, page.getByLabel('Epochs each', { exact: true }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('4');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByLabel('Epochs each', { exact: true })).toHaveValue('5');
  await expect(draft.start).toBeEnabled();
  await tabTo(page, draft.start, 'Shift+Tab');
  await page.keyboard.press('Enter');

  const study = new StudyPage(page);
  await expect(page).toHaveURL(/\/live$/);
  await study.waitForEnd(60_000);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Trials');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/trials$/);

  await tabTo(page, study.trials);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(study.trials.locator('tr[aria-selected="true"]')).toContainText('2');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/live$/);
  await expect(study.run(2)).toHaveAttribute('aria-selected', 'true');

  await page.keyboard.press('?');
  const keys = await page.getByRole('dialog').locator('kbd').allTextContents();
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+e');
  await expect(page.getByTestId('export-json')).toContainText('"vernier-best"');
  await tabTo(page, page.getByRole('radio', { name: 'Best', exact: true }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog')).toContainText('3 configurations have a value.');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('in a narrow window runs are gone through with the list closed, and dialogs give the focus back', async ({
  page,
  studio,
}) => {
  await seedStudies(studio.dataDir, 'sweep');
  await page.setViewportSize({ width: 1000, height: 760 });
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/sweep/live`);
  const study = new StudyPage(page);
  await expect.poll(async () => (await study.drawn()).series).toBe(24);
  await expect(page.getByRole('listbox', { name: 'Runs' })).toHaveCount(0);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { name: 'Trial 11' }),
  ).toBeVisible();
  await page.keyboard.press(']');
  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: 'Filter runs' })).toBeFocused();
  await expect(study.run(11)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');

  const panel = page.getByRole('region', { name: 'Train and validation', exact: true });
  for (let press = 0; press < 6 && !(await panel.evaluate((one) => one === document.activeElement)); press++) {
    await page.keyboard.press('F6');
  }
  await expect(panel).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toBeFocused();
});
