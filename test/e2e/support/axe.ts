// What axe (Deque) finds on a page. Its script is put in once per document and made to report violations alone: a look takes a fifth of the
// time that its Playwright package takes, which opens a page of its own for each and describes what passed, too.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { Result, RunOptions } from 'axe-core';

const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of WCAG 2.2, levels A and AA. */
const wcag = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

interface Look {
  /** Selector of the part that is looked at; without it the whole page. */
  readonly within?: string;
  /** With the best practices that no level asks for. */
  readonly everyRule?: boolean;
}

/** One line per violated rule: its name, and where. Throws where no element is `within`. */
export async function violations(page: Page, { within, everyRule = false }: Look = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(script);
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(everyRule ? {} : { runOnly: { type: 'tag', values: wcag } }),
  };
  const found: Pick<Result, 'id' | 'impact' | 'nodes'>[] = await page.evaluate(
    async ([part, how]) => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      return (await axe.run(part ?? document, how)).violations;
    },
    [within, options] as const,
  );
  return found.map(
    ({ id, impact, nodes }) =>
      `${id} (${impact}): ${nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`).join(' | ')}`,
  );
}
