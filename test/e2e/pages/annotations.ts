// Notes, tags and saved views as a person meets them.
import type { Locator, Page } from '@playwright/test';

export class Annotations {
  readonly page: Page;
  /** The inspector's section, or a dialog. */
  readonly place: Locator;
  readonly note: Locator;
  readonly addTag: Locator;
  readonly tags: Locator;

  constructor(page: Page, place: Locator) {
    this.page = page;
    this.place = place;
    this.note = place.getByRole('textbox', { name: 'Note' });
    this.addTag = place.getByRole('combobox', { name: 'Add a tag' });
    this.tags = place.getByRole('group', { name: 'Tags' }).getByRole('listitem');
  }

  static inInspector(page: Page): Annotations {
    return new Annotations(page, page.getByRole('region', { name: 'Notes', exact: true }));
  }

  static inDialog(page: Page): Annotations {
    return new Annotations(page, page.getByRole('dialog'));
  }
}

export class Views {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Chooses an entry of the menu by keyboard. */
  async choose(entry: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name: 'Views', exact: true }).press('Enter');
    await this.page.getByRole('menuitem', { name: entry }).press('Enter');
  }

  /** From the palette. */
  async open(name: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await this.page.getByRole('dialog').getByRole('combobox').fill(`View: ${name}`);
    await this.page.keyboard.press('Enter');
  }
}
