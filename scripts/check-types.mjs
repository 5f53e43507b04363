// Runs the type checker once per world (shared, node, web, e2e), so that DOM types stay out of node code and the reverse.
import { spawnSync } from 'node:child_process';

let failed = 0;
for (const world of ['shared', 'node', 'web', 'e2e']) {
  const run = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', `tsconfig.${world}.json`], {
    stdio: 'inherit',
  });
  if (run.status !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
