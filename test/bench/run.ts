// `npm run bench [-- NAME …]`: runs the benchmarks, prints a table each and writes JSON under bench-results/ (not committed).
// A benchmark is a module <area>/<area>.bench.ts here that exports run(). `-- ui` needs a built page and a Chromium.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

type Cell = string | number | boolean | null;
interface BenchResult {
  readonly name: string;
  readonly rows: readonly object[];
}

// As the built program has it: threads and processes that are started do not compile everything again.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../../node_modules/.cache/vernier-bench', import.meta.url));
enableCompileCache(process.env.NODE_COMPILE_CACHE);

const here = new URL('.', import.meta.url);
const areas = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !areas.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there is ${areas.join(', ')}.`);
  process.exit(2);
}

const results: BenchResult[] = [];
for (const area of wanted.length > 0 ? wanted : areas) {
  const module = (await import(new URL(`${area}/${area}.bench.ts`, here).href)) as { run(): Promise<BenchResult> };
  const result = await module.run();
  results.push(result);
  console.log(`\n${result.name}`);
  console.table(result.rows.map((row) => Object.fromEntries(Object.entries(row as Record<string, Cell>))));
}

const folder = new URL('../../bench-results/', here);
mkdirSync(folder, { recursive: true });
const at = new Date().toISOString();
const machine = {
  cores: cpus().length,
  cpu: cpus()[0]?.model ?? 'unknown',
  memoryBytes: totalmem(),
  node: process.versions.node,
};
const file = new URL(`${at.replaceAll(':', '-')}.json`, folder);
writeFileSync(file, `${JSON.stringify({ at, machine, results }, null, 2)}\n`);
console.log(`\nWritten to bench-results/${file.pathname.split('/').at(-1)}`);
process.exit(0);
