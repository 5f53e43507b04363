// Analyse and Compare on a seeded study of forty settings: axes that can be read, tables to save, and compared runs in another order.
import { AnalysePage } from './pages/analyse.ts';
import { violations } from './support/axe.ts';
import { seedStudies } from './support/seeded.ts';
import { expect, test } from './support/studio.ts';

test('forty settings can be read and pressed, what is drawn can be saved, and compared runs be moved', async ({
  browser,
  page,
  studio,
}) => {
  test.setTimeout(90_000);
  await seedStudies(studio.dataDir, 'forty');
  const { href, origin } = new URL(await studio.start());
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(href);
  const analyse = new AnalysePage(page);
  // Of forty the ten that matter most, and the result; all of them side by side, further than the panel is wide.
  await page.goto(`${origin}/#/study/forty/analyse`);
  await expect(page.locator('[data-axis-head]')).toHaveCount(11);
  const top = await analyse.axes();
  const shares = page.getByRole('table', { name: 'Importance' }).getByRole('row');
  expect(top[0]).toBe(await shares.nth(1).getByRole('button').getAttribute('title'));
  expect(top.at(-1)).toBe('=');
  await page.getByRole('radio', { name: 'Top 10' }).press('ArrowRight');
  await expect(page.locator('[data-axis-head]')).toHaveCount(41);
  await expect(page).toHaveURL(/all=1/);
  expect(await analyse.leastStep()).toBeGreaterThan(72);
  const scroller = page.getByRole('group', { name: 'Parallel coordinates, axes side by side' });
  await scroller.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => scroller.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: studio.shot('analyse-forty-all') });

  // A brush on one that is not among the ten keeps its axis.
  const last = (await analyse.axes()).at(-2) ?? '';
  expect(top).not.toContain(last);
  await analyse.axis(last).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'All 40' }).press('ArrowLeft');
  await expect(page.locator('[data-axis-head]')).toHaveCount(12);
  expect(await analyse.axes()).toContain(last);
  expect(await violations(page)).toEqual([]);

  // In another order, which the address keeps.
  await page.getByRole('combobox', { name: 'Order of the axes' }).click();
  await page.getByRole('option', { name: 'By relation' }).click();
  await expect(page).toHaveURL(/sort=relation/);
  await expect(analyse.panel('Parallel coordinates')).toContainText(/closest: Setting\d\d and Setting\d\d, \.\d\d/);
  await expect.poll(() => analyse.axes()).not.toEqual([...top.slice(0, -1), last, '=']);
  const related = await analyse.axes();
  expect(related.toSorted()).toEqual([...top, last].toSorted());
  await page.reload();
  await expect.poll(() => analyse.axes()).toEqual(related);

  // What a panel draws, as a file: the selection is what the brush holds.
  const chosen = await analyse.panel('Selection').getByRole('row').count();
  const selection = await analyse.csv('Selection');
  expect(selection.name).toBe('forty-settings-selection.csv');
  expect(selection.lines).toHaveLength(chosen);
  expect(selection.lines[0]).toMatch(/^trial,state,validation\.accuracy,brushed,setting\d\d,/);
  expect(selection.lines[0]?.split(',')).toHaveLength(44);
  expect((await analyse.csv('Importance')).lines).toHaveLength(41);

  // Compared runs move by keys and by hand; the first is the reference.
  await page.goto(`${origin}/#/study/forty/compare?runs=3,7,12`);
  const chip = (run: number) => page.getByRole('button', { name: `Compare trial ${run} no longer` });
  await chip(12).focus();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page).toHaveURL(/runs=3,12,7/);
  await expect(chip(12)).toBeFocused();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(chip(12)).toContainText('Reference');
  const [from, to] = [await chip(3).boundingBox(), await chip(7).boundingBox()];
  if (from === null || to === null) throw new Error('The chips are not there.');
  await page.mouse.move(from.x + from.width / 3, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 2, to.y + to.height / 2, { steps: 6 });
  await page.mouse.up();
  await expect(page).toHaveURL(/runs=12,7,3/);

  // The host's notes in the reader's language.
  const context = await browser.newContext({
    ...{ locale: 'zh-CN', colorScheme: 'dark', storageState: await page.context().storageState() },
  });
  const other = await context.newPage();
  await other.goto(`${origin}/#/study/forty/analyse`);
  const notes = other.getByRole('region', { name: '重要性', exact: true }).getByRole('list', { name: '说明' });
  await expect(notes).toContainText('个在最后一轮之前停止的试验未计入。');
  await expect(notes).not.toContainText(/[a-z]{3}/);
  await context.close();
});
