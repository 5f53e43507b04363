// What a start of the studio finds: the page's address of before with what the browser kept for it, and a damaged database.
import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/studio.ts';

test('what the browser keeps for the page is there at the next start', async ({ page, studio }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(await studio.start());
  await page.getByRole('button', { name: /^Theme:/ }).click();
  const { origin } = new URL(page.url());
  const theme = page.locator('html');
  await expect(theme).toHaveAttribute('data-theme', 'light');
  await studio.stop();

  await page.goto(await studio.start());
  expect(new URL(page.url()).origin).toBe(origin);
  await expect(theme).toHaveAttribute('data-theme', 'light');
});

test('a page that is open finds the host of the next start by itself', async ({ browser, page, studio }) => {
  await page.goto(await studio.start());
  const lost = page.getByText('The host stopped answering');
  await expect(page.getByText('No studies yet.')).toBeVisible();
  await studio.stop();
  await expect(lost).toBeVisible();

  await studio.start();
  await expect(lost).toHaveCount(0, { timeout: 15_000 });
  await page.getByRole('button', { name: 'Start the sample study' }).click();
  await expect(page).toHaveURL(/\/live$/);
  // A browser that was never let in stays out.
  const stranger = await browser.newPage();
  const answer = await stranger.goto(new URL('/', page.url()).href);
  expect(answer?.status()).toBe(403);
  await stranger.close();
});

test('a damaged database is said on every opening of the page until it is dismissed', async ({ page, studio }) => {
  await mkdir(studio.dataDir, { recursive: true });
  await writeFile(join(studio.dataDir, 'vernier.db'), Buffer.alloc(8192, 'no database'));
  await page.goto(await studio.start());
  const banner = page.getByRole('alert').filter({ hasText: 'The database could not be read' });
  const aside = readdirSync(studio.dataDir).find((name) => name.startsWith('vernier.db.corrupt-'));
  await expect(banner).toContainText(join(studio.dataDir, aside ?? 'nothing was put aside'));
  await expect(banner).toContainText('put your last backup in the place of vernier.db');
  await page.screenshot({ path: studio.shot('damaged-database') });
  await page.reload();
  await expect(banner).toBeVisible();

  await page.getByRole('button', { name: 'Language: English' }).click();
  await expect(page.getByRole('alert')).toContainText('无法读取数据库');
  await page.screenshot({ path: studio.shot('damaged-database-zh') });
  await page.getByRole('button', { name: '知道了' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
