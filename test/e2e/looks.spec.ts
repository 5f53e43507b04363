// The steps of a new study in both themes and both languages: drawn without an error, readable, and nothing serious for assistive
// technology. The pages of studies in every state are in states.spec.ts.
import type { Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const looks = [
  { theme: 'light', locale: 'en-US', file: 'light' },
  { theme: 'dark', locale: 'en-US', file: 'dark' },
  { theme: 'light', locale: 'zh-CN', file: 'light-zh' },
] as const;

test('every step of a new study in both themes and in Chinese', async ({ browser, studio }) => {
  test.setTimeout(240_000);
  const address = await studio.start();
  const first = await browser.newContext();
  await (await first.newPage()).goto(address);
  const storageState = await first.storageState();
  await first.close();
  const origin = new URL(address).origin;

  for (const { theme, locale, file: name } of looks) {
    const context = await browser.newContext({
      storageState,
      colorScheme: theme,
      locale,
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${origin}/#/new`);
    await expect(page.locator('[data-step="1"] canvas')).toHaveCount(20);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expect(page.locator('html')).toHaveAttribute('lang', locale === 'zh-CN' ? 'zh-CN' : 'en');
    await look(page, `new-data-${name}`);
    for (const step of [2, 3, 4, 5]) {
      await page.locator(`[data-step="${step}"] button[aria-expanded="false"]`).click();
      await look(page, `new-${step}-${name}`);
    }
    expect(errors).toEqual([]);
    await context.close();
  }
});

/** A picture for people, and the rules of WCAG 2.2 A and AA. */
async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png` });
  expect.soft(await violations(page), name).toEqual([]);
}
