// Two windows on one studio: what is done in one is seen in the other, and both say when the host is gone.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataPage } from './pages/data.ts';
import { StudiesPage } from './pages/studies.ts';
import { StudyPage } from './pages/study.ts';
import { expect, test } from './support/studio.ts';

test('a run stopped in one window ends in the other; both say so when the host ends', async ({
  page,
  context,
  studio,
}) => {
  test.setTimeout(180_000);
  await page.goto(await studio.start());
  const second = await context.newPage();
  const address = await studio.vernier('studio', '--browser', '--no-open');
  await second.goto(address.stdout.trim());

  await new StudiesPage(page).startSample.click();
  await expect(page).toHaveURL(/#\/study\/[^/]+\/live/);
  // The second window heard of the study by itself.
  await second.getByText('Digits, first sweep').first().click();
  const [one, two] = [new StudyPage(page), new StudyPage(second)];
  await expect.poll(async () => (await two.drawn()).lastStep, { timeout: 60_000 }).toBeGreaterThan(1);

  // It looks at something else meanwhile, and finds the run as it is now.
  const live = second.url();
  await second.goto(live.replace(/#.*/, '#/settings'));
  await expect(second.getByRole('heading', { name: 'Settings' })).toBeVisible();
  // The one that has most of its epochs before it; a window behind another draws but rarely.
  await page.bringToFront();
  const epochs = await Promise.all((await one.running()).map(async (run) => ({ run, done: await one.epochOf(run) })));
  const number = epochs.sort((a, b) => a.done - b.done)[0]?.run ?? 1;
  await one.run(number).click();
  await page.getByRole('region', { name: 'Inspector' }).getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(one.run(number)).toHaveAttribute('aria-label', /Stopped early|Complete/, { timeout: 30_000 });
  await second.bringToFront();
  await second.goto(live);
  await expect(two.run(number)).toHaveAttribute('aria-label', /Stopped early|Complete/, { timeout: 3000 });
  await expect.poll(async () => two.epochOf(number)).toBe(await one.epochOf(number));

  await studio.stop();
  for (const window of [page, second]) {
    await expect(window.getByText(/host stopped answering/i)).toBeVisible({ timeout: 20_000 });
    // What was measured stays on screen.
    expect((await new StudyPage(window).drawn()).series).toBeGreaterThan(0);
  }
});

test('data that one window adds or takes off the list come and go in the other', async ({ page, context, studio }) => {
  const path = join(studio.folder, 'stones.csv');
  await writeFile(path, `size,kind\n${Array.from({ length: 40 }, (_, i) => `${i},${i % 2 ? 'a' : 'b'}`).join('\n')}\n`);
  const address = new URL(await studio.start());
  await page.goto(address.href);
  const second = await context.newPage();
  await second.goto(`${address.origin}/#/data`);
  const seen = new DataPage(second).list.getByRole('region', { name: 'Your data' }).getByRole('button');
  await expect(new DataPage(second).list).toBeVisible();

  await page.goto(`${address.origin}/#/data?set=new`);
  const data = new DataPage(page);
  await data.path.fill(path);
  await page.getByRole('button', { name: 'Add to your data' }).click();
  await expect(seen).toContainText('stones');
  await page.getByRole('button', { name: 'Take off the list' }).click();
  await expect(seen).toHaveCount(0);
});
