// Every state of a study on every page, on seeded studies in a real data directory: nothing breaks, nothing is wider than the window, and
// nothing is serious for assistive technology. Each state is seen on half of the pages, each page in half of the states, both in both themes
// and both languages; VERNIER_EVERY=1 looks at every state on every page in each of them.
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { plans } from '../fixtures/studies/plans.ts';
import { violations } from './support/axe.ts';
import { seedStudies } from './support/seeded.ts';
import { expect, test } from './support/studio.ts';

const looks = [
  { name: 'light', theme: 'light', locale: 'en-US' },
  { name: 'dark-zh', theme: 'dark', locale: 'zh-CN' },
  { name: 'dark', theme: 'dark', locale: 'en-US' },
  { name: 'light-zh', theme: 'light', locale: 'zh-CN' },
] as const;
type Look = (typeof looks)[number];

const tabs = ['setup', 'space', 'live', 'trials', 'checks', 'stages', 'analyse', 'compare'] as const;
const everywhere = ['studies', 'data', 'new', 'logs', 'recipes', 'engine', 'settings'] as const;

/** What a page must say of a state, in English or in Chinese. */
const said: Readonly<Record<string, RegExp>> = {
  'study/damaged/live': /of trial 1 is damaged in the database|试验 1 的曲线.*在数据库中已损坏/,
  'study/failed/live': /(There is no file|没有文件) \/data\/rows\.csv/,
  'study/nan/stages': /Nothing to narrow|没有可/,
};

/** Found to be wrong once. */
const always = new Set(['study/forty/space', 'study/forty/analyse', ...Object.keys(said)]);

/** Curves that a state's chart has: one for each run with a finite value. */
const curves: Readonly<Record<string, number>> = {
  ...{ empty: 0, 'one-trial': 1, partial: 9, failed: 4, 'all-failed': 6, 'all-diverged': 6, nan: 0, damaged: 0 },
  ...{ 'one-metric': 14, sweep: 24, forty: 30, thousand: 1000 },
};

test('every state on every page, in both themes and both languages', async ({ browser, studio }) => {
  test.setTimeout(process.env.VERNIER_EVERY === '1' ? 1_800_000 : 600_000);
  await seedStudies(studio.dataDir);
  const windows = await openWindows(browser, await studio.start());
  const every = process.env.VERNIER_EVERY === '1';
  const pages = [
    ...everywhere.map((page): { address: string; state: string | null } => ({ address: page, state: null })),
    ...plans.flatMap(({ id }, k) =>
      tabs
        .filter((tab, j) => every || tab === 'live' || always.has(`study/${id}/${tab}`) || (j + k) % 2 === 0)
        .map((tab) => ({ address: `study/${id}/${tab}`, state: id })),
    ),
  ];
  for (const [i, { address, state }] of pages.entries()) {
    const turn = i + Math.floor(i / 5);
    for (const window of every || state === null ? windows : [windows[turn % windows.length]]) {
      if (!window) continue;
      const { page, look, errors } = window;
      await go(page, address);
      const name = `${address.replaceAll('/', '-')}-${look.name}`;
      await page.screenshot({ path: studio.shot(name) });
      expect.soft(await problems(page), name).toEqual([]);
      expect.soft(errors.splice(0), name).toEqual([]);
      const words = said[address];
      if (words) await expect.soft(page.getByText(words).first(), name).toBeVisible();
      const drawn = state === null ? undefined : curves[state];
      if (address.endsWith('/live') && drawn !== undefined && drawn > 0) {
        await expect
          .soft(page.locator('[data-chart="curves"]'), name)
          .toHaveAttribute('data-series-drawn', String(drawn));
      }
    }
  }
  for (const { context } of windows) await context.close();
});

test('a narrow window, 200 % zoom and forced colours: every page can be used', async ({ browser, studio }) => {
  test.setTimeout(300_000);
  await seedStudies(studio.dataDir, 'sweep', 'long-names');
  const address = await studio.start();
  const origin = new URL(address).origin;
  const storageState = await letIn(browser, address);
  const ways = [
    { name: 'narrow', viewport: { width: 1000, height: 700 }, state: 'long-names', forcedColors: 'none' },
    // 1440 × 900 at 200 %.
    { name: 'zoomed', viewport: { width: 720, height: 450 }, state: 'sweep', forcedColors: 'none' },
    { name: 'forced', viewport: { width: 1440, height: 900 }, state: 'sweep', forcedColors: 'active' },
  ] as const;
  for (const { name: way, state, ...options } of ways) {
    const context = await browser.newContext({
      storageState,
      colorScheme: 'dark',
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${origin}/`);
    for (const hash of [...everywhere, ...tabs.map((tab) => `study/${state}/${tab}`)]) {
      await go(page, hash);
      const name = `${way}-${hash.replaceAll('/', '-')}`;
      await page.screenshot({ path: studio.shot(name) });
      expect.soft(await problems(page), name).toEqual([]);
      expect.soft(errors.splice(0), name).toEqual([]);
    }
    await context.close();
  }
});

test('a page that waits for the host says so, and one that has lost it keeps what it shows', async ({
  browser,
  studio,
}) => {
  test.setTimeout(120_000);
  await seedStudies(studio.dataDir, 'sweep');
  const address = await studio.start();
  const storageState = await letIn(browser, address);
  const context = await browser.newContext({ storageState, reducedMotion: 'reduce' });
  const page = await context.newPage();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let holds = false;
  await page.routeWebSocket(/.*/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => (holds ? void held.then(() => socket.send(message)) : socket.send(message)));
  });
  await page.goto(`${new URL(address).origin}/`);
  await expect(page.locator('tr[data-study]')).toHaveCount(1);
  holds = true;
  await page.evaluate(() => {
    location.hash = '#/study/sweep/live';
  });
  await expect(page.getByText('Loading', { exact: true })).toBeVisible();
  await page.screenshot({ path: studio.shot('loading-live') });
  expect.soft(await problems(page), 'loading').toEqual([]);
  holds = false;
  release();
  const chart = page.locator('[data-chart="curves"]');
  await expect(chart).toHaveAttribute('data-series-drawn', '24');

  await studio.stop();
  await expect(page.getByText(/The host stopped answering/)).toBeVisible();
  await expect(chart).toHaveAttribute('data-series-drawn', '24');
  await page.screenshot({ path: studio.shot('lost-live') });
  expect.soft(await problems(page), 'lost').toEqual([]);
  for (const tab of ['trials', 'stages', 'compare', 'analyse']) {
    await go(page, `study/sweep/${tab}`, false);
    await expect(page.getByText(/The host stopped answering/)).toBeVisible();
    await page.screenshot({ path: studio.shot(`lost-${tab}`) });
    expect.soft(await problems(page), `lost, ${tab}`).toEqual([]);
  }
  await context.close();
});

interface Window {
  readonly look: Look;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly errors: string[];
}

async function openWindows(browser: Browser, address: string): Promise<Window[]> {
  const { origin } = new URL(address);
  const storageState = await letIn(browser, address);
  return Promise.all(
    looks.map(async (look) => {
      const { theme, locale } = look;
      const context = await browser.newContext({
        ...{
          storageState,
          colorScheme: theme,
          locale,
          reducedMotion: 'reduce',
          viewport: { width: 1440, height: 900 },
        },
      });
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`${origin}/`);
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await expect(page.locator('html')).toHaveAttribute('lang', locale === 'zh-CN' ? 'zh-CN' : 'en');
      return { look, context, page, errors };
    }),
  );
}

/** What a browser keeps after it has used the one-time address. */
async function letIn(browser: Browser, address: string) {
  const first = await browser.newContext();
  await (await first.newPage()).goto(address);
  const storageState = await first.storageState();
  await first.close();
  return storageState;
}

async function go(page: Page, hash: string, settles = true): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, `#/${hash}`);
  if (settles) await settled(page);
}

/** The page is there, and nothing on it loads. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(350);
  await expect(page.getByText(/^(Loading|正在加载)/)).toHaveCount(0);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** What is wider than the window, and what violates the rules of WCAG 2.2 A and AA. */
async function problems(page: Page): Promise<string[]> {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px wider than the window`] : [];
  });
  return [...wide, ...(await violations(page))];
}
