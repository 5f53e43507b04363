// The New-study page as a person sees it.
import type { Locator, Page } from '@playwright/test';

export class NewStudyPage {
  readonly page: Page;
  readonly start: Locator;
  readonly fileView: Locator;

  constructor(page: Page) {
    this.page = page;
    this.start = page.getByRole('button', { name: /^Start (study|the sample study)$/ });
    this.fileView = page.getByTestId('study-file-json');
  }

  step(number: number): Locator {
    return this.page.locator(`[data-step="${number}"]`);
  }

  async openStep(number: number): Promise<void> {
    await this.step(number).getByRole('button', { name: 'Change' }).click();
  }

  setting(key: string): Locator {
    return this.page.locator(`tr[data-setting="${key}"]`);
  }

  /** The sentence below a setting. */
  problemOf(key: string): Locator {
    return this.page.locator(`tr[data-setting="${key}"] + tr:not([data-setting])`);
  }

  part(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true }).first();
  }

  constraint(number: number): Locator {
    return this.page.getByRole('combobox', { name: `Constraint ${number}`, exact: true });
  }

  point(number: number): Locator {
    return this.page.locator(`tr[data-point="${number}"]`);
  }

  /** What a starting point has of a setting, as its field shows it. */
  pointField(number: number, title: string): Locator {
    return this.page.getByRole('textbox', { name: `Starting point ${number}, ${title}`, exact: true });
  }

  /** The study file as the page shows it. */
  async file(): Promise<Record<string, unknown>> {
    await this.page.getByRole('radio', { name: 'Study file' }).click();
    const text = await this.fileView.textContent();
    await this.page.getByRole('radio', { name: 'Summary' }).click();
    return JSON.parse(text ?? '') as Record<string, unknown>;
  }
}
