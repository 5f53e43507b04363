// How fast the page is in a real Chromium, on the built studio and seeded studies in a real data directory: opening a study, pointing,
// scrolling, an epoch's way to the screen, memory, and the size of what is loaded.
// Run by `npm run bench -- ui`, or by itself: node test/bench/ui/ui.bench.ts [folder of the build]
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from '@playwright/test';
import { firstUse, newEpochs, openStudy, pageMemory, pointing, tableScroll } from './cases.ts';
import { type BenchRow, row } from './measures.ts';
import { seed, startStudio } from './studio.ts';

export async function run(build = process.env.VERNIER_BUILD ?? 'out'): Promise<{ name: string; rows: BenchRow[] }> {
  const built = resolve(build);
  if (!existsSync(join(built, 'renderer', 'index.html'))) {
    throw new Error(`${built} holds no built page; run "npm run build" first.`);
  }
  const { findChromium } = (await import(new URL('../../../scripts/chromium.mjs', import.meta.url).href)) as {
    findChromium(): Promise<string | null>;
  };
  const executablePath = await findChromium();
  if (!executablePath) throw new Error('There is no Chromium; set CHROMIUM_PATH to one.');
  const folder = mkdtempSync(join(tmpdir(), 'vernier-bench-ui-'));
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--enable-precise-memory-info'];
  const browser: Browser = await chromium.launch({ executablePath, args });
  const rows: BenchRow[] = bundle(join(built, 'renderer'));
  try {
    const data = join(folder, 'seeded');
    await seed(data, 'sweep', 'two-hundred', 'thousand', 'ten-thousand', 'thousand-by-thousand');
    const studio = await startStudio(built, data);
    try {
      for (const [id, runs, limitMs] of [
        ['sweep', 24, 150],
        ['two-hundred', 200, 300],
        ['thousand', 1000, 800],
      ] as const) {
        rows.push(await openStudy(browser, studio, id, runs, limitMs));
      }
      rows.push(...(await pointing(browser, studio, 'thousand', 1000)));
      rows.push(...(await tableScroll(browser, studio, 'ten-thousand', 10_000)));
      rows.push(...(await pageMemory(browser, studio, 'thousand-by-thousand', 1000)));
    } finally {
      await studio.end();
    }
    const live = await startStudio(built, join(folder, 'live'));
    try {
      rows.push(...(await newEpochs(browser, live, join(folder, 'program'))));
      rows.push(await firstUse(browser, live));
    } finally {
      await live.end();
    }
    return { name: 'ui', rows };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Of everything, and of what the first page waits for: what its document names. */
function bundle(renderer: string): BenchRow[] {
  const assets = join(renderer, 'assets');
  const files = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
  const named = readFileSync(join(renderer, 'index.html'), 'utf8');
  const kilobytes = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0) / 1000;
  return [
    row('scripts and styles of all pages, gzip', kilobytes(files), 'kB', 450),
    row('those of the first page', kilobytes(files.filter((name) => named.includes(name))), 'kB', null),
  ];
}

if (process.argv[1] === import.meta.filename) {
  const { rows } = await run(process.argv[2]);
  console.table(rows);
}
