// The trained model of a study and its programs leave by the page: the same files as by the command line.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { violations } from './support/axe.ts';
import { expect, test } from './support/studio.ts';

const study = {
  ...{ version: 1, id: 'iris', name: 'Iris models', data: { source: 'sample', name: 'iris' } },
  settings: { 'training.epochs': 2, 'model.units': { type: 'int', low: 4, high: 9 } },
  ...{ search: { trials: 2, parallel: 1, seed: 1 }, engine: { name: 'onnx', threads: 1 } },
};

async function saved(page: Page, button: string, to: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
  await (await download).saveAs(to);
  return readFile(to);
}

test('the best model is made, saved, and is what vernier export writes', async ({ page, studio }) => {
  test.setTimeout(120_000);
  const { file } = await studio.finished(study);
  const written = join(studio.folder, 'cli.onnx');
  const exported = await studio.vernier('export', file, '--format', 'onnx', '-o', written);
  expect(exported.code, exported.stderr).toBe(0);

  const address = await studio.start();
  await page.goto(address);
  await page.goto(`${new URL(address).origin}/#/study/iris/live`);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: 'Make the ONNX file' }).click();
  await expect(page.getByText(/^Trial \d, run on the rows it was measured on\.$/)).toBeVisible({ timeout: 60_000 });
  const model = await saved(page, 'iris-models-best.onnx', join(studio.folder, 'page.onnx'));
  expect(model.equals(await readFile(written))).toBe(true);
  const description = await saved(page, 'iris-models-best.onnx.json', join(studio.folder, 'page.onnx.json'));
  const { createdAt: _one, ...fromPage } = JSON.parse(description.toString()) as Record<string, unknown>;
  const { createdAt: _two, ...fromTerminal } = JSON.parse(await readFile(`${written}.json`, 'utf8')) as Record<
    string,
    unknown
  >;
  expect(fromPage).toEqual(fromTerminal);
  expect(await violations(page, { within: '[role="dialog"]', everyRule: true })).toEqual([]);
  await page.screenshot({ path: studio.shot('export-model') });
});

test('the best configuration is written as a program, saved, and is what vernier best prints', async ({
  page,
  studio,
}) => {
  test.setTimeout(120_000);
  const { file } = await studio.finished(study);
  const address = await studio.start();
  await page.goto(address);
  await page.goto(`${new URL(address).origin}/#/study/iris/live`);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  for (const [name, format, fileName] of [
    ['Keras', 'keras', 'iris-models-keras.py'],
    ['PyTorch', 'pytorch', 'iris-models-pytorch.py'],
    ['TypeScript', 'typescript', 'iris-models-predict.ts'],
  ] as const) {
    const printed = await studio.vernier('best', file, '--format', format);
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    const program = await saved(page, fileName, join(studio.folder, fileName));
    expect(program.toString()).toBe(printed.stdout);
  }
  expect(await violations(page, { within: '[role="dialog"]', everyRule: true })).toEqual([]);
  await page.screenshot({ path: studio.shot('export-program') });
});

test('the report opens offline, tells the study, and is what vernier export writes', async ({
  browser,
  page,
  studio,
}) => {
  const { file } = await studio.finished(study);
  const written = join(studio.folder, 'cli.html');
  const exported = await studio.vernier('export', file, '--format', 'html', '-o', written);
  expect(exported.code, exported.stderr).toBe(0);
  // Its trials as a file are what the command line shows of them.
  for (const format of ['csv', 'json']) {
    const trials = join(studio.folder, `trials.${format}`);
    const told = await studio.vernier('export', file, '--format', format, '-o', trials);
    expect([told.code, told.stderr]).toEqual([0, expect.stringContaining('Wrote 2 trials to ')]);
    expect(await readFile(trials, 'utf8')).toBe((await studio.vernier('trials', file, '--format', format)).stdout);
  }
  const wrong = await studio.vernier('export', file, '--format', 'html', '--trial', '1', '-o', written);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('The format "html" is of the whole study')]);

  const address = await studio.start();
  await page.goto(address);
  await page.goto(`${new URL(address).origin}/#/study/iris/live`);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const path = join(studio.folder, 'page.html');
  const html = (await saved(page, 'Save the report as HTML', path)).toString();
  const timeless = (text: string) => text.replace(/on \d{4}-\d\d-\d\d \d\d:\d\d UTC/, '');
  const json = /"createdAt&#34;: &#34;[^&]+|&#34;createdAt&#34;: &#34;[^&]+/;
  expect(timeless(html).replace(json, '')).toBe(timeless(await readFile(written, 'utf8')).replace(json, ''));

  const context = await browser.newContext({
    offline: true,
    colorScheme: 'dark',
    viewport: { width: 900, height: 900 },
  });
  const report = await context.newPage();
  const complaints: string[] = [];
  report.on('console', (message) => complaints.push(message.text()));
  await report.goto(`file://${path}`);
  await expect(report.getByRole('heading', { level: 1 })).toHaveText('Iris models');
  await expect(report.getByRole('img', { name: 'Best so far' })).toBeVisible();
  await expect(
    report.getByRole('img', { name: 'Train and validation of the best trials' }).locator('path.line'),
  ).toHaveCount(4);
  await expect(report.locator('table').last().locator('tbody tr')).toHaveCount(2);
  expect(await violations(report)).toEqual([]);
  expect(complaints).toEqual([]);
  await report.screenshot({ path: studio.shot('report-dark'), fullPage: true });
  await context.close();
});
