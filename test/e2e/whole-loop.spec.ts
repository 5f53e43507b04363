// The whole loop as the first user walks it: sample study, live curves, one run stopped, export, and the export trained again.
import { join } from 'node:path';
import { parseBestConfig } from '../../src/shared/study/best-file.ts';
import { StudiesPage } from './pages/studies.ts';
import { StudyPage } from './pages/study.ts';
import { expect, test } from './support/studio.ts';

interface Best {
  readonly study: { readonly id: string };
  readonly trial: number;
  readonly metrics: Readonly<Record<'best' | 'last', Readonly<Record<string, number | string>>>>;
}
interface TrialRow {
  readonly state: string;
  readonly metrics: Readonly<Record<string, number | string>>;
  readonly last: Readonly<Record<string, number | string>>;
}

test('sample study: curves of parallel runs grow, one is stopped by hand, the best is exported and trains again bit-equal', async ({
  page,
  studio,
}) => {
  test.setTimeout(600_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(await studio.start());
  const home = new StudiesPage(page);
  await expect(page.getByText('The digits sample takes under three minutes and uses no network.')).toBeVisible();
  await home.startSample.click();
  await expect(page).toHaveURL(/#\/study\/[^/]+\/live/);

  const live = new StudyPage(page);
  await expect.poll(async () => (await live.running()).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  await expect.poll(async () => (await live.drawn()).series, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  const [first = 0, second = 0] = await live.running();
  const before = { first: await live.epochOf(first), second: await live.epochOf(second), ...(await live.drawn()) };
  await expect.poll(() => live.epochOf(first), { timeout: 60_000 }).toBeGreaterThan(before.first);
  await expect.poll(() => live.epochOf(second), { timeout: 60_000 }).toBeGreaterThan(before.second);
  await expect.poll(async () => (await live.drawn()).lastStep, { timeout: 60_000 }).toBeGreaterThan(before.lastStep);

  const stopped = await stopOne(live);
  await live.waitForEnd(480_000);
  await live.openTrials();
  await expect(live.trialRow(stopped)).toContainText('Stopped by hand.');
  await expect(live.trials.locator('table')).toHaveAttribute('aria-rowcount', '13');

  const file = join(studio.folder, 'best.json');
  const { shown, saved } = await live.export(file);
  expect(saved).toBe(shown);
  const parsed = parseBestConfig(JSON.parse(saved));
  expect(parsed.problems).toEqual([]);
  expect(parsed.ok).toBe(true);
  const best = JSON.parse(saved) as Best;
  expect(best.trial).not.toBe(stopped);

  const printed = await studio.vernier('best', best.study.id);
  const { createdAt: _one, ...fromTerminal } = JSON.parse(printed.stdout) as Record<string, unknown>;
  const { createdAt: _two, ...fromPage } = JSON.parse(saved) as Record<string, unknown>;
  expect(fromPage).toEqual(fromTerminal);

  await studio.stop();
  const again = join(studio.folder, 'again');
  const run = await studio.vernier('run', file, '--json', '--data-dir', again);
  expect(run.code, run.stderr).toBe(0);
  const rows = await studio.vernier('trials', file, '--format', 'json', '--data-dir', again);
  const [trial] = JSON.parse(rows.stdout) as TrialRow[];
  expect(trial?.state).toBe('complete');
  expect(trial?.metrics).toEqual(best.metrics.best);
  expect(trial?.last).toEqual(best.metrics.last);
  expect(complaints).toEqual([]);
});

/** Stops the youngest running run in the inspector; a run may end by itself meanwhile, then the next one is tried. */
async function stopOne(live: StudyPage): Promise<number> {
  for (let attempt = 0; attempt < 5; attempt++) {
    await expect.poll(async () => (await live.running()).length, { timeout: 60_000 }).toBeGreaterThan(0);
    const number = (await live.running()).at(-1) ?? 0;
    await live.run(number).click();
    const inspector = live.page.getByRole('region', { name: 'Inspector' });
    await inspector
      .getByRole('button', { name: 'Stop', exact: true })
      .click({ timeout: 3_000 })
      .catch(() => undefined);
    const row = live.run(number);
    await expect(row).not.toHaveAttribute('aria-label', /, Running,/, { timeout: 30_000 });
    if (/, Stopped early,/.test((await row.getAttribute('aria-label')) ?? '')) return number;
  }
  throw new Error('No run could be stopped: every one ended by itself first.');
}
