// Studies home as a person sees it.
import type { Locator, Page } from '@playwright/test';

export class StudiesPage {
  readonly page: Page;
  readonly startSample: Locator;
  readonly setUpOwn: Locator;
  readonly openFile: Locator;
  readonly search: Locator;
  readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    this.startSample = page.getByRole('button', { name: 'Start the sample study' });
    this.setUpOwn = page.getByRole('button', { name: 'Set up your own' });
    this.openFile = page.getByRole('button', { name: 'Open a study file' });
    this.search = page.getByLabel('Find a study');
    this.rows = page.locator('tr[data-study]');
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  async act(study: string, action: string): Promise<void> {
    await this.row(study)
      .getByRole('button', { name: /^Actions for/ })
      .click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }
}
