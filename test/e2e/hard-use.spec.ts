// What a person in a hurry, a person without a pointer and a person who mistrusts the network do to the page.
import type { Page } from '@playwright/test';
import { NewStudyPage } from './pages/new-study.ts';
import { StudiesPage } from './pages/studies.ts';
import { StudyPage } from './pages/study.ts';
import { expect, test } from './support/studio.ts';

/** Notes every request that leaves this machine and everything the browser complains about. */
function watch(page: Page): { foreign: string[]; complaints: string[] } {
  const seen = { foreign: [] as string[], complaints: [] as string[] };
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const local = hostname === '127.0.0.1' || protocol === 'data:' || protocol === 'blob:';
    if (!local) seen.foreign.push(request.url());
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).hostname !== '127.0.0.1') seen.foreign.push(socket.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') seen.complaints.push(message.text());
  });
  page.on('pageerror', (error) => seen.complaints.push(error.message));
  return seen;
}

test('nothing leaves this machine, nothing breaks the policy, and there is an icon', async ({ page, studio }) => {
  const seen = watch(page);
  const icons: number[] = [];
  page.on('response', (response) => {
    if (/icon.*\.svg$/.test(response.url())) icons.push(response.status());
  });
  await page.goto(await studio.start());
  await new StudiesPage(page).startSample.click();
  await expect(page.locator('[data-run]').first()).toBeVisible();
  const study = new StudyPage(page);
  await expect.poll(async () => (await study.drawn()).series).toBeGreaterThan(0);
  await study.openTrials();
  await page.goto(page.url().replace(/#.*/, '#/new'));
  await expect(page.locator('[data-step="1"] canvas').first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  const icon = await page.locator('link[rel=icon]').getAttribute('href');
  const status = await page.evaluate(async (href) => (await fetch(href ?? '/none')).status, icon);
  expect(status).toBe(200);
  expect(icons.every((code) => code === 200)).toBe(true);
  expect(seen).toEqual({ foreign: [], complaints: [] });
});

test('two presses on Start are one study', async ({ page, studio }) => {
  const address = await studio.start();
  await page.goto(address);
  const origin = new URL(address).origin;
  await page.goto(`${origin}/#/new`);
  const draft = new NewStudyPage(page);
  await page.getByRole('button', { name: /^Iris flowers/ }).click();
  await expect(draft.step(1)).toContainText('Train, 120');
  await expect(draft.start).toBeEnabled();
  // Both in one turn of the page's loop: the second comes before anything can be drawn.
  await draft.start.evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await expect(page).toHaveURL(/\/live$/);
  await page.goto(`${origin}/#/studies`);
  await expect(page.locator('tr[data-study]').first()).toBeVisible();
  await expect(page.locator('tr[data-study]')).toHaveCount(1);
});

test('keys go on to work after a click on a run, and the study’s progress is announced', async ({ page, studio }) => {
  await page.goto(await studio.start());
  await new StudiesPage(page).startSample.click();
  const study = new StudyPage(page);
  await expect.poll(async () => (await study.running()).length).toBeGreaterThan(0);
  const [run] = await study.running();
  if (run === undefined) throw new Error('no run trains');
  await study.run(run).click();
  await expect(page.getByRole('heading', { name: `Trial ${run}` })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(study.run(run)).toHaveAttribute('data-hidden', 'true');
  await page.keyboard.press('Space');
  await expect(study.run(run)).not.toHaveAttribute('data-hidden', 'true');
  await page.keyboard.press('Shift+P');
  await expect(page.getByRole('button', { name: 'Resume study' })).toBeVisible();
  await expect(page.getByTestId('announcer')).toContainText('Paused');
  await page.keyboard.press('Escape');
  await expect(study.run(run)).toHaveAttribute('aria-selected', 'false');
});

test('an address of a study that is not there says so and leads back; a restored study comes back by itself', async ({
  page,
  context,
  studio,
}) => {
  const address = await studio.start();
  await page.goto(address);
  const { origin } = new URL(address);
  for (const tab of ['live', 'trials']) {
    await page.goto(`${origin}/#/study/nope/${tab}`);
    await expect(page.getByText('There is no study "nope".')).toBeVisible();
    await page.getByRole('button', { name: 'All studies' }).click();
    await expect(page).toHaveURL(/#\/studies$/);
  }
  await new StudiesPage(page).startSample.click();
  await expect(page.locator('[data-run]').first()).toBeVisible();
  await page.getByRole('button', { name: 'Pause study' }).click();
  await expect(page.getByRole('button', { name: 'Resume study' })).toBeVisible();

  const other = await context.newPage();
  await other.goto(`${origin}/#/studies`);
  await new StudiesPage(other).act('Digits, first sweep', 'Delete');
  await expect(page.getByText(/There is no study/)).toBeVisible();
  await other.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('[data-run]').first()).toBeVisible();
});
