// The locked test part on the page: asked for once, counted, shown beside the validation values, in both themes and languages.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { expect, type Studio, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'digits', name: 'Digits', data: { source: 'sample', name: 'digits', test: { fraction: 0.2 } } },
  settings: { 'model.family': 'mlp', 'training.epochs': 3, 'model.units': { type: 'int', low: 8, high: 64 } },
  ...{ search: { trials: 5, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
};
const title = 'Locked test part';
const ask = 'Evaluate on the locked test part…';

async function finishedStudy(studio: Studio, change: object = {}): Promise<string> {
  const { file } = await studio.finished({ ...study, ...change });
  return file;
}

async function openLive(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.goto(`${new URL(address).origin}/#/study/digits/live`);
}

async function ranking(studio: Studio, file: string): Promise<number[]> {
  const { stdout } = await studio.vernier('trials', file, '--json');
  const trials = JSON.parse(stdout) as { trial: number; value: number }[];
  return trials.toSorted((a, b) => b.value - a.value || a.trial - b.trial).map(({ trial }) => trial);
}

test('a run is evaluated after one question, with the keyboard alone, and the command line tells the same', async ({
  page,
  studio,
}) => {
  test.setTimeout(180_000);
  const file = await finishedStudy(studio);
  const [best = 0, second = 0, , , worst = 0] = await ranking(studio, file);
  await openLive(page, await studio.start());
  const section = page.getByRole('region', { name: title });
  const dialog = page.getByRole('dialog');

  await page.locator(`[data-run="${best}"]`).click();
  await expect(section).toContainText('not opened yet');
  await section.getByRole('button', { name: ask }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('So far it was not opened.')).toBeVisible();
  await page.screenshot({ path: studio.shot('test-part-ask') });
  expect(await violations(page, { within: '[role="dialog"]', everyRule: true })).toEqual([]);
  // Leaving counts nothing, and gives the focus back.
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(section.getByRole('button', { name: ask })).toBeFocused();
  await expect(section).toContainText('not opened yet');

  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Evaluate and count' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: `Trial ${best} on 2,000 test rows` })).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByRole('status')).toHaveText('So far it was opened once.');
  const accuracy = dialog.getByRole('row', { name: /^accuracy/ });
  await expect(accuracy).toHaveText(/^accuracy\.\d{4}\.\d{3} – \.\d{3}\.\d{4}$/);
  const told = (await studio.vernier('test', file, '--json')).stdout;
  const answer = JSON.parse(told) as { again: boolean; metrics: Record<string, { value: number }> };
  expect(answer).toMatchObject({ again: true, by: 'studio', openings: 1 });
  await expect(accuracy).toContainText(String(answer.metrics['test.accuracy']?.value.toFixed(4)).slice(1));
  await page.screenshot({ path: studio.shot('test-part-found') });
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(section).toContainText('opened once');
  await expect(section.getByRole('row', { name: /^accuracy/ })).toBeVisible();
  await section.getByRole('button', { name: ask }).hover();
  await expect(page.getByText('These weights were opened already')).toBeVisible();

  // What the command line opens meanwhile is there at once.
  expect((await studio.vernier('test', file, '--trial', String(second))).code).toBe(0);
  await expect(section).toContainText('Opened 2 times for 2 configurations; a choice among them');
  await page.screenshot({ path: studio.shot('test-part-section') });

  await page.locator(`[data-run="${worst}"]`).click();
  await section.getByRole('button', { name: ask }).hover();
  await expect(page.getByText(/^Its weights are not kept; those of the best three are\./)).toBeVisible();
});

test('without a test part the button says how to lock one', async ({ page, studio }) => {
  test.setTimeout(120_000);
  await finishedStudy(studio, { data: { source: 'sample', name: 'digits' }, search: { trials: 1 } });
  await openLive(page, await studio.start());
  await page.locator('[data-run="1"]').click();
  const button = page.getByRole('region', { name: title }).getByRole('button', { name: ask });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await button.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
  await expect(page.getByText(/^The study has no test part: lock one/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.screenshot({ path: studio.shot('test-part-none') });
});

test('a damaged weights file is told in the dialog, and nothing is counted', async ({ page, studio }) => {
  test.setTimeout(120_000);
  const file = await finishedStudy(studio, { search: { trials: 1 } });
  const { stdout } = await studio.vernier('best', file);
  const epoch = (JSON.parse(stdout) as { epoch: number }).epoch;
  writeFileSync(join(studio.dataDir, 'checkpoints', 'digits', `trial-1.weights.${epoch}`), 'nothing');
  await openLive(page, await studio.start());
  await page.locator('[data-run="1"]').click();
  await page.getByRole('region', { name: title }).getByRole('button', { name: ask }).click();
  await page.getByRole('button', { name: 'Evaluate and count' }).click();
  await expect(page.getByRole('alert')).toHaveText(/is not a weights file; train the trial again \(--retrain\)\.$/);
  await page.screenshot({ path: studio.shot('test-part-damaged') });
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: title })).toContainText('not opened yet');
});

for (const { theme, locale, name } of [
  { theme: 'dark', locale: 'en-US', name: 'dark' },
  { theme: 'light', locale: 'zh-CN', name: 'light-zh' },
] as const) {
  test(`the section and the dialog in ${name}`, async ({ browser, studio }) => {
    test.setTimeout(120_000);
    const file = await finishedStudy(studio, { search: { trials: 2, parallel: 1, seed: 1 } });
    const [best = 0, second = 0] = await ranking(studio, file);
    for (const trial of [best, second]) {
      expect((await studio.vernier('test', file, '--trial', String(trial))).code).toBe(0);
    }
    const context = await browser.newContext({
      ...{ colorScheme: theme, locale, viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' },
    });
    const page = await context.newPage();
    await openLive(page, await studio.start());
    await page.locator(`[data-run="${best}"]`).click();
    const section = page.getByRole('region', { name: locale === 'zh-CN' ? '锁定的测试集' : title });
    await expect(section.getByRole('row', { name: /^accuracy/ })).toBeVisible();
    await section.scrollIntoViewIfNeeded();
    expect(
      await violations(page, {
        within: `section[aria-label="${await section.getAttribute('aria-label')}"]`,
        everyRule: true,
      }),
    ).toEqual([]);
    await page.screenshot({ path: studio.shot(`test-part-${name}`) });
    await context.close();
  });
}
