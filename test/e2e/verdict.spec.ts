// Verdicts on the page: really trained runs that overfit, rise and diverge are called so, and a move becomes a trial.
import type { Locator } from '@playwright/test';
import { NewStudyPage } from './pages/new-study.ts';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const rates = [0.5, 0.003, 0.0001];
const study = {
  ...{
    version: 1,
    id: 'verdicts',
    name: 'Verdicts',
    data: { source: 'sample', name: 'digits', subset: { rows: 300 } },
  },
  settings: {
    'model.family': 'mlp',
    'model.units': { type: 'int', low: 4, high: 256, scale: 'log' },
    'training.epochs': 24,
    'optimizer.learningRate': { type: 'float', low: 1e-5, high: 1, scale: 'log' },
  },
  search: {
    ...{ trials: rates.length, parallel: 1, seed: 1, sampler: { kind: 'random' } },
    enqueue: rates.map((rate) => ({ 'model.units': 64, 'optimizer.learningRate': rate })),
  },
  engine: { name: 'onnx', threads: 1 },
};

interface Verdict {
  readonly trial: number;
  readonly evidence: { readonly span: { readonly from: number; readonly to: number } };
  readonly verdict: string;
  readonly moves: readonly { readonly setting: string; readonly to: unknown }[];
}

/** Share of the drawn pixels that have the second most frequent colour; the first is the background's. */
function secondColour(chart: Locator): Promise<number> {
  return chart
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const pixels = new Uint32Array(canvas.getContext('2d')?.getImageData(0, 0, width, height).data.buffer ?? []);
      const counts = new Map<number, number>();
      for (const pixel of pixels) if (pixel !== 0) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
      const [first = 1, second = 0] = [...counts.values()].sort((a, b) => b - a);
      return second / (first + second);
    });
}

test('the list names what is wrong, the card says why and what to move, and a move is queued', async ({
  browser,
  page,
  studio,
}) => {
  const { file, stdout } = await studio.finished(study, '--json');
  const lines = (await studio.vernier('advise', file, '--json')).stdout.trim().split('\n');
  const told = lines.map((line) => JSON.parse(line) as Verdict);
  // The end of each trial told the same.
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Verdict & { event: string })
    .filter(({ event }) => event === 'verdict');
  expect(events.map(({ trial, verdict }) => [trial, verdict])).toEqual(told.map((one) => [one.trial, one.verdict]));
  const rising = told.find(({ verdict }) => verdict === 'still-improving');
  const queueable = told.find(({ moves }) => moves.some(({ setting }) => setting === 'optimizer.learningRate'));
  expect(rising?.trial).toBe(3);
  if (queueable === undefined) throw new Error('A learning rate of 0.5 should be told to go down.');

  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/verdicts/live`);
  await expect(page.locator('[data-run="3"] [data-verdict="still-improving"]')).toHaveText('rising');
  const chart = page.locator('figure[data-series-drawn]').first();
  expect(await secondColour(chart)).toBeLessThan(0.03);
  await page.locator('[data-run="3"]').click();
  // The epochs that the verdict rests on are shaded behind the curves.
  const { from = 0, to = 0 } = rising?.evidence.span ?? {};
  await expect(chart).toHaveAttribute('data-span', `${from}-${to}`);
  await expect.poll(() => secondColour(chart)).toBeGreaterThan(0.05);
  const card = page.getByRole('region', { name: 'Verdict' });
  await expect(card).toContainText('Rising');
  await expect(card).toContainText('Raise epochs to 48');
  await page.screenshot({ path: studio.shot('verdict-rising') });
  await page.locator(`[data-run="${queueable.trial}"]`).click();
  await expect(card).toContainText('Lower learning rate');
  // The verdict's rule, its formula with this run's numbers, and its source; and the same of the move.
  const [why, whyMove] = [card.locator('summary').first(), card.locator('summary').nth(1)];
  await why.focus();
  await page.keyboard.press('Enter');
  await expect(card.getByRole('definition').filter({ hasText: /\d/ }).first()).toBeVisible();
  await expect(card).toContainText('Rule');
  await whyMove.press('Enter');
  await expect(card).toContainText('this step / usual step = ');
  await expect(card).toContainText('Rule of thumb The single most important setting');
  expect(await violations(page, { within: 'main' })).toEqual([]);
  await page.screenshot({ path: studio.shot('verdict-move') });
  await card.getByRole('button', { name: 'Queue it' }).first().press('Enter');
  await expect(card.getByRole('button', { name: 'Trial 4' })).toBeVisible();
  // The study had ended; it goes on for this one trial.
  await expect(page.locator('[data-run="4"] [data-verdict]')).toBeVisible({ timeout: 30_000 });
  // The same move as a range: a new stage goes on from what was tried.
  await card.getByRole('button', { name: 'New stage …' }).first().press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Go on in a new stage' });
  const high = dialog.getByLabel('Learning rate, highest');
  await expect(high).toHaveValue(/^0\.\d+$/);
  await high.fill('1e-9');
  await expect(dialog.getByRole('button', { name: 'Start the stage' })).toHaveAttribute('aria-disabled', 'true');
  await high.fill('0.02');
  await dialog.getByLabel('Trials').fill('2');
  expect(await violations(page, { within: '[role=dialog]' })).toEqual([]);
  await page.screenshot({ path: studio.shot('new-stage') });
  await dialog.getByRole('button', { name: 'Start the stage' }).press('Enter');
  await expect(
    page.getByText('Stage “stage 2” has begun').or(page.getByText('Stage "stage 2" has begun')),
  ).toBeVisible();
  await expect(page.locator('[data-run="6"] [data-verdict]')).toBeVisible({ timeout: 30_000 });
  const tried = JSON.parse((await studio.vernier('trials', file, '--format', 'json')).stdout) as {
    stage: string;
    params: Record<string, number>;
  }[];
  expect(tried.map(({ stage }) => stage)).toEqual([...Array(4).fill('first'), 'stage 2', 'stage 2']);
  for (const { params } of tried.slice(4)) expect(params['optimizer.learningRate']).toBeLessThanOrEqual(0.02);
  // And as a changed range of a new study.
  const live = page.url();
  await card
    .getByRole('button', { name: /^More for: Lower learning rate/ })
    .first()
    .press('Enter');
  await page.getByRole('menuitem', { name: 'New study with this range …' }).click();
  await expect(page).toHaveURL(/#\/new$/);
  const draft = new NewStudyPage(page);
  await expect(draft.start).toBeEnabled();
  expect(await draft.file()).toMatchObject({
    settings: { 'optimizer.learningRate': { type: 'float', scale: 'log', high: expect.any(Number) } },
  });
  await page.goto(live);
  for (const [name, colorScheme, locale, words] of [
    ['verdict-dark', 'dark', 'en-US', 'Lower learning rate'],
    ['verdict-zh', 'light', 'zh-CN', '学习率'],
  ] as const) {
    const context = await browser.newContext({
      ...{ colorScheme, locale, storageState: await page.context().storageState() },
    });
    const other = await context.newPage();
    await other.goto(page.url());
    await other.locator(`[data-run="${queueable.trial}"]`).click();
    await expect(other.getByText(words).first()).toBeVisible();
    await other.screenshot({ path: studio.shot(name) });
    await context.close();
  }
});
