// The trained model of a study and its programs leave by the page: the same files as by the command line.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
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
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
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
  for (const [name, format] of [
    ['Keras', 'keras'],
    ['PyTorch', 'pytorch'],
  ] as const) {
    const printed = await studio.vernier('best', file, '--format', format);
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    const program = await saved(page, `iris-models-${format}.py`, join(studio.folder, `${format}.py`));
    expect(program.toString()).toBe(printed.stdout);
  }
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.screenshot({ path: studio.shot('export-program') });
});
