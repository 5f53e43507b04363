// The Data page as a person sees it.
import type { Locator, Page } from '@playwright/test';

export class DataPage {
  readonly page: Page;
  readonly list: Locator;
  readonly detail: Locator;
  readonly overview: Locator;
  readonly path: Locator;
  readonly newStudy: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('region', { name: 'Data sets' });
    this.detail = page.getByRole('region', { name: 'Data set', exact: true });
    this.overview = page.getByRole('region', { name: 'Overview of the data' });
    this.path = page.getByLabel('Path on this computer');
    this.newStudy = page.getByRole('button', { name: 'New study with these data' });
  }

  /** Of the overview. */
  card(name: string | RegExp): Locator {
    return this.overview.getByRole('button', { name });
  }

  section(name: string): Locator {
    return this.detail.getByRole('region', { name, exact: true });
  }

  column(name: string): Locator {
    return this.detail.locator(`tr[data-column="${name}"]`);
  }

  /** Gives a column another use by the keyboard. */
  async use(column: string, role: string): Promise<void> {
    await this.page.getByRole('combobox', { name: `Use of ${column}` }).press('Enter');
    await this.page.getByRole('option', { name: role, exact: true }).click();
  }

  /** Drops a file on the window, as from the desktop: a browser does not say where it lies. */
  async drop(name: string, text: string): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      ([file, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([content ?? ''], file ?? ''));
        return data;
      },
      [name, text],
    );
    await this.page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  }
}
