// The trials table of a seeded study: groups, pinned, wider and hidden columns, the shared filter, keys, what is copied, and both densities.
import { StudyPage } from './pages/study.ts';
import { TrialsTable } from './pages/trials-table.ts';
import { violations } from './support/axe.ts';
import { seedStudies } from './support/seeded.ts';
import { expect, test } from './support/studio.ts';

test('the table is grouped, arranged, filtered and read by mouse and by keys, and a reload shows the same', async ({
  page,
  context,
  studio,
}) => {
  await seedStudies(studio.dataDir, 'sweep');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(await studio.start());
  await page.evaluate(() => {
    location.hash = '#/study/sweep/trials';
  });
  const table = new TrialsTable(page);
  await expect(table.region.locator('tbody tr')).toHaveCount(24);

  // Groups: by state, with what came out in each; one is put away by mouse, one by keys.
  await page.getByRole('combobox', { name: 'Group by' }).click();
  await page.getByRole('option', { name: 'State', exact: true }).click();
  await expect(table.groups).toHaveText([
    /^Complete15 trials · best \.9681 · mean /,
    /^Stopped early8 trials/,
    /^Diverged1 trial$/,
  ]);
  await table.groups.nth(0).click();
  await expect(table.region.locator('tbody tr')).toHaveCount(3 + 9);
  await page.keyboard.press('ArrowDown');
  await expect(table.groups.nth(1)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(table.groups.nth(1)).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const first = table.region.locator('tr:focus');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await expect(first).toContainText('Stopped early');

  // Space chooses it to compare.
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Compare 1' })).toBeVisible();

  // Columns: pinned, hidden, wider by keys and by the mouse, as wide as what they hold.
  await table.choose('Dropout', 'Pin to the left');
  await table.choose('Duration', 'Hide column');
  expect((await table.columns()).slice(0, 3)).toEqual(['Trial', 'Dropout', 'State']);
  expect(await table.columns()).not.toContain('Duration');
  const before = await table.width('Dropout');
  await table.edge('Dropout').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => table.width('Dropout')).toBe(before + 32);
  const box = await table.edge('Dropout').boundingBox();
  await page.mouse.move((box?.x ?? 0) + 3, (box?.y ?? 0) + 8);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + 43, (box?.y ?? 0) + 8);
  await page.mouse.up();
  await expect.poll(() => table.width('Dropout')).toBe(before + 72);
  await page.screenshot({ path: studio.shot('trials-table') });

  // One column's controls are a stop of Tab, and arrows go to the others.
  await table
    .head('Trial')
    .getByRole('button', { name: /^Trial/ })
    .focus();
  await page.keyboard.press('ArrowRight');
  await expect(table.head('Dropout').getByRole('button', { name: 'Dropout', exact: true })).toBeFocused();
  await expect(table.region.locator('thead [tabindex="0"]')).toHaveCount(3);
  await page.keyboard.press('Enter');
  await expect(table.head('Dropout')).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');

  // What is copied is what is shown: neither the closed group nor the hidden column, in this order.
  const [heads = [], ...rows] = await table.copied();
  expect(heads.slice(0, 3)).toEqual(['trial', 'model.dropout', 'state']);
  expect(heads).not.toContain('durationMs');
  expect(rows.map((row) => row[2])).toEqual([...Array(8).fill('stopped'), 'diverged']);

  // The address and the widths bring it back.
  await page.reload();
  await expect(table.groups.nth(0)).toHaveAttribute('aria-expanded', 'false');
  expect((await table.columns()).slice(0, 3)).toEqual(['Trial', 'Dropout', 'State']);
  expect(await table.width('Dropout')).toBe(before + 72);
  await table.edge('Dropout').dblclick();
  await expect.poll(() => table.width('Dropout')).toBeLessThan(before);

  // The filter is the run list's.
  await page.keyboard.press('/');
  await page.keyboard.type('dropout < 0.3');
  await expect(table.panel).toContainText(/\d+ of 24 trials/);
  expect(await violations(page)).toEqual([]);

  // Density from the palette: all rows are 32 px high, in the list, too. Enter opens the run in the inspector.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Switch density');
  await page.keyboard.press('Enter');
  const row = table.region.locator('tbody tr[aria-selected]').first();
  await expect.poll(async () => (await row.boundingBox())?.height).toBe(32);
  await row.click();
  const number = await row.locator('td').first().innerText();
  await page.screenshot({ path: studio.shot('trials-table-comfortable') });
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: `Trial ${number}`, exact: true })).toBeVisible();
  const study = new StudyPage(page);
  expect((await study.run(Number(number)).boundingBox())?.height).toBe(32);

  // Nothing of a row lies over another part of it, however narrow the list is.
  for (const width of [304, 254, 220]) {
    await page.evaluate((px) => document.documentElement.style.setProperty('--w-runs', `${px}px`), width);
    const overlap = await study.run(Number(number)).evaluate((one) => {
      const boxes = [...one.children].map((child) => child.getBoundingClientRect()).filter((box) => box.width > 0);
      const past = boxes.filter((box) => box.right > one.getBoundingClientRect().right + 0.5).length;
      return past + boxes.slice(1).filter((box, i) => box.left < (boxes[i]?.right ?? 0) - 0.5).length;
    });
    expect(overlap, `${width} px`).toBe(0);
    await page.screenshot({ path: studio.shot(`run-list-${width}`) });
  }

  // In Chinese.
  await page.evaluate(() => {
    localStorage.setItem('vernier.language', 'zh');
    location.hash = '#/study/sweep/trials?group=setting:optimizer.learningRate';
  });
  await page.reload();
  await expect(page.getByRole('combobox', { name: '分组' })).toContainText('学习率');
  await expect(page.locator('tbody button[aria-expanded]').first()).toContainText('个试验 · 最佳');
  await page.screenshot({ path: studio.shot('trials-table-zh') });
});

test('ten thousand trials in motion: every row shows its own trial, and its buttons act on what the pointer is over', async ({
  page,
  studio,
}) => {
  await seedStudies(studio.dataDir, 'ten-thousand');
  await page.goto(await studio.start());
  await page.evaluate(() => {
    location.hash = '#/study/ten-thousand/trials?sort=number';
  });
  const { region } = new TrialsTable(page);
  const rows = region.locator('tbody tr[data-item]');
  const numberOf = async (row: ReturnType<typeof rows.nth>) => Number(await row.locator('td').first().innerText());
  await rows.first().click();
  await expect(rows.first()).toBeFocused();
  const selected = await numberOf(rows.first());

  const box = await region.boundingBox();
  const at = { x: (box?.x ?? 0) + 300, y: (box?.y ?? 0) + 300 };
  await page.mouse.move(at.x, at.y);
  for (const turn of [240, 20_000, 480, -8000, 120, 90_000]) {
    await page.mouse.wheel(0, turn);
    await expect(async () => {
      // In order, without a gap, each with its own number: the list is sorted by it.
      const shown = await rows.evaluateAll((all) =>
        all.map((row) => [Number(row.getAttribute('data-item')), Number(row.firstElementChild?.textContent)]),
      );
      const inSight = shown.filter(([, number]) => number !== selected);
      expect(inSight.length).toBeGreaterThan(20);
      const [item = 0, number = 0] = inSight[0] ?? [];
      const step = Math.sign((inSight[1]?.[1] ?? 0) - number);
      expect(inSight).toEqual(inSight.map((_, i) => [item + i, number + i * step]));
      // The pointer has not moved, what lies under it has.
      const under = await page.evaluate(
        ({ x, y }) => document.elementFromPoint(x, y)?.closest('tr')?.firstElementChild?.textContent,
        at,
      );
      await expect(page.getByRole('button', { name: `Compare trial ${under}`, exact: true })).toBeVisible({
        timeout: 300,
      });
    }).toPass({ timeout: 10_000 });
  }
  // The row with the focus is out of sight and still there: an arrow goes on from it.
  await page.keyboard.press('ArrowDown');
  await expect(region.locator('tr:focus')).toHaveAttribute('data-item', '1');
  await expect(region.locator('tr:focus')).toBeInViewport();
});
