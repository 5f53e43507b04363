// Training logs of other programs on the page: dropped, chosen, judged, copied; and what is no log.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const course = (value: (epoch: number) => number) => Array.from({ length: 20 }, (_, i) => value(i + 1));
const overfit = {
  loss: course((epoch) => 2.3 * Math.exp(-epoch / 2)),
  val_loss: course((epoch) => 1 + Math.exp(-epoch / 2) + 0.05 * epoch),
  accuracy: course((epoch) => 1 - Math.exp(-epoch / 2)),
  val_accuracy: course((epoch) => 0.7 - 0.5 * Math.exp(-epoch / 2)),
};
const csv = ['epoch,loss,val_loss', ...course((epoch) => epoch).map((epoch) => `${epoch},${epoch > 5 ? 'nan' : 2},2`)];

async function drop(page: Page, files: readonly { name: string; text: string }[]): Promise<void> {
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: data });
  await expect(page.locator('[data-drop-overlay]')).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
  await expect(page.locator('[data-drop-overlay]')).toHaveCount(0);
}

async function readable(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
}

test('logs that are dropped anywhere are judged beside each other, and stay while one looks at another page', async ({
  page,
  context,
  studio,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/engine`);
  await drop(page, [
    { name: 'keras.json', text: JSON.stringify(overfit) },
    { name: 'blown.csv', text: csv.join('\n') },
    { name: 'broken.json', text: '{"loss": [1' },
  ]);
  await expect(page).toHaveURL(/#\/logs$/);
  await expect(page.locator('[data-log-run="1"] [data-verdict="overfitting"]')).toHaveText('overfit');
  await expect(page.locator('[data-log-run="2"] [data-verdict="diverged"]')).toHaveText('diverged');
  await expect(page.getByRole('alert')).toContainText('broken.json is not JSON');
  // The first is selected: its card, without anything that only a study can do, and its curves with the epochs of the verdict.
  const card = page.getByRole('region', { name: 'Verdict' });
  await expect(card).toContainText(/Overfitting since epoch \d/);
  await expect(card.getByRole('button')).toHaveCount(0);
  await expect(page.locator('[data-chart="curves"]')).toHaveAttribute('data-span', /^\d+-\d+$/);
  await readable(page);
  await page.screenshot({ path: studio.shot('logs-light') });

  await page.getByRole('listbox', { name: 'Runs' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-log-run="2"]')).toHaveAttribute('aria-selected', 'true');
  await expect(card).toContainText('Diverged');

  await page.getByRole('button', { name: 'Copy as JSON lines' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^\{"id":"keras","verdict":"overfitting".*\}\n\{"id":"blown","verdict":"diverged".*\}\n$/);

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Studies' }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Logs' }).click();
  await expect(page.locator('[data-log-run]')).toHaveCount(2);
  await page.setViewportSize({ width: 700, height: 900 });
  await expect(page.locator('[data-log-run="2"]')).toBeVisible();
  await page.screenshot({ path: studio.shot('logs-narrow') });
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByRole('heading', { name: 'What does a training log say?' })).toBeVisible();
});

test('files and a folder are chosen with the keyboard; the command asks for files', async ({ page, studio }) => {
  const folder = join(studio.folder, 'board');
  for (const part of ['train', 'validation']) {
    await mkdir(join(folder, part), { recursive: true });
    const event = `events.out.tfevents.1`;
    await writeFile(
      join(folder, part, event),
      await readFile(join(import.meta.dirname, '..', 'fixtures', 'tensorboard', 'keras', part, event)),
    );
  }
  await writeFile(join(folder, 'notes.txt'), 'no log');
  const address = new URL(await studio.start());
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/logs`);
  await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
  await readable(page);
  await page.screenshot({ path: studio.shot('logs-empty-dark') });
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).focus();
  await page.keyboard.press('Enter');
  await (await asked).setFiles(folder);
  await expect(page.getByRole('option', { name: /Run 1, board, .* rising/ })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);

  await page.goto(`${address.origin}/#/studies`);
  const command = page.waitForEvent('filechooser');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('advise on');
  await page.keyboard.press('Enter');
  await (await command).setFiles({ name: 'more.json', mimeType: '', buffer: Buffer.from(JSON.stringify(overfit)) });
  await expect(page.locator('[data-log-run]')).toHaveCount(2);
  await page.screenshot({ path: studio.shot('logs-dark') });
});

test('a study file is no log: chosen as one it is offered as a study, and dropped on any page it is opened', async ({
  page,
  studio,
}) => {
  const study = (name: string) => ({
    ...{ version: 1, name, data: { source: 'sample', name: 'iris' } },
    ...{ settings: { 'training.epochs': 2 }, search: { trials: 1 } },
  });
  const address = new URL(await studio.start());
  await page.goto(address.href);
  await page.goto(`${address.origin}/#/logs`);
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  const text = JSON.stringify(study('Offered'));
  await (await asked).setFiles({ name: 'one.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(page.getByRole('alert')).toContainText('one.json is a study file, not a training log');
  await page.getByRole('button', { name: 'Open it as a study' }).click();
  await expect(page).toHaveURL(/#\/study\/.*\/live/);
  for (const [i, name] of ['studies', 'recipes', 'logs'].entries()) {
    await page.goto(`${address.origin}/#/${name}`);
    await expect(page.locator('main h1, main h2').first()).toBeVisible();
    await drop(page, [{ name: 'two.json', text: JSON.stringify(study(`Dropped ${i}`)) }]);
    await expect(page).toHaveURL(/#\/study\/.*\/live/);
    await expect(page.getByRole('button', { name: `Dropped ${i}` })).toBeVisible();
  }
});
