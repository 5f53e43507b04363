// The pages of one study: live curves, trials table, export.
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

export class StudyPage {
  readonly page: Page;
  readonly chart: Locator;
  readonly tabs: Locator;
  readonly trials: Locator;

  constructor(page: Page) {
    this.page = page;
    this.chart = page.locator('[data-chart="curves"]');
    this.tabs = page.getByRole('navigation', { name: 'Study' });
    this.trials = page.getByRole('region', { name: 'Trials of this study' });
  }

  run(number: number): Locator {
    return this.page.locator(`[data-run="${number}"]`);
  }

  /** Numbers of the runs that train now. */
  async running(): Promise<number[]> {
    const rows = this.page.locator('[data-run][aria-label*=", Running,"]');
    const numbers = await rows.evaluateAll((found) => found.map((row) => Number((row as HTMLElement).dataset.run)));
    return numbers.sort((a, b) => a - b);
  }

  /** Finished epochs of a run, as its row says. */
  async epochOf(number: number): Promise<number> {
    const text = await this.run(number).locator('[data-epochs]').getAttribute('data-epochs');
    return Number.parseInt(text ?? '', 10) || 0;
  }

  /** Lines on the chart, and the last epoch that one of them reaches. */
  async drawn(): Promise<{ series: number; lastStep: number }> {
    const [series, lastStep] = await this.chart.evaluate((figure) => {
      const at = (name: string) =>
        Number(figure.getAttribute(name) ?? figure.querySelector(`[${name}]`)?.getAttribute(name) ?? 0);
      return [at('data-series-drawn'), at('data-last-step')];
    });
    return { series: series ?? 0, lastStep: lastStep ?? 0 };
  }

  /** Names at the right edge of the chart, from top to bottom. */
  async namedEnds(): Promise<readonly string[]> {
    return (await this.chart.getAttribute('data-names'))?.split(',') ?? [];
  }

  async waitForEnd(timeoutMs: number): Promise<void> {
    await expect(this.page.getByText('Finished', { exact: true })).toBeVisible({ timeout: timeoutMs });
  }

  async openTrials(): Promise<void> {
    await this.tabs.getByRole('link', { name: /^Trials/ }).click();
    await expect(this.trials).toBeVisible();
  }

  trialRow(number: number): Locator {
    return this.trials
      .locator('tbody tr')
      .filter({ has: this.page.getByRole('cell', { name: String(number), exact: true }) })
      .first();
  }

  /** Opens the export, saves the file as the browser would, and gives what was shown and what was saved. */
  async export(to: string): Promise<{ shown: string; saved: string }> {
    await this.page.getByRole('button', { name: 'Export', exact: true }).click();
    const preview = this.page.getByTestId('export-json');
    await expect(preview).toContainText('"vernier-best"');
    const shown = (await preview.textContent()) ?? '';
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await (await download).saveAs(to);
    await this.page.keyboard.press('Escape');
    return { shown, saved: await readFile(to, 'utf8') };
  }
}
