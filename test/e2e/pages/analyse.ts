// The Analyse page of a study, as people find its parts.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

export class AnalysePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Keys of the axes of the parallel coordinates, from left to right. */
  axes(): Promise<string[]> {
    return this.page
      .locator('[data-axis-head]')
      .evaluateAll((all) =>
        all
          .sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
          .map((head) => (head as HTMLElement).dataset.axisHead ?? ''),
      );
  }

  /** Narrowest distance between two axes, px. */
  async leastStep(): Promise<number> {
    const places = await this.page
      .locator('[data-axis-strip]')
      .evaluateAll((all) => all.map((strip) => strip.getBoundingClientRect().left).sort((a, b) => a - b));
    return Math.min(...places.slice(1).map((place, i) => place - (places[i] ?? 0)));
  }

  panel(name: string) {
    return this.page.getByRole('region', { name, exact: true });
  }

  axis(key: string) {
    return this.page.locator(`[data-axis-strip="${key}"]`);
  }

  /** Lines of the file that "Save CSV" of a panel's menu gives, by keyboard. */
  async csv(panel: string): Promise<{ readonly name: string; readonly lines: readonly string[] }> {
    await this.panel(panel)
      .getByRole('button', { name: `${panel}: save or copy` })
      .press('Enter');
    const saving = this.page.waitForEvent('download');
    await this.page.getByRole('menuitem', { name: 'Save CSV' }).press('Enter');
    const file = await saving;
    const text = await readFile(await file.path(), 'utf8');
    return { name: file.suggestedFilename(), lines: text.trimEnd().split('\r\n') };
  }
}
