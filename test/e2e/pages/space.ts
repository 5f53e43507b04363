// The Space tab of one study.
import type { Locator, Page } from '@playwright/test';

export class SpacePage {
  readonly page: Page;
  readonly board: Locator;
  /** What is wrong with a changed space, or what it would mean. */
  readonly means: Locator;
  readonly versions: Locator;
  readonly change: Locator;
  readonly apply: Locator;

  constructor(page: Page) {
    this.page = page;
    this.board = page.getByRole('region', { name: 'Space', exact: true });
    this.means = this.board.locator('[role="status"]');
    this.versions = page.getByRole('region', { name: 'Versions' });
    this.change = this.board.getByRole('button', { name: 'Change the space' });
    this.apply = this.board.getByRole('button', { name: 'Apply' });
  }

  row(setting: string): Locator {
    return this.board.locator(`[data-setting="${setting}"]`);
  }

  version(number: number): Locator {
    return this.versions.locator(`[data-version="${number}"]`);
  }
}
