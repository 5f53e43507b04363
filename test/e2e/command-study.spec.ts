// A study that runs a program of the user's, in the studio: its curves under its own names, its trials, its export.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBestConfig } from '../../src/shared/study/best-file.ts';
import { StudyPage } from './pages/study.ts';
import { expect, test } from './support/studio.ts';

const program = `
const rate = Number(process.argv[2]);
for (let epoch = 1; epoch <= 8; epoch++) {
  console.log(JSON.stringify({ epoch, score: -((Math.log10(rate) + 2) ** 2) - 1 / epoch, seconds: epoch }));
}
`;

test('curves, trials and the best settings of a program of the user', async ({ page, studio }) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  writeFileSync(join(studio.folder, 'train.mjs'), program);
  const file = join(studio.folder, 'study.json');
  const study = {
    version: 1,
    name: 'Own program',
    runner: { kind: 'command', argv: [process.execPath, 'train.mjs', '{decay_rate}'] },
    settings: { decay_rate: { type: 'float', low: 1e-4, high: 1, scale: 'log' } },
    objective: { metric: 'score', direction: 'maximize' },
    search: { trials: 6, parallel: 2, seed: 1 },
  };
  writeFileSync(file, JSON.stringify(study));
  const run = await studio.vernier('run', file, '--json');
  expect(run.code, run.stderr).toBe(0);

  await page.goto(await studio.start());
  await page
    .getByRole('link', { name: /Own program/ })
    .first()
    .click();
  const live = new StudyPage(page);
  await expect.poll(async () => (await live.drawn()).series, { timeout: 30_000 }).toBeGreaterThanOrEqual(6);
  expect((await live.drawn()).lastStep).toBe(8);
  await expect(live.run(1)).toHaveAttribute('aria-label', /Complete/);
  await live.openTrials();
  await expect(live.trials).toContainText('decay_rate');
  await expect(live.trials.locator('table')).toHaveAttribute('aria-rowcount', '7');
  const { saved } = await live.export(join(studio.folder, 'best.json'));
  const parsed = parseBestConfig(JSON.parse(saved));
  expect(parsed.ok && parsed.best.runner).toMatchObject({ kind: 'command', cwd: studio.folder });
  expect(complaints).toEqual([]);
});
