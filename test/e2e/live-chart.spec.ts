// The curves of the Live page by their own controls: scale, smoothing, colours, hidden runs; and frozen while trials train on.
import type { Locator } from '@playwright/test';
import { LivePage } from './pages/live.ts';
import { StudiesPage } from './pages/studies.ts';
import { StudyPage } from './pages/study.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, name: 'Curves', data: { source: 'sample', name: 'iris' } },
  settings: {
    'optimizer.learningRate': { type: 'float', low: 1e-3, high: 1e-1, scale: 'log' },
    ...{ 'training.epochs': 12, 'model.units': 8 },
  },
  ...{ search: { trials: 4, parallel: 1, seed: 3 }, engine: { name: 'onnx', threads: 1 } },
};

/** What is drawn, pixel by pixel. */
const picture = async (chart: Locator) => (await chart.screenshot()).toString('base64');

test('scale, smoothing, colours and hidden runs change what is drawn, and take back what they changed', async ({
  page,
  studio,
}) => {
  await studio.finished(study);
  await page.goto(await studio.start());
  await new StudiesPage(page).row('Curves').getByRole('link').first().click();
  const { chart } = new LivePage(page);
  const live = new StudyPage(page);
  const drawn = live.drawn.bind(live);
  await expect.poll(drawn).toEqual({ series: 4, lastStep: 12 });
  const first = await picture(chart);
  const changes = () => expect.poll(() => picture(chart)).not.toBe(first);
  const isBack = () => expect.poll(() => picture(chart)).toBe(first);

  // With the keyboard; what is looked at is in the address, so that it can be passed on and comes back.
  const scale = page.getByRole('radiogroup', { name: 'Scale' });
  const begins = scale.getByRole('radio', { checked: true });
  const name = (await begins.textContent()) ?? '';
  await begins.press('ArrowLeft');
  await expect(scale.getByRole('radio', { name, exact: true })).not.toBeChecked();
  await changes();
  await page.reload();
  await expect(scale.getByRole('radio', { name, exact: true })).not.toBeChecked();
  await scale.getByRole('radio', { checked: true }).press('ArrowRight');
  await expect(scale.getByRole('radio', { name, exact: true })).toBeChecked();
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  await isBack();

  // Smoothed by the slider, and raw again.
  const smoothing = page.getByRole('slider', { name: 'Smoothing' });
  await smoothing.press('End');
  await expect(page).toHaveURL(/smooth=0\.99/);
  await changes();
  await page.screenshot({ path: studio.shot('live-smoothed') });
  await smoothing.press('Home');
  await expect(page).not.toHaveURL(/smooth=/);
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  await isBack();

  const colours = page.getByRole('button', { name: 'Colours of the runs' });
  await colours.press('Enter');
  await page.getByText('Colour by Learning rate').click();
  await changes();
  await page.screenshot({ path: studio.shot('live-coloured') });

  await live.run(1).click();
  await page.keyboard.press('Space');
  await expect.poll(drawn).toEqual({ series: 3, lastStep: 12 });
  await page.keyboard.press('Space');
  await expect.poll(drawn).toEqual({ series: 4, lastStep: 12 });
});

test('frozen, the curves stay as they are while trials train on, and then show what came meanwhile', async ({
  page,
  studio,
}) => {
  await page.goto(await studio.start());
  await new StudiesPage(page).startSample.click();
  const live = new StudyPage(page);
  const ended = page.locator('[data-run][aria-label*=", Complete,"]');
  await expect.poll(async () => (await live.drawn()).series, { timeout: 30_000 }).toBeGreaterThan(2);
  await page.keyboard.press('z');
  const frozen = page.getByRole('button', { name: 'Frozen' });
  await expect(frozen).toBeVisible();
  const before = await live.drawn();
  const [was, runs] = [await ended.count(), await page.locator('[data-run]').count()];
  await expect.poll(() => page.locator('[data-run]').count(), { timeout: 60_000 }).toBeGreaterThan(runs + 1);
  await expect.poll(() => ended.count(), { timeout: 60_000 }).toBeGreaterThan(was);
  expect(await live.drawn()).toEqual(before);
  await page.screenshot({ path: studio.shot('live-frozen') });
  await page.keyboard.press('z');
  await expect(frozen).toHaveCount(0);
  await expect.poll(async () => (await live.drawn()).series).toBeGreaterThan(before.series);
});
