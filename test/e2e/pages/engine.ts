// The Engine page as a person sees it.
import type { Locator, Page } from '@playwright/test';

export class EnginePage {
  readonly page: Page;
  readonly engines: Locator;
  /** What is said to somebody who does not look. */
  readonly news: Locator;

  constructor(page: Page) {
    this.page = page;
    this.engines = page.locator('article[data-engine]');
    this.news = page.getByTestId('engine-news');
  }

  engine(name: string): Locator {
    return this.page.locator(`article[data-engine="${name}"]`);
  }

  state(name: string): Locator {
    return this.engine(name).locator('[data-state]');
  }

  async installFile(path: string): Promise<void> {
    await this.page.getByRole('button', { name: 'From a wheel file' }).click();
    await this.page.getByLabel('Path of the wheel on this computer').fill(path);
    await this.page.getByRole('button', { name: 'Install this file' }).click();
  }
}
