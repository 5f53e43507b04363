// The trials table beyond its rows: heads, groups, columns.
import { expect, type Locator, type Page } from '@playwright/test';

export class TrialsTable {
  readonly page: Page;
  readonly panel: Locator;
  readonly region: Locator;
  readonly heads: Locator;
  readonly groups: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole('region', { name: 'Trials', exact: true });
    this.region = page.getByRole('region', { name: 'Trials of this study' });
    this.heads = this.region.locator('thead th');
    this.groups = this.region.locator('tbody button[aria-expanded]');
  }

  head(name: string): Locator {
    return this.heads.filter({ hasText: name });
  }

  async choose(column: string, entry: string): Promise<void> {
    await this.page.getByRole('button', { name: `Menu of column ${column}` }).click();
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  edge(column: string): Locator {
    return this.page.getByRole('separator', { name: `Width of column ${column}` });
  }

  async width(column: string): Promise<number> {
    return Math.round((await this.head(column).boundingBox())?.width ?? 0);
  }

  /** Texts of the heads, as shown from the left. */
  async columns(): Promise<string[]> {
    return (await this.heads.allInnerTexts()).map((text) => text.replace(/[\s↑↓]+$/u, ''));
  }

  /** What is on the clipboard after "Copy as table": heads, then rows. */
  async copied(): Promise<string[][]> {
    await this.page.getByRole('button', { name: 'Copy as table' }).click();
    await expect(this.page.getByText(/^Copied/).first()).toBeVisible();
    const text = await this.page.evaluate(() => navigator.clipboard.readText());
    return text
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
  }
}
