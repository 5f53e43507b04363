// The Live page beyond its list: the head of the curves, what can be done with the selected run, the queue.
import { expect, type Locator, type Page } from '@playwright/test';

export class LivePage {
  readonly page: Page;
  readonly chart: Locator;
  readonly inspector: Locator;
  readonly dialog: Locator;
  /** Entries of the queue that can be moved, next first. */
  readonly queued: Locator;

  constructor(page: Page) {
    this.page = page;
    this.chart = page.locator('[data-chart="curves"]');
    this.inspector = page.getByRole('region', { name: 'Inspector' });
    // Toasts are dialogs for assistive technology, too.
    this.dialog = page.locator('[role="dialog"]:has(footer)');
    this.queued = page.locator('[data-queued]');
  }

  async select(run: number): Promise<void> {
    await this.page.locator(`[data-run="${run}"]`).click();
    await expect(this.inspector.getByRole('heading', { name: `Trial ${run}`, exact: true })).toBeVisible();
  }

  async chooseAxis(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Axis: / }).click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  /** What the cursor says after keys were pressed on the chart. */
  async speaks(...keys: string[]): Promise<string> {
    await this.chart.focus();
    for (const key of keys) await this.page.keyboard.press(key);
    return (await this.chart.locator('[aria-live]').textContent()) ?? '';
  }

  /** Numbers of the queue, next first. */
  async order(): Promise<number[]> {
    return this.queued.evaluateAll((found) => found.map((one) => Number((one as HTMLElement).dataset.queued)));
  }

  /** Clones the selected run with another learning rate and puts it at the head. */
  async clone(rate: string): Promise<void> {
    await expect(this.inspector.getByRole('button', { name: 'Clone …' })).toBeVisible();
    await this.page.keyboard.press('d');
    await this.dialog.getByLabel('Learning rate').fill(rate);
    await this.page.keyboard.press('Tab');
    await this.dialog.getByRole('button', { name: 'Put at the head of the queue' }).click();
    await expect(this.dialog).toHaveCount(0);
  }
}
