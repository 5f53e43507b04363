// A new study that begins with an earlier one: chosen by keyboard, counted before the start, and trained from its best.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NewStudyPage } from './pages/new-study.ts';
import { StudiesPage } from './pages/studies.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const earlier = {
  version: 1,
  name: 'Digits, wide',
  data: { source: 'sample', name: 'digits' },
  settings: {
    'model.family': 'mlp',
    'optimizer.learningRate': { type: 'float', low: 1e-6, high: 1, scale: 'log' },
    'training.epochs': 2,
  },
  search: { sampler: { kind: 'sobol' }, trials: 8, parallel: 1, seed: 2 },
};
interface Listed {
  readonly params: Record<string, number>;
  readonly value: number;
}

test('the search step offers earlier studies and counts what fits; the study trains the best of them first', async ({
  browser,
  page,
  studio,
}, testInfo) => {
  const file = join(studio.folder, 'earlier.json');
  await writeFile(file, JSON.stringify(earlier));
  const run = await studio.vernier('run', file, '--json');
  expect(run.code, run.stderr).toBe(0);
  const trials = JSON.parse((await studio.vernier('trials', earlier.name, '--format', 'json')).stdout) as Listed[];
  const rate = 'optimizer.learningRate';
  const fitting = trials.filter(({ params }) => Number(params[rate]) >= 1e-4 && Number(params[rate]) <= 1e-1);
  const best = fitting.toSorted((a, b) => b.value - a.value)[0];

  const id = JSON.parse((await studio.vernier('show', earlier.name, '--json')).stdout).summary.id as string;

  const address = await studio.start();
  await page.goto(address);
  await expect(new StudiesPage(page).row(earlier.name)).toBeVisible();
  await page.goto(`${new URL(address).origin}/#/new?from=${id}`);
  const draft = new NewStudyPage(page);
  await expect(draft.start).toBeEnabled();
  await page.getByLabel('Name of the study').fill('Digits, narrow');
  await draft.openStep(3);
  await page.getByLabel('Learning rate, lowest').fill('1e-4');
  await page.getByLabel('Learning rate, highest').fill('1e-1');
  await draft.openStep(4);
  await page.getByLabel('Trials', { exact: true }).fill('3');
  await draft.openStep(5);
  const step = draft.step(5);
  const choice = step.getByRole('combobox', { name: 'Warm start from' });
  await choice.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: /Digits, wide/ })).toContainText('8 ended');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(choice).toContainText('Digits, wide');
  const outside = trials.length - fitting.length;
  await expect(step).toContainText(
    `${fitting.length} of 8 trials of "Digits, wide" fit: ${fitting.length} as if trained here`,
  );
  await expect(step.getByRole('listitem')).toContainText([`${outside}Learning rate outside 0.0001–0.1`]);
  await choice.scrollIntoViewIfNeeded();
  await testInfo.attach('warm start', { body: await page.screenshot(), contentType: 'image/png' });
  expect(await draft.file()).toMatchObject({ search: { warmStart: { study: id } } });

  await draft.start.click();
  await expect(page.locator('[data-run]')).toHaveCount(3);
  await expect(async () => {
    const own = JSON.parse((await studio.vernier('trials', 'Digits, narrow', '--format', 'json')).stdout) as Listed[];
    expect(own[0]?.params).toEqual(best?.params);
    expect(own.filter(({ value }) => value !== null)).toHaveLength(3);
  }).toPass();

  // The running study says what it has taken over.
  const runs = page.getByRole('region', { name: 'Runs' });
  const note = runs.locator('summary');
  await expect(note).toHaveText(`Warm start ${fitting.length} of 8 earlier trials fit`);
  await note.focus();
  await page.keyboard.press('Enter');
  await expect(runs.getByRole('listitem')).toHaveText([`${outside}Learning rate outside 0.0001–0.1`]);
  await expect(runs.getByText(/Its best one is trained first/)).toBeVisible();
  await expect(runs.getByRole('link', { name: 'Open it' })).toHaveAttribute('href', `#/study/${id}/live`);
  await page.locator('[data-run="1"]').click();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(
    'One of the best trials of earlier stages or studies',
  );
  for (const [name, colorScheme, locale] of [
    ['light', 'light', 'en-US'],
    ['dark-zh', 'dark', 'zh-CN'],
  ] as const) {
    const storageState = await page.context().storageState();
    const context = await browser.newContext({ colorScheme, locale, storageState, reducedMotion: 'reduce' });
    const other = await context.newPage();
    await other.setViewportSize({ width: 1440, height: 900 });
    await other.goto(page.url());
    await other.locator('[data-run="1"]').click();
    await other.locator('summary').first().click();
    expect(await violations(other)).toEqual([]);
    await other.screenshot({ path: studio.shot(`warm-start-${name}`) });
    await context.close();
  }
});
