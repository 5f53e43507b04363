// Checks the import rules, and that they were really checked: a cruise that saw too few modules fails.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const run = spawnSync(
  process.execPath,
  [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    'src',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
  ],
  { encoding: 'utf8', maxBuffer: 1 << 28 },
);
if (!run.stdout) {
  process.stderr.write(run.stderr);
  process.exit(1);
}
const { summary, modules } = JSON.parse(run.stdout);
const files = readdirSync('src', { recursive: true }).filter((name) => /\.tsx?$/.test(name)).length;
const seen = modules.filter((module) => module.source.startsWith('src/') && /\.tsx?$/.test(module.source)).length;
const edges = modules.reduce(
  (sum, module) => sum + module.dependencies.filter((d) => d.resolved.startsWith('src/')).length,
  0,
);
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`);
console.log(`import rules: ${seen} of ${files} modules, ${edges} edges, ${summary.violations.length} violations`);
if (seen < files || edges < seen) {
  console.error('The cruise saw too few modules or edges: the import rules were not really checked.');
  process.exit(1);
}
process.exit(summary.violations.length === 0 ? 0 : 1);
