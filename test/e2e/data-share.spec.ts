// A study over the share of data on the page: its curves, what the inspector says of a trial that never saw all rows, and of the winner.

import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'shares', name: 'Digits by shares', data: { source: 'sample', name: 'digits' } },
  settings: {
    'model.family': 'mlp',
    'model.units': 16,
    'training.epochs': 3,
    'optimizer.learningRate': { type: 'float', low: 1e-5, high: 0.1, scale: 'log' },
  },
  search: { trials: 6, parallel: 1, seed: 1, sampler: { kind: 'random' }, pruner: { kind: 'asha', over: 'data' } },
  engine: { name: 'onnx', threads: 1 },
};

interface Told {
  readonly trial: number;
  readonly state: string;
  readonly value: number | null;
}

test('a trial on a small share shows its curve and says what it is of; the winner shows both', async ({
  browser,
  page,
  studio,
}) => {
  const { file } = await studio.finished(study);
  const told = JSON.parse((await studio.vernier('trials', file, '--format', 'json')).stdout) as Told[];
  const stopped = told.find(({ state }) => state === 'stopped');
  const winner = told.find(({ state }) => state === 'complete');
  if (stopped === undefined || winner === undefined) throw new Error('One trial should be stopped and one complete.');
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/shares/live`);
  const open = (trial: number) => page.locator(`[data-run="${trial}"]`).click();
  await open(stopped.trial);
  const inspector = page.getByRole('region', { name: `Trial ${stopped.trial}` });
  await expect(inspector.getByText(/On (11|33) % of the rows/)).toBeVisible();
  await expect(inspector.getByRole('row', { name: /validation\.accuracy/ })).toContainText(/\.\d{3,}/);
  expect(await violations(page, { within: 'main' })).toEqual([]);
  await page.screenshot({ path: studio.shot('shares-stopped') });
  await open(winner.trial);
  const whole = page.getByRole('region', { name: `Trial ${winner.trial}` });
  const runs = whole.getByRole('region', { name: 'Runs of this trial' }).locator('tbody tr');
  await expect(runs).toHaveCount(3);
  for (const [i, share] of ['11 %', '33 %', '100 %'].entries()) await expect(runs.nth(i)).toContainText(share);
  await page.screenshot({ path: studio.shot('shares-winner') });
  const context = await browser.newContext({
    ...{ colorScheme: 'dark', locale: 'zh-CN', storageState: await page.context().storageState() },
  });
  const other = await context.newPage();
  await other.goto(`${address.origin}/#/study/shares/live`);
  await other.locator(`[data-run="${stopped.trial}"]`).click();
  await expect(other.getByText(/使用 (11|33) % 的训练数据/)).toBeVisible();
  await other.screenshot({ path: studio.shot('shares-dark-zh') });
  await context.close();
});

test('how far a part of the data may be trusted stands above the runs, with its numbers', async ({ page, studio }) => {
  const pruner = { kind: 'asha', over: 'data', minShare: 0.5, reductionFactor: 2 };
  const { file } = await studio.finished({
    ...{ ...study, id: 'trust', name: 'Trust', search: { ...study.search, trials: 8, pruner } },
  });
  const lines = (await studio.vernier('advise', file, '--json')).stdout.trim().split('\n');
  const told = lines.map((line) => JSON.parse(line)).find((line) => line.subsetTrust !== undefined);
  expect(told).toMatchObject({ share: 0.5, subsetTrust: expect.stringMatching(/^(yes|no|unknown)$/) });
  expect(told.pairs).toBeGreaterThanOrEqual(2);
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/study/trust/live`);
  const note = page.locator('[data-study-advice]');
  const figure = note.locator('[data-trust]');
  await expect(figure).toContainText(`ρ ${told.rho.toFixed(2)}`);
  await note.locator('> summary').press('Enter');
  await expect(note).toContainText(told.why);
  await note.locator('summary').nth(1).press('Enter');
  await expect(note).toContainText(`n = ${told.pairs}`);
  await page.screenshot({ path: studio.shot('shares-trust') });
});
