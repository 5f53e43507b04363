// Every page in both themes and both languages: drawn without an error, readable, and nothing serious for assistive technology.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { StudiesPage } from './pages/studies.ts';
import { expect, test } from './support/studio.ts';

const study = {
  version: 1,
  name: 'Iris, both themes',
  data: { source: 'sample', name: 'iris' },
  settings: {
    'model.units': { type: 'int', low: 4, high: 32, scale: 'log' },
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1e-1, scale: 'log' },
    'training.epochs': 6,
  },
  search: { trials: 4, parallel: 1, seed: 2 },
};

const looks = [
  { theme: 'light', locale: 'en-US', file: 'light' },
  { theme: 'dark', locale: 'en-US', file: 'dark' },
  { theme: 'light', locale: 'zh-CN', file: 'light-zh' },
] as const;

test('studies, new study, live and trials in both themes and in Chinese', async ({ browser, studio }) => {
  test.setTimeout(240_000);
  const file = join(studio.folder, 'iris.json');
  await writeFile(file, JSON.stringify(study));
  const run = await studio.vernier('run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
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
    await page.goto(`${origin}/`);
    await expect(new StudiesPage(page).row(study.name)).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expect(page.locator('html')).toHaveAttribute('lang', locale === 'zh-CN' ? 'zh-CN' : 'en');
    await look(page, `studies-${name}`);

    await page.locator('tr[data-study] a').click();
    await expect(page.locator('[data-run]')).toHaveCount(4);
    await page.locator('[data-run]').first().click();
    await look(page, `live-${name}`);

    await page.goto(page.url().replace(/live.*$/, 'trials'));
    await expect(page.locator('tbody tr[aria-rowindex]')).toHaveCount(4);
    await look(page, `trials-${name}`);

    await page.goto(`${origin}/#/new`);
    await expect(page.locator('[data-step="1"] canvas')).toHaveCount(20);
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
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
  expect.soft(found, name).toEqual([]);
}
